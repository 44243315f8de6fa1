// What people type is read here before the core sees it. Whatever it is, nothing throws, and what
// is read is something that exists; what was written by the face reads back as the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speak } from '../words';
import { readAmount, typedAmount } from './amount';
import { formatDay, readDay, typedDay, type Century } from './date';
import { match } from './route.svelte';
import { instantOf, readTime } from './time';

const TODAY = '2026-11-26';
const MAKKIE = { singular: 'makkie', plural: 'makkies', unit_minutes: 60 };
const UNITS = [1, 7, 30, 60, 90];
const MANY = { numRuns: 5_000, seed: 20261126 };

/** Anything, and more often the signs and words of days, times and amounts. */
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(
    fc.oneof(
      fc.nat({ max: 99_999_999 }).map(String),
      fc.constantFrom(
        '-', '/', '.', ',', ' ', ':', '+', '−', "'", 'u', 'uur', 'h', 'min', 'm', 'e', 'mrt',
        'maart', 'feb', 'december', 'mei', 'constructor', '0', '00', '29', '1e9', 'Infinity',
      ),
    ),
    { maxLength: 7 },
  ).map((parts) => parts.join('')),
);
const century = fc.constantFrom<Century>('past', 'near');
const span = { min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true };
const day = fc.date(span)
  .map((date) => date.toISOString().slice(0, 10));

test('whatever is typed for a day, what is read is a day of the calendar or a refusal', () => {
  fc.assert(fc.property(typed, century, (text, century) => {
    const read = readDay(text, century, TODAY);
    if (!('day' in read)) return;
    expect(new Date(read.day).toISOString().slice(0, 10)).toBe(read.day);
    expect(read.day >= '1900-01-01' && read.day <= '2199-12-31').toBe(true);
  }), MANY);
});

test('a day that the face wrote is read as the same day', () => {
  fc.assert(fc.property(day, century, fc.constantFrom('nl', 'en'), (day, century, language) => {
    speak(language);
    for (const written of [typedDay(day), day, formatDay(day)]) {
      expect(readDay(written, century, TODAY)).toEqual({ day });
    }
  }), MANY);
  speak('nl');
});

test('whatever is typed for an amount, what is read are whole minutes', () => {
  fc.assert(fc.property(typed, fc.constantFrom(...UNITS), (text, unit_minutes) => {
    const minutes = readAmount(text, { ...MAKKIE, unit_minutes });
    expect(minutes === undefined || Number.isSafeInteger(minutes)).toBe(true);
    expect(Object.is(minutes, -0)).toBe(false);
  }), MANY);
});

test('whatever is typed for a time, what is read is a time of the day', () => {
  fc.assert(fc.property(typed, (text) => {
    const time = readTime(text);
    if (time !== undefined) expect(instantOf(TODAY, time)).toBeInstanceOf(Date);
  }), MANY);
});

test('an amount that the face wrote into a field is read as the same amount', () => {
  const minutes = fc.integer({ min: -99_999_999, max: 99_999_999 });
  const languages = fc.constantFrom('nl', 'en');
  fc.assert(fc.property(minutes, fc.constantFrom(...UNITS), languages, (minutes, unit, spoken) => {
    speak(spoken);
    const scheme = { ...MAKKIE, unit_minutes: unit };
    expect(readAmount(typedAmount(minutes, scheme), scheme)).toBe(minutes);
  }), MANY);
  speak('nl');
});

test('whatever stands in an address, it leads to a screen or to none', () => {
  fc.assert(fc.property(fc.string(), (name) => {
    const found = match('/members/:id', `/members/${name}`);
    expect(found === undefined || typeof found.id === 'string').toBe(true);
  }), MANY);
});
