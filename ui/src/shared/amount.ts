// Amounts are whole minutes. People see them in the unit of their scheme (a makkie is 60, a
// zuiderling 30) or as a length of time. Reading counts in whole numbers only, never in fractions
// of the machine, so 0,1 is exactly a tenth.
import { locale, t } from '../words';

/** What a scheme calls its credit and how many minutes one is worth. */
export interface Scheme {
  singular: string;
  plural: string;
  unit_minutes: number;
}

/** `1:30`, `1u30`, `2 uur`, `1 uur 30 min` */
const HOURS =
  /^(\d{1,9}) ?(?::|u(?:ur|ren)?|h(?:ours?)?) ?([0-5]?\d)?(?: ?m(?:in(?:uten|utes)?)?)?$/;
const LARGEST = Number.MAX_SAFE_INTEGER;

/**
 * Reads minutes from what somebody typed: `1,5` or `1.5` in units of the scheme; `1:30`, `1u30`,
 * `1 uur 30`, `90 min` as a length of time. Halves are rounded away from zero to whole minutes.
 * Nothing when it cannot be read; whether the amount may be booked is for the book to say.
 */
export function readAmount(typed: string, scheme: Scheme): number | undefined {
  const text = typed.trim().toLowerCase().replace(/^[-\u2212\u2013]/, '-').replace(/\s+/g, ' ');
  const sign = text.startsWith('-') ? -1 : 1;
  const minutes = readPositive(text.replace(/^[-+]\s*/, ''), scheme.unit_minutes);
  if (minutes === undefined || minutes > LARGEST) return undefined;
  return minutes === 0 ? 0 : sign * minutes;
}

function readPositive(text: string, unit: number): number | undefined {
  const clock = HOURS.exec(text);
  if (clock && (clock[2] !== undefined || !text.includes(':'))) {
    return Number(clock[1]) * 60 + Number(clock[2] ?? 0);
  }
  const minutes = /^(\d{1,12}) ?m(?:in(?:uut|uten|ute|utes)?)?\.?$/.exec(text);
  if (minutes) return Number(minutes[1]);
  const units = /^(\d{1,9})?(?:[.,](\d{1,6}))?$/.exec(text);
  if (!units || text === '') return undefined;
  const tail = units[2] ?? '';
  // 1.500 may be one and a half or fifteen hundred: ask again.
  if (tail.length === 3 && Number(units[1] ?? 0) > 0) return undefined;
  const scale = 10 ** tail.length;
  const scaled = (Number(units[1] ?? 0) * scale + Number(tail || 0)) * unit;
  return Math.floor((scaled + Math.floor(scale / 2)) / scale);
}

/** An amount as a number of units: `14,5`. What does not fit two decimals is written as `1:20`. */
export function formatAmount(minutes: number, scheme: Scheme): string {
  return written(minutes, scheme, true);
}

/** An amount as it is typed, its thousands together: `1.500` could be one and a half. */
export function typedAmount(minutes: number, scheme: Scheme): string {
  return written(minutes, scheme, false);
}

/** An amount with its unit: `1 makkie`, `2,5 makkies`. */
export function formatWithUnit(minutes: number, scheme: Scheme): string {
  if ((minutes * 100) % scheme.unit_minutes !== 0) return formatHours(minutes);
  const one = Math.abs(minutes) === scheme.unit_minutes;
  return `${formatAmount(minutes, scheme)} ${one ? scheme.singular : scheme.plural}`;
}

/** A length of time in words: `14 uur 30`, `20 minuten`. */
export function formatHours(minutes: number): string {
  const sign = minutes < 0 ? '\u2212' : '';
  const size = Math.abs(minutes);
  const hours = Math.floor(size / 60);
  const rest = size % 60;
  const hoursText = formatNumber(hours);
  if (hours === 0) return sign + t('shared.amount.minutes', { count: rest });
  if (rest === 0) return sign + t('shared.amount.hours', { count: hours, hours: hoursText });
  const padded = String(rest).padStart(2, '0');
  return sign + t('shared.amount.hours_minutes', { hours: hoursText, minutes: padded });
}

/** A whole number with its thousands apart: `1.284`. */
export function formatNumber(number: number): string {
  return new Intl.NumberFormat(locale()).format(number);
}

function written(minutes: number, scheme: Scheme, useGrouping: boolean): string {
  if ((minutes * 100) % scheme.unit_minutes !== 0) return clockTime(minutes);
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2, useGrouping }).format(
    minutes / scheme.unit_minutes,
  );
}

function clockTime(minutes: number): string {
  const sign = minutes < 0 ? '-' : '';
  const size = Math.abs(minutes);
  return `${sign}${Math.floor(size / 60)}:${String(size % 60).padStart(2, '0')}`;
}
