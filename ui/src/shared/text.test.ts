import { expect, test } from 'vitest';
import { capital } from './text';

test('a line begins with a capital, and ij is one letter', () => {
  expect(capital('makkies')).toBe('Makkies');
  expect(capital('ijsbaan')).toBe('IJsbaan');
  expect(capital('')).toBe('');
});
