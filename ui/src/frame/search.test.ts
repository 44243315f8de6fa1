import Users from '@lucide/svelte/icons/users';
import { expect, test } from 'vitest';
import { pretend } from '../api/pretend';
import type { Room } from '../shared/room';
import { fits, ownHits, search } from './search';

const members: Room = {
  name: 'members',
  icon: Users,
  label: () => 'Mensen',
  screens: {},
  acts: [{ label: () => 'Lid toevoegen', path: '/members/new', icon: Users }],
};

test('each word that is typed begins a word that is sought', () => {
  expect(fits('lid', 'Lid toevoegen')).toBe(true);
  expect(fits('toe lid', 'Lid toevoegen')).toBe(true);
  expect(fits('cafe', 'Repair café')).toBe(true);
  expect(fits('', 'Lid toevoegen')).toBe(true);
  expect(fits('voegen', 'Lid toevoegen')).toBe(false);
});

test('nothing typed shows what can be done and where one can go', async () => {
  expect(ownHits([members], '').map(({ path }) => path)).toEqual(['/members/new', '/members']);
  expect(await search([members], ' ')).toHaveLength(2);
});

test('people stand first, then agreements, then the rest', async () => {
  const row = { member_id: 'm1', full_name: 'Lidia Bos', address: 'Kerkstraat 41' };
  const agreement = { agreement_id: 'a1', title: 'Lidgeld', parties: ['De gemeente'] };
  pretend({
    'search.find': async () => ({ members: [row as never], agreements: [agreement as never] }),
  });
  const hits = await search([members], 'lid');
  expect(hits.map(({ group, path }) => [group, path])).toEqual([
    ['members', '/members/m1'], ['agreements', '/agreements/a1'], ['acts', '/members/new'],
  ]);
  expect(hits[0]?.detail).toBe('Kerkstraat 41');
});
