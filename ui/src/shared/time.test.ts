import { expect, test } from 'vitest';
import { instantOf, readTime, timeOf } from './time';

test('a time is read as people write it, and nothing is guessed at', () => {
  for (const typed of ['14.05', '14:05', '1405', ' 14 : 05 ', '14u05', '14.05 uur', '14h05']) {
    expect(readTime(typed), typed).toBe('14:05');
  }
  expect(readTime('9')).toBe('09:00');
  expect(readTime('9 uur')).toBe('09:00');
  expect(readTime('930')).toBe('09:30');
  for (const typed of ['', 'half negen', '24.00', '12.60', '1.5', '14.05.10', '99']) {
    expect(readTime(typed), typed).toBeUndefined();
  }
});

test('a day and a time are an instant of this clock, and read back the same', () => {
  const at = instantOf('2026-11-26', '14:05') as Date;
  expect(timeOf(at)).toBe('14:05');
  expect(at.getDate()).toBe(26);
  expect(instantOf('', '14:05')).toBeUndefined();
  expect(instantOf('2026-11-26', '')).toBeUndefined();
});
