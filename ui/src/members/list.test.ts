// What the list asks, and the keys that walk through it.
import { expect, test } from 'vitest';
import { question, readFilter } from './question';
import { step } from './walk';

test('a filter is a membership, or the former members', () => {
  expect(question(' berg ', 'friend')).toMatchObject({
    text: 'berg', membership: 'friend', former: false,
  });
  expect(question('', 'former')).toMatchObject({ text: null, membership: null, former: true });
  expect(readFilter('passive')).toBe('passive');
  expect(readFilter('everybody')).toBeUndefined();
});

test('the arrows lead from the search box along the rows and back', () => {
  expect(step('ArrowDown', -1, 3)).toBe(0);
  expect(step('ArrowDown', 2, 3)).toBe(2);
  expect(step('ArrowUp', 0, 3)).toBe(-1);
  expect(step('End', 0, 3)).toBe(2);
  expect(step('Home', 2, 3)).toBe(0);
  expect(step('End', -1, 3)).toBeUndefined();
  expect(step('ArrowDown', -1, 0)).toBeUndefined();
  expect(step('a', 1, 3)).toBeUndefined();
});
