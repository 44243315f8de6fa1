import { expect, test } from 'vitest';
import { strength } from './passphrase';

test('a passphrase is judged by its length first', () => {
  expect(strength('')).toEqual({ step: 'none' });
  expect(strength('   ')).toEqual({ step: 'none' });
  expect(strength('buurthuis')).toEqual({ step: 'short', missing: 3 });
  expect(strength('buurthuis12')).toEqual({ step: 'short', missing: 1 });
  expect(strength('buurthuis 12').step).toBe('fair');
});

test('four words or much text is good, the same over and over is not', () => {
  expect(strength('koffie fiets molen regen').step).toBe('good');
  expect(strength('koffie-fiets-molen-regen').step).toBe('good');
  expect(strength('wij drinken altijd thee').step).toBe('good');
  expect(strength('fietsen fietse').step).toBe('fair');
  expect(strength('fiets fiets fi').step).toBe('weak');
  expect(strength('abcdefghijklmnopqrstuv').step).toBe('weak');
  expect(strength('aaaaaaaaaaaaaaaaaaaaaaaa').step).toBe('weak');
  expect(strength('19520301195203011952').step).toBe('weak');
});
