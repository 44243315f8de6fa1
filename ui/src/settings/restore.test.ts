// Putting a copy back, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { desk, lay } from '../api/desk.svelte';
import { pretend, refusal, type Answers, type Asked } from '../api/pretend';
import type { BookState, CopyLine, CopyLookedAt, Manifest } from '../api/wire';
import Copies from './Copies.svelte';

const OPEN: BookState = {
  phase: 'open', name: 'jutter', centre: 'Jutter', practice: false, person: null, read_only: null,
  put_aside: null, little_space: null, notices: [], books: [], lock_after_seconds: null,
  with_pin: [], version: '0',
};
const LOCKED: BookState = { ...OPEN, phase: 'locked' };
const copy = (name: string): CopyLine => ({
  file: name, name, book: 'b', made_at: '2026-11-23T10:00:00Z', last_act: 1, last_act_at: null,
  members: 1, transfers: 0, bytes: 1, standing: 'checked', tested_on: null, of_this_book: true,
});
const manifest = {} as Manifest;
const found = (centre: string): CopyLookedAt => ({
  manifest, centre, of_another: false, lost: { acts: 0, latest: [] },
});
const press = async (name: string, place = 0) => {
  const buttons = await screen.findAllByRole('button', { name });
  await fireEvent.click(buttons[place] as HTMLElement);
};

function copies(answers: Answers): Asked[] {
  const asked = pretend({
    'backup.list': async () => [copy('first'), copy('second')],
    'backup.places': async () => [],
    'backup.kept': async () => [],
    'credits.scheme': async () => ({
      version: 0, singular: 'makkie', plural: 'makkies', unit_minutes: 60,
    }),
    ...answers,
  });
  render(Copies);
  return asked;
}

beforeEach(() => lay(OPEN));

test('a copy is shown with its own losses, though the one before is still looked at', async () => {
  let finish: (of: CopyLookedAt) => void = () => undefined;
  copies({
    'backup.look': ({ file }) => (file === 'second' ? found('Tweede') : new Promise((done) => {
      finish = done;
    })),
  });
  await press('Terugzetten', 0);
  await press('Sluiten');
  await press('Terugzetten', 1);
  await screen.findByText(/van Tweede is nagekeken/);
  finish(found('Eerste'));
  await new Promise((done) => setTimeout(done, 10));
  expect(screen.queryByText(/van Eerste is nagekeken/)).toBeNull();
  expect(screen.getByText(/van Tweede is nagekeken/)).toBeTruthy();
});

test('whose passphrase is asked is said where the copy is of another book', async () => {
  const anker: CopyLine = { ...copy('anker'), book: 'het-anker', of_this_book: false };
  copies({
    'backup.list': async () => [copy('own'), anker],
    'backup.look': async () => { throw refusal('BackupAsksPassphrase', { field: 'passphrase' }); },
  });
  await press('Terugzetten', 0);
  await screen.findByText(/andere sleutel dan het boek van nu/);
  expect(screen.queryByText(/Het anker/)).toBeNull();
  await press('Sluiten');
  await press('Terugzetten', 1);
  await screen.findByText(/van het boek Het anker/);
});

test('where the former book went stays in sight, and the lock waits for it', async () => {
  copies({
    'backup.look': async () => found('Jutter'),
    'backup.restore': async () => ({
      manifest, kept: 'ijsbaan-voor', erasures_unknown: false, state: LOCKED,
    }),
    'book.state': async () => LOCKED,
  });
  await press('Terugzetten');
  await press('Zet terug');
  await screen.findByText(/Het boek van ervoor heet nu IJsbaan voor/);
  expect(screen.getByText(/gelden de wachtzinnen van de dag van de kopie/)).toBeTruthy();
  expect(desk.book?.phase).toBe('open');
  await press('Ga verder');
  await waitFor(() => expect(desk.book?.phase).toBe('locked'));
});

test('sticks that cannot be read say so, and are asked again', async () => {
  let broken = true;
  copies({
    'backup.places': async () => {
      if (broken) throw refusal('Disk');
      return [];
    },
  });
  const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
  broken = false;
  await fireEvent.click(again);
  await waitFor(() => {
    expect(screen.queryByRole('button', { name: 'Probeer opnieuw' })).toBeNull();
  });
});
