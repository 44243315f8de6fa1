// What is within reach though no book is open: what to do when a stick is gone, a copy put back.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pretend, refusal, type Answers, type Asked } from './api/pretend';
import type { BookState, CopyLine, CopyLookedAt, CopyRestored, Manifest } from './api/wire';
import App from './App.svelte';
import { rooms } from './rooms';
import { violations } from './testing/axe';

const NONE: BookState = {
  phase: 'none', name: null, centre: null, practice: false, person: null, read_only: null,
  put_aside: null, little_space: null, notices: [], books: [], lock_after_seconds: null,
  with_pin: [], version: '0',
};
const LOCKED: BookState = { ...NONE, phase: 'locked', name: 'jutter' };
const OPEN: BookState = {
  ...LOCKED, phase: 'open', centre: 'De Nieuwe Jutter',
  person: { person_id: 'p1', name: 'Anja Bos', role: 'manager' },
};
const COPY: CopyLine = {
  file: 'c1', name: 'c1', book: 'b', made_at: '2026-11-23T10:00:00Z', last_act: 1,
  last_act_at: null, members: 1, transfers: 0, bytes: 1, standing: 'checked', tested_on: null,
  of_this_book: true,
};
const FOUND: CopyLookedAt = {
  manifest: {} as Manifest, centre: 'De Nieuwe Jutter', of_another: false, lost: null,
};

async function open(state: BookState, answers: Answers = {}): Promise<Asked[]> {
  const asked = pretend({
    'face.settings': async () => ({ language: 'nl', theme: 'system', zoom: 100 }),
    'book.state': async () => state,
    'book.lock': async () => LOCKED,
    'book.unlock': async () => OPEN,
    'credits.scheme': async () => ({
      version: 0, singular: 'makkie', plural: 'makkies', unit_minutes: 60,
    }),
    'backup.list': async () => [COPY],
    'backup.away': async () => [
      { name: 'Stick blauw', there: false, copies: [
        { book: 'jutter', file: 'jutter.wijkboek-backup', made_on: '2026-11-20' },
      ] },
      { name: 'Stick rood', there: true, copies: [] },
    ],
    'centre.get': async () => ({
      version: 1,
      fields: { name: 'De Nieuwe Jutter', place: 'Utrecht' },
    }) as never,
    ...answers,
  });
  render(App, { rooms });
  await waitFor(() => expect(asked.some(({ command }) => command === 'book.state')).toBe(true));
  return asked;
}

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const fill = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));

beforeEach(() => {
  window.location.hash = '';
});
afterEach(() => vi.useRealTimers());

test('with a locked book it is told what a lost stick held, and until which hour', async () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 26, 16, 30), toFake: ['Date', 'setInterval'] });
  const asked = await open(LOCKED, {
    'privacy.save_loss': async () => ({ file: 'f', name: 'blad.pdf' }),
  });
  await heading('Jutter');
  await press('Stick of computer kwijt?');
  await heading('Stick of computer kwijt');
  await screen.findByText(/Laatste kopie: Jutter, 20 november 2026, versleuteld/);
  expect(screen.getByText(/geen kopie op\. Deze is nu bereikbaar/)).toBeTruthy();
  expect(await violations(document.body)).toEqual([]);
  await fill(/^Hoe laat/, '14.05');
  await screen.findByText('Melden kan tot zondag 29 november 2026 om 14.05 uur.');
  expect(screen.getByText('Nog 69 uur.')).toBeTruthy();
  await fireEvent.click(screen.getByLabelText('Stick blauw'));
  // The letter to the members promises no more than what was ticked.
  const letter = () => screen.getByText(/^Beste leden/).textContent;
  expect(letter()).toContain('we weten niet of iemand het open kan krijgen');
  await fireEvent.click(screen.getByLabelText('Nee'));
  await waitFor(() => expect(letter()).toContain('we denken niet dat iemand erbij kan'));
  await fireEvent.click(screen.getByLabelText('Papier of een lijst'));
  await waitFor(() => expect(letter()).toContain('Iemand die ze vindt, kan ze lezen'));
  expect(letter()).not.toContain('versleuteld');
  // Of paper alone no book is said to be gone, and no passphrase is to be changed.
  await fireEvent.click(screen.getByLabelText('Stick blauw'));
  await screen.findByRole('heading', { name: 'Papier is niet versleuteld' });
  expect(screen.queryByText(/alleen onleesbare tekens/)).toBeNull();
  expect(screen.queryByText(/maak een nieuwe kopie/)).toBeNull();
  expect(screen.queryByText(/als het boek open is/)).toBeNull();
  expect(letter()).toContain('een papier of een lijst met gegevens');
  // A stick without a name may hold the book as well.
  await fireEvent.click(screen.getByLabelText('Een andere stick of schijf'));
  await screen.findByText(/alleen onleesbare tekens/);
  await fireEvent.click(screen.getByLabelText('Een andere stick of schijf'));
  await fireEvent.click(screen.getByLabelText('Ja'));
  await screen.findByText(/als het boek open is/);
  await fireEvent.click(screen.getByLabelText('Stick blauw'));
  await screen.findByText(/alleen onleesbare tekens/);
  await fireEvent.click(screen.getByLabelText('Papier of een lijst'));
  await screen.findByText(/Ga ervan uit dat iemand het kan lezen/);
  expect(letter()).not.toContain('versleuteld');
  await press('Maak het blad (PDF)');
  await screen.findByText(/blad\.pdf/);
  expect(asked.at(-1)).toMatchObject({ command: 'privacy.save_loss', question: {
    noticed_at: new Date(2026, 10, 26, 14, 5).toISOString(),
    places: ['Stick blauw'], computer: false, readable: false, secret: 'yes',
  } });
  // A locked desk shows no file, so no button promises it.
  expect(screen.queryByRole('button', { name: /Toon/ })).toBeNull();

  await fill(/^Op welke dag/, '20-11-2026');
  await screen.findByText(/De 72 uur zijn voorbij/);
  await fill(/^Op welke dag/, '28-11-2026');
  await screen.findByText(/Dat moet nog komen/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Maak het blad/ }).disabled)
    .toBe(true);
  await press('Terug');
  await heading('Jutter');
});

