// What the list asks, its pages, and the keys that walk through it.
import { expect, test } from 'vitest';
import { pretend } from '../api/pretend';
import type { MemberRow } from '../api/wire';
import { rowsOf } from './pages.svelte';
import { question, readFilter } from './question';
import { step } from './walk';

const row = (number: number): MemberRow => ({
  member_id: `m${number}`, number, kind: 'person', sorted_name: `Lid ${number}`,
  full_name: `Lid ${number}`, address: null, town: null, membership: 'active',
});

test('a filter is a membership, or the former members', () => {
  expect(question(' berg ', 'friend')).toMatchObject({
    text: 'berg', membership: 'friend', former: false,
  });
  expect(question('', 'former')).toMatchObject({ text: null, membership: null, former: true });
  expect(readFilter('passive')).toBe('passive');
  expect(readFilter('everybody')).toBeUndefined();
});

test('more rows than the core gives at once come in pages', async () => {
  const all = Array.from({ length: 1_200 }, (_, place) => row(place));
  const asked = pretend({
    'members.list': async ({ offset, limit }) => ({
      total: 1_300, found: 1_200, on: '2026-11-23',
      rows: all.slice(offset, offset + Math.min(limit ?? 50, 500)),
    }),
  });
  const { rows, found } = await rowsOf(question('', undefined), 1_150);
  expect(rows.map(({ number }) => number)).toEqual(all.slice(0, 1_150).map((one) => one.number));
  expect(found).toBe(1_200);
  expect(asked).toHaveLength(3);
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
