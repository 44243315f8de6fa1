// Days as people write them: read forgivingly, written back in full. A day is 'YYYY-MM-DD' and has
// no zone; nothing here makes an instant of it. What can mean two things is not guessed at.
import { language, locale, t } from '../words';

/** Which hundred years a year of two digits belongs to. */
export type Century = 'past' | 'near';

export type ReadDay =
  | { day: string }
  | { refused: 'unclear' }
  | { refused: 'far' }
  | { refused: 'missing'; date: number; month: number; year: number };

/** The years in which the book takes a day. */
const YEARS = { first: 1900, last: 2199 };

const MONTHS: Record<string, number> = {
  jan: 1, feb: 2, mrt: 3, maa: 3, mar: 3, apr: 4, mei: 5, may: 5, jun: 6,
  jul: 7, aug: 8, sep: 9, okt: 10, oct: 10, nov: 11, dec: 12,
};

/**
 * Reads a day from what somebody typed: `1-3-52`, `01031952`, `1 mrt 1952`, `1952-03-01`.
 * A year of two digits lies in the past for a birthday and within fifty years for an agreement.
 */
export function readDay(typed: string, century: Century, today: string): ReadDay {
  const parts = split(typed.trim().toLowerCase());
  if (!parts) return { refused: 'unclear' };
  const [day, month] = parts;
  const year = parts[2].length === 2 ? fullYear(parts, century, today) : Number(parts[2]);
  if (month < 1 || month > 12 || day < 1 || day > 31) return { refused: 'unclear' };
  if (year < YEARS.first || year > YEARS.last) return { refused: 'far' };
  if (day > daysIn(month, year)) return { refused: 'missing', date: day, month, year };
  return { day: iso(day, month, year) };
}

/** The sentence for a day that could not be read or cannot be. */
export function dayRefusal(read: Exclude<ReadDay, { day: string }>): string {
  if (read.refused === 'unclear') return t('shared.date.unclear');
  if (read.refused === 'far') return t('errors.DayOutOfRange', YEARS);
  const { date, month, year } = read;
  const monthName = formatDay(iso(1, month, year), { month: 'long' });
  const values = { day: date, month: monthName, year, last: daysIn(month, year) };
  return month === 2 && date === 29
    ? t('shared.date.no_leap_year', values)
    : t('shared.date.month_too_short', values);
}

/** A day in full, `1 maart 1952`, or as asked. */
export function formatDay(
  day: string,
  form: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' },
): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const instant = new Date(Date.UTC(year, month - 1, date));
  return new Intl.DateTimeFormat(locale(), { ...form, timeZone: 'UTC' }).format(instant);
}

/** A day with its weekday: `zaterdag 1 maart 1952`. */
export function formatWeekday(day: string): string {
  return formatDay(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** A quarter, `2026Q3`, in words. */
export function formatQuarter(quarter: string): string {
  const [year = '', number = ''] = quarter.split('Q');
  return t('shared.date.quarter', { number, year });
}

/** A day as it is typed: `01-03-1952`. */
export function typedDay(day: string): string {
  return day.split('-').reverse().join('-');
}

/** An instant on this computer's clock: `23 november 2026 om 14.05 uur`, the day as asked. */
export function formatInstant(instant: string, day = formatDay): string {
  const at = new Date(instant);
  const time = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit' }).format(at);
  const clock = language() === 'nl' ? time.replace(':', '.') : time;
  return t('shared.date.instant', { day: day(dayOf(at)), time: clock });
}

/** The day of now on this computer's clock. */
export function today(): string {
  return dayOf(new Date());
}

/** Whole days from one day to another; negative when the other lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day after a day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** The day of an instant on this computer's clock. */
export function dayOf(at: Date): string {
  return iso(at.getDate(), at.getMonth() + 1, at.getFullYear());
}

function iso(day: number, month: number, year: number): string {
  const pad = (number: number, width: number) => String(number).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function daysIn(month: number, year: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Day, month and the year as it was typed, or nothing when the order is not clear. */
function split(typed: string): [number, number, string] | undefined {
  const backwards = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(typed);
  if (backwards) return [Number(backwards[3]), Number(backwards[2]), backwards[1] as string];
  const closed = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(typed);
  const open = /^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})$/.exec(typed);
  const digits = closed ?? open;
  if (digits) return [Number(digits[1]), Number(digits[2]), digits[3] as string];
  const named = /^(\d{1,2})(?:e|ste|de|st|nd|rd|th)?[\s.-]*(\p{L}{3,})[\s.-]*(\d{4}|'?\d{2})$/u
    .exec(typed);
  const month = named && MONTHS[(named[2] as string).slice(0, 3)];
  if (!named || !month) return undefined;
  return [Number(named[1]), month, (named[3] as string).replace("'", '')];
}

function fullYear(parts: [number, number, string], century: Century, today: string): number {
  const now = Number(today.slice(0, 4));
  const year = Math.floor(now / 100) * 100 + Number(parts[2]);
  if (century === 'past') return iso(parts[0], parts[1], year) > today ? year - 100 : year;
  if (year - now > 50) return year - 100;
  return now - year >= 50 ? year + 100 : year;
}
