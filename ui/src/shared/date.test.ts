import { afterEach, expect, test } from 'vitest';
import { speak } from '../words';
import {
  dayRefusal, daysBetween, formatDay, formatInstant, formatQuarter, formatWeekday, readDay,
  typedDay,
  type Century,
} from './date';

const TODAY = '2026-11-23';
afterEach(() => speak('nl'));

function day(typed: string, century: Century = 'past'): string {
  const read = readDay(typed, century, TODAY);
  return 'day' in read ? read.day : read.refused;
}

test('a day is read however it is written', () => {
  const ways = [
    '1-3-52', '1-3-1952', '01-03-1952', '01031952', '010352', '1/3/1952', '1.3.1952', '1 3 1952',
    '1 mrt 1952', '1 maart 1952', '1 mrt. 1952', '1mrt1952', '1 March 1952', '1st march 1952',
    "1 mrt '52", '1e maart 1952', '1952-03-01', '1952-3-1', '1952/03/01', '  1-3-1952 ',
    '1 - 3 - 1952', '1 MAART 1952',
  ];
  for (const typed of ways) expect([typed, day(typed)]).toEqual([typed, '1952-03-01']);
});

test('what is no day, or could be two, is not guessed at', () => {
  const unclear = [
    '', 'x', '1', '1-3', '1-13-1952', '13/13/1952', '0-1-1952', '1-0-1952', '32-1-1952', '3 mxt 52',
    '195231', '1-3-952', '1-3-19522', '1952', '1 maart', '12345678901', '2026-13-01',
  ];
  for (const typed of unclear) expect([typed, day(typed)]).toEqual([typed, 'unclear']);
});

test('a day in a year that nobody means is refused with a sentence', () => {
  for (const typed of ['23-11-0202', '1-3-0052', '31-12-1899', '1-1-2200']) {
    expect([typed, day(typed)]).toEqual([typed, 'far']);
  }
  expect(day('1-1-1900')).toBe('1900-01-01');
  expect(day('31-12-2199')).toBe('2199-12-31');
  expect(dayRefusal({ refused: 'far' })).toBe(
    'Dit jaar kan niet kloppen. Kies een jaar van 1900 tot en met 2199.',
  );
});

test('a day that the calendar does not have is refused with a sentence', () => {
  expect(day('29-02-2024')).toBe('2024-02-29');
  expect(day('29-02-2025')).toBe('missing');
  expect(day('29-02-1900')).toBe('missing');
  expect(day('29-02-2000')).toBe('2000-02-29');
  expect(day('31-4-2025')).toBe('missing');
  const said = (typed: string) => {
    const read = readDay(typed, 'past', TODAY);
    return 'day' in read ? read.day : dayRefusal(read);
  };
  expect(said('29-02-2025')).toBe(
    '29 februari 2025 bestaat niet: 2025 is geen schrikkeljaar. Bedoel je 28 februari of 1 maart?',
  );
  expect(said('31-4-2025')).toBe('31 april 2025 bestaat niet: april heeft 30 dagen.');
  expect(said('gisteren')).toBe('Deze datum is niet te lezen. Typ bijvoorbeeld 1-3-1952.');
});

test('a year of two digits lies in the past for a birthday', () => {
  expect(day('23-11-26')).toBe('2026-11-23');
  expect(day('24-11-26')).toBe('1926-11-24');
  expect(day('1-1-27')).toBe('1927-01-01');
  expect(day('1-1-00')).toBe('2000-01-01');
});

test('a year of two digits lies within fifty years for an agreement', () => {
  expect(day('1-7-27', 'near')).toBe('2027-07-01');
  expect(day('1-7-76', 'near')).toBe('2076-07-01');
  expect(day('1-7-77', 'near')).toBe('1977-07-01');
  expect(day('1-7-99', 'near')).toBe('1999-07-01');
});

test('a day is written in the language of now', () => {
  expect(formatDay('1952-03-01')).toBe('1 maart 1952');
  expect(formatWeekday('2026-11-23')).toBe('maandag 23 november 2026');
  expect(typedDay('1952-03-01')).toBe('01-03-1952');
  expect(formatInstant('2026-11-23T12:00:00')).toBe('23 november 2026 om 12.00 uur');
  expect(formatQuarter('2026Q3')).toBe('kwartaal 3 van 2026');
  speak('en');
  expect(formatDay('1952-03-01')).toBe('1 March 1952');
  expect(formatInstant('2026-11-23T12:00:00')).toBe('23 November 2026 at 12:00');
});

test('days are counted across a change to summer time', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-11-23', '2026-11-22')).toBe(-1);
});
