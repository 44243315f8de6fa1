import { afterEach, expect, test } from 'vitest';
import { speak } from '../words';
import {
  formatAmount, formatHours, formatNumber, formatWithUnit, readAmount, typedAmount, type Scheme,
} from './amount';

const MAKKIE: Scheme = { singular: 'makkie', plural: 'makkies', unit_minutes: 60 };
const ZUIDERLING: Scheme = { singular: 'zuiderling', plural: 'zuiderlingen', unit_minutes: 30 };
const MINUTE: Scheme = { singular: 'minuut', plural: 'minuten', unit_minutes: 1 };
afterEach(() => speak('nl'));

test('an amount is read in the unit of the scheme or as a length of time', () => {
  const ninety = [
    '1,5', '1.5', '1:30', '1,50', ' 1,5 ', '1u30', '1 u 30', '1 uur 30', '1h30', '90 min',
    '90 minuten', '1 uur 30 min', '+1,5', '01:30',
  ];
  for (const typed of ninety) expect([typed, readAmount(typed, MAKKIE)]).toEqual([typed, 90]);
  expect(readAmount('1,5', ZUIDERLING)).toBe(45);
  expect(readAmount('1:30', ZUIDERLING)).toBe(90);
  expect(readAmount('25', MAKKIE)).toBe(1500);
  expect(readAmount(',5', MAKKIE)).toBe(30);
  expect(readAmount('2 uur', MAKKIE)).toBe(120);
  expect(readAmount('90', MINUTE)).toBe(90);
});

test('nought and less are read as they stand: the book says whether they may be', () => {
  expect(readAmount('0', MAKKIE)).toBe(0);
  expect(readAmount('-0', MAKKIE)).toBe(0);
  expect(readAmount('-2', MAKKIE)).toBe(-120);
  expect(readAmount('\u22122', MAKKIE)).toBe(-120);
});

test('what is no amount is not guessed at', () => {
  const unclear = [
    '', ' ', 'x', '1,', '.', ',', '1,5,5', '1.000,5', '1:75', '1:', ':30', '1e3', '--2', '0x10',
    '1 000 000 000 000', '\u0661', '1.500', '1,000', '25.000',
  ];
  for (const typed of unclear) {
    expect([typed, readAmount(typed, MAKKIE)]).toEqual([typed, undefined]);
  }
});

test('a part of a minute is rounded half away from zero, exactly', () => {
  expect(readAmount('0,33', MAKKIE)).toBe(20);
  expect(readAmount('0,025', MAKKIE)).toBe(2);
  expect(readAmount('-0,025', MAKKIE)).toBe(-2);
  expect(readAmount('0,024', MAKKIE)).toBe(1);
  expect(readAmount('0,1', MAKKIE)).toBe(6);
});

test('an amount is written in units, or as hours when units would not be exact', () => {
  expect(formatAmount(870, MAKKIE)).toBe('14,5');
  expect(formatAmount(45, MAKKIE)).toBe('0,75');
  expect(formatAmount(80, MAKKIE)).toBe('1:20');
  expect(formatAmount(-80, MAKKIE)).toBe('-1:20');
  expect(formatAmount(77_040, MAKKIE)).toBe('1.284');
  expect(typedAmount(77_040, MAKKIE)).toBe('1284');
  expect(formatWithUnit(60, MAKKIE)).toBe('1 makkie');
  expect(formatWithUnit(150, MAKKIE)).toBe('2,5 makkies');
  expect(formatWithUnit(0, MAKKIE)).toBe('0 makkies');
  expect(formatWithUnit(80, MAKKIE)).toBe('1 uur 20');
  expect(formatWithUnit(30, ZUIDERLING)).toBe('1 zuiderling');
});

test('a length of time is written in words', () => {
  expect(formatHours(870)).toBe('14 uur 30');
  expect(formatHours(60)).toBe('1 uur');
  expect(formatHours(65)).toBe('1 uur 05');
  expect(formatHours(1)).toBe('1 minuut');
  expect(formatHours(0)).toBe('0 minuten');
  expect(formatHours(-90)).toBe('\u22121 uur 30');
  expect(formatHours(1_284 * 60)).toBe('1.284 uur');
  speak('en');
  expect(formatHours(120)).toBe('2 hours');
  expect(formatHours(150)).toBe('2 h 30');
  expect(formatNumber(1284)).toBe('1,284');
});
