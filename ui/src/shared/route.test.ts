import { expect, test } from 'vitest';
import { go, match, route, to, view } from './route.svelte';

test('a pattern matches a path of its own shape only', () => {
  expect(match('/members', '/members')).toEqual({});
  expect(match('/members/:id', '/members/41')).toEqual({ id: '41' });
  expect(match('/members/:id/edit', '/members/4%/edit')).toEqual({ id: '4%' });
  expect(match('/members/:id', '/members')).toBeUndefined();
  expect(match('/members', '/members/41')).toBeUndefined();
  expect(match('/members/new', '/members/old')).toBeUndefined();
});

test('an address keeps what is filled in and leaves out what is empty', () => {
  expect(to('/members', { text: 'van den berg', kind: '', sort: undefined })).toBe(
    '#/members?text=van+den+berg',
  );
  expect(to('/')).toBe('#/');
});

test('going moves on, a view only changes the query', async () => {
  go('/members', { text: 'berg' });
  await new Promise((done) => setTimeout(done, 10));
  expect(route.path).toBe('/members');
  expect(route.query).toEqual({ text: 'berg' });
  view({ text: undefined, chosen: '41' });
  expect(route.path).toBe('/members');
  expect(route.query).toEqual({ chosen: '41' });
});

test('whoever is on the way to another screen or row is not brought back by a view', async () => {
  go('/members');
  await new Promise((done) => setTimeout(done, 10));
  // The address has moved; the event that says so has not come yet.
  go('/certificates');
  view({ text: 'berg' });
  await new Promise((done) => setTimeout(done, 10));
  expect([route.path, route.query]).toEqual(['/certificates', {}]);
  go('/certificates', { certificate: '7' });
  view({ text: 'berg' });
  await new Promise((done) => setTimeout(done, 10));
  expect(route.query).toEqual({ certificate: '7', text: 'berg' });
});
