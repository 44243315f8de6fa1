// Books that a restore put aside, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { desk, lay } from '../api/desk.svelte';
import { pretend, type Asked } from '../api/pretend';
import type { BookState, KeptLine, Role } from '../api/wire';
import { violations } from '../testing/axe';
import KeptBooks from './KeptBooks.svelte';

const OPEN: BookState = {
  phase: 'open', name: 'jutter', centre: 'Jutter', practice: false, person: null, read_only: null,
  put_aside: null, little_space: null, notices: [], books: [], lock_after_seconds: null,
  with_pin: [], version: '0',
};
const NAME = 'jutter-voor-terugzetten-2026-11-23';

async function shown(role: Role, kept: KeptLine[]): Promise<Asked[]> {
  let left = kept;
  const asked = pretend({
    'backup.kept': async () => left,
    'backup.remove_kept': async () => {
      left = [];
      return {};
    },
    'backup.open_kept': async () => ({ ...OPEN, phase: 'locked', name: NAME }),
    'credits.scheme': async () => ({
      version: 0, singular: 'makkie', plural: 'makkies', unit_minutes: 60,
    }),
  });
  await lay({ ...OPEN, person: { person_id: 'p1', name: 'Anja', role } });
  render(KeptBooks);
  await waitFor(() => expect(asked.some(({ command }) => command === 'backup.kept')).toBe(true));
  return asked;
}

const press = async (name: string, place = 0) => {
  const buttons = await screen.findAllByRole('button', { name });
  await fireEvent.click(buttons[place] as HTMLElement);
};
const BOOK: KeptLine = { name: NAME, day: '2026-11-23', bytes: 12_300_000 };

test('a book that was put aside is taken away only after a second question', async () => {
  const asked = await shown('manager', [BOOK]);
  await screen.findByText('Bewaard op 23 november 2026 · 12 MB');
  expect(await violations(document.body)).toEqual([]);
  const removed = () => asked.filter(({ command }) => command === 'backup.remove_kept');
  await press('Haal weg');
  await screen.findByText(/Dat kun je niet terugdraaien/);
  await press('Annuleren');
  expect(removed()).toEqual([]);
  await press('Haal weg');
  await press('Haal weg', 1);
  await waitFor(() => expect(removed()).toMatchObject([{ question: { name: NAME } }]));
  await waitFor(() => expect(screen.queryByText(/Bewaard op/)).toBeNull());
});

test('whoever is no manager can open one, and not take it away', async () => {
  await shown('worker', [BOOK]);
  await screen.findByText(/Bewaard op/);
  expect(screen.queryByRole('button', { name: 'Haal weg' })).toBeNull();
  await press('Open');
  await waitFor(() => expect(desk.book?.phase).toBe('locked'));
  expect(desk.book?.name).toBe(NAME);
});
