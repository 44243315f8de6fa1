// The 72 hours in which a breach can be reported (GDPR article 33). They are hours: they run on at
// night and in the weekend, and end at the minute.
const HOURS = 72;
const HOUR = 3_600_000;

/** Until when it can be reported, for what was noticed at an instant. */
export function deadline(noticed: Date): Date {
  return new Date(noticed.getTime() + HOURS * HOUR);
}

/** Whole hours that are left; below zero when it is too late. */
export function hoursLeft(noticed: Date, now: Date): number {
  return Math.floor((deadline(noticed).getTime() - now.getTime()) / HOUR);
}
