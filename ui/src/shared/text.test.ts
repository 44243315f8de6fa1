import { expect, test } from 'vitest';
import { bookName, capital } from './text';

test('a line begins with a capital, and ij is one letter', () => {
  expect(capital('makkies')).toBe('Makkies');
  expect(capital('ijsbaan')).toBe('IJsbaan');
  expect(capital('')).toBe('');
});

test('the folder of a book is read as its name', () => {
  expect(bookName('de-nieuwe-jutter')).toBe('De nieuwe jutter');
  expect(bookName('ijsbaan')).toBe('IJsbaan');
  expect(bookName('één-huis')).toBe('Één huis');
});