test('with no book on the desk it is told all the same', async () => {
  await open(NONE);
  await heading('Welkom bij Wijkboek');
  await press('Stick of computer kwijt?');
  await heading('Stick of computer kwijt');
  await press('Terug');
  await heading('Welkom bij Wijkboek');
});

test('a copy is put back from the lock, and the lock is there again', async () => {
  const restored: CopyRestored = {
    manifest: {} as Manifest, kept: 'jutter-voor', erasures_unknown: true, state: LOCKED,
  };
  const asked = await open(LOCKED, {
    'backup.look': async ({ passphrase }) => {
      if (!passphrase) throw refusal('BackupAsksPassphrase');
      return FOUND;
    },
    'backup.restore': async () => restored,
  });
  await heading('Jutter');
  await press('Een kopie terugzetten');
  await heading('Wijkboek terugzetten uit een kopie');
  expect(await violations(document.body)).toEqual([]);
  await press('Terugzetten');
  await screen.findByText(/Typ een wachtzin van de dag waarop deze kopie/);
  await fill(/^Wachtzin van toen/, 'koffie fiets');
  await press('Kijk de kopie na');
  await press('Zet terug');
  await screen.findByText(/heet nu Jutter voor/);
  expect(screen.getByText(/Wie na deze kopie is gewist, vroeg om gewist te worden/)).toBeTruthy();
  expect(asked.at(-1)?.question).toMatchObject({ file: 'c1', passphrase: 'koffie fiets' });
  await press('Ga verder');
  await heading('Jutter');
});

test('a damaged book is put back from a copy, and who goes back is still told', async () => {
  await open(LOCKED, { 'book.unlock': () => Promise.reject(refusal('BookIsDamaged')) });
  await heading('Jutter');
  await fill(/^Wachtzin/, 'goed');
  await press('Open het boek');
  await heading('Dit boek is beschadigd');
  await press('Een kopie terugzetten');
  await heading('Wijkboek terugzetten uit een kopie');
  await press('Terug');
  await heading('Dit boek is beschadigd');
});

test('a half-filled form behind the lock is saved first, or thrown away', async () => {
  const asked = await open(OPEN, { 'backup.look': async () => FOUND });
  await waitFor(() => expect(document.title).toMatch(/Wijkboek$/));
  window.location.hash = '#/members/add';
  await heading(/toevoegen|Nieuw/);
  const field = () => document.querySelector<HTMLInputElement>('[name="family_name"]');
  await waitFor(() => expect(field()).toBeTruthy());
  await fireEvent.input(field() as HTMLInputElement, { target: { value: 'Berg' } });
  await press('Op slot');
  await heading('Jutter');

  const look = () => asked.filter(({ command }) => command === 'backup.look').length;
  const restore = async () => {
    await press('Een kopie terugzetten');
    await press('Terugzetten');
  };
  await restore();
  await screen.findByText('Er staat nog een formulier half ingevuld.');
  expect(look()).toBe(0);
  await press('Eerst bewaren');
  await heading('Jutter');
  await fill(/^Wachtzin/, 'goed');
  await press('Open het boek');
  await heading(/toevoegen|Nieuw/);
  expect(field()?.value).toBe('Berg');

  await press('Op slot');
  await restore();
  await press('Gooi weg en ga verder');
  await screen.findByText(/van De Nieuwe Jutter is nagekeken en goed/);
  expect(look()).toBe(1);
  await waitFor(() => expect(field()).toBeNull());
});

test('where nothing stands half filled in, nobody is asked', async () => {
  await open(OPEN, { 'backup.look': async () => FOUND });
  await waitFor(() => expect(document.title).toMatch(/Wijkboek$/));
  window.location.hash = '#/members/add';
  await heading(/toevoegen|Nieuw/);
  await press('Op slot');
  await press('Een kopie terugzetten');
  await press('Terugzetten');
  await screen.findByText(/van De Nieuwe Jutter is nagekeken en goed/);
});

test('after many wrong passphrases the paper in the safe is offered', async () => {
  const details = { field: 'passphrase', seconds: 0, many: true };
  await open(LOCKED, { 'book.unlock': () => Promise.reject(refusal('WrongPassphrase', details)) });
  await heading('Jutter');
  const offered = 'Lukt het niet? Met de herstelcode van papier maak je een nieuwe wachtzin.';
  expect(screen.queryByText(offered)).toBeNull();
  await fill(/^Wachtzin/, 'fout');
  await press('Open het boek');
  await screen.findByText(offered);
});
