// A time of the day as people write it: `14.05`, `14:05`, `1405`, `9 uur`, `9u30`.

/** `HH:MM` of what somebody typed, or nothing when it cannot be read. */
export function readTime(typed: string): string | undefined {
  const text = typed.trim().toLowerCase().replace(/\s*(uur|u|h)$/, '');
  const found = /^(\d{1,2})(?:\s*[.:uh]\s*(\d{2}))?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!found) return undefined;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The time of an instant on this computer's clock, `HH:MM`. */
export function timeOf(at: Date): string {
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** The instant of a day and a time on this computer's clock. */
export function instantOf(day: string, time: string): Date | undefined {
  const at = new Date(`${day}T${time}`);
  return day && time && !Number.isNaN(at.getTime()) ? at : undefined;
}
