import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { roles, type Commands } from '../api/wire';
import { violations } from '../testing/axe';
import { commandsOf, permissions } from './acts';
import WhoMay from './WhoMay.svelte';

test('what people call by one phrase, one and the same role may do', () => {
  for (const { phrase, may } of permissions().flatMap(({ acts }) => acts)) {
    for (const command of commandsOf(phrase)) expect(roles[command], command).toEqual(may);
  }
});

test('every command of the desk is in the table, and no other', () => {
  const phrases = permissions().flatMap(({ acts }) => acts.map(({ phrase }) => phrase));
  const told = phrases.flatMap(commandsOf);
  const listed = Object.keys(roles) as (keyof Commands)[];
  expect(told.sort()).toEqual(listed.sort());
});

test('the table says who may admit somebody, put a copy back, read a confidence', async () => {
  const { container } = render(WhoMay);
  const row = (name: RegExp) => within(screen.getByRole('row', { name }))
    .getAllByRole('cell').map((cell) => cell.textContent?.trim());
  expect(row(/^Leden toevoegen/)).toEqual(['nee', 'ja', 'ja', 'ja']);
  expect(row(/^Een kopie terugzetten/)).toEqual(['nee', 'nee', 'ja', 'nee']);
  expect(row(/^Vertrouwelijke notities/)).toEqual(['nee', 'nee', 'nee', 'ja']);
  expect(await violations(container)).toEqual([]);
});
