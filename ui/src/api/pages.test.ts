// Lists that are longer than the core gives at once.
import { expect, test } from 'vitest';
import { gather } from './pages.svelte';
import { pretend } from './pretend';

const ROWS = Array.from({ length: 1_200 }, (_, place) => ({ kind: 'person', number: place }));

/** A core that gives its rows a page at a time. */
function book() {
  return pretend({
    'members.list': async ({ offset, limit }) => ({
      total: 1_300, found: ROWS.length, on: '2026-11-23',
      rows: ROWS.slice(offset, offset + Math.min(limit ?? 50, 500)) as never[],
    }),
  });
}

const question = {
  text: null, membership: null, former: false, sort: 'name', down: false, offset: 0,
} as const;

test('more rows than the core gives at once come in pages', async () => {
  const asked = book();
  const { rows, found } = await gather('members.list', question, 'rows', 1_150);
  expect(rows).toEqual(ROWS.slice(0, 1_150));
  expect(found).toBe(1_200);
  expect(asked).toHaveLength(3);
});

test('what is there is all that comes, and is asked once', async () => {
  const asked = book();
  const { rows } = await gather('members.list', question, 'rows', 5_000);
  expect(rows).toEqual(ROWS);
  expect(asked).toHaveLength(3);
  await gather('members.list', question, 'rows', 50);
  expect(asked).toHaveLength(4);
});
