// The face before the book and the way into it, against a core that a test tells what to say.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { pretend, refusal, type Answers, type Asked } from './api/pretend';
import type { BackupOpened, BookState } from './api/wire';
import App from './App.svelte';
import { rooms } from './rooms';
import { violations } from './testing/axe';

const CODE = 'AB1C-0DEF-GH2J';
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

async function open(state: BookState, answers: Answers = {}): Promise<Asked[]> {
  const asked = pretend({
    'face.settings': async () => ({ language: 'nl', theme: 'system', zoom: 100 }),
    'face.change': async () => ({ language: 'en', theme: 'system', zoom: 100 }),
    'book.state': async () => state,
    'credits.scheme': async () => ({
      version: 0, singular: 'makkie', plural: 'makkies', unit_minutes: 60,
    }),
    'today.get': async () => ({
      day: '2026-11-23', items: [],
      support: { now: { active: 0, passive: 0, friends: 0 }, quarters: [] },
    }),
    ...answers,
  });
  render(App, { rooms });
  await waitFor(() => expect(asked.some(({ command }) => command === 'book.state')).toBe(true));
  return asked;
}

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const fill = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  window.location.hash = '';
});

test('the first start shows the recovery code until it is on paper', async () => {
  const made = { recovery_code: CODE, state: OPEN };
  const asked = await open(NONE, {
    'book.create': async () => made, 'centre.tell_computer': async () => ({ version: 1 }),
    'keys.prove_recovery_code': async () => ({}),
  });
  await heading('Welkom bij Wijkboek');
  expect(await violations(document.body)).toEqual([]);
  await press('Volgende');
  expect(screen.getByRole('alert').textContent).toContain('Vul de naam van het centrum in.');
  await fill(/centrum/, 'De Nieuwe Jutter');
  await press('Volgende');
  await heading('Wie beheert het boek?');
  expect(await violations(document.body)).toEqual([]);
  await fill(/^Je naam/, 'Anja Bos');
  await fill(/^Kies een wachtzin/, 'koffie fiets molen regen');
  await fill(/^De wachtzin nog een keer/, 'koffie fiets molen');
  await press('Maak het boek');
  expect(asked.some(({ command }) => command === 'book.create')).toBe(false);
  await fill(/^De wachtzin nog een keer/, 'koffie fiets molen regen');
  await press('Maak het boek');
  await heading('Schrijf deze code op');
  expect(await violations(document.body)).toEqual([]);
  expect(asked.at(-1)?.question).toEqual({
    centre: 'De Nieuwe Jutter', place: null, person: 'Anja Bos',
    passphrase: 'koffie fiets molen regen',
  });
  await fill(/laatste groep/, 'AB1C');
  await press('Volgende');
  await heading('Schrijf deze code op');
  await fill(/laatste groep/, 'gh2j');
  await press('Volgende');
  await heading('Hoe veilig is de computer?');
  expect(asked.at(-1)).toMatchObject({
    command: 'keys.prove_recovery_code', question: { recovery_code: CODE },
  });
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(screen.getByRole('radio', { name: 'Nee' }));
  expect(screen.getByText(/versleuteling aan te zetten/)).toBeTruthy();
  await press('Schrijf op en ga naar het boek');
  await heading(/^Goede/);
  expect(asked.find(({ command }) => command === 'centre.tell_computer')?.question).toEqual({
    version: 0, computer: { disk: 'readable', account: 'unknown' },
  });
});

test('a refused name of the centre leads back to its step with all that was typed', async () => {
  await open(NONE, {
    'book.create': () => Promise.reject(refusal('TextHasForbiddenSign', {
      field: 'centre', place: 3,
    })),
  });
  await heading('Welkom bij Wijkboek');
  await fill(/centrum/, 'Jutter');
  await press('Volgende');
  await heading('Wie beheert het boek?');
  await fill(/^Je naam/, 'Anja');
  await fill(/^Kies een wachtzin/, 'koffie fiets molen regen');
  await fill(/^De wachtzin nog een keer/, 'koffie fiets molen regen');
  await press('Maak het boek');
  await heading('Welkom bij Wijkboek');
  expect(screen.getByLabelText<HTMLInputElement>(/centrum/).value).toBe('Jutter');
  expect(screen.getByLabelText(/centrum/).getAttribute('aria-invalid')).toBe('true');
});

test('a wrong passphrase is said, the right one opens the book', async () => {
  await open(LOCKED, {
    'book.unlock': async ({ passphrase }) => {
      if (passphrase !== 'goed') throw refusal('WrongPassphrase', { field: 'passphrase' });
      return OPEN;
    },
  });
  await heading('Jutter');
  expect(document.activeElement).toBe(screen.getByLabelText(/^Wachtzin/));
  expect(await violations(document.body)).toEqual([]);
  await fill(/^Wachtzin/, 'fout');
  await press('Open het boek');
  await waitFor(() => expect(screen.getByLabelText(/^Wachtzin/).getAttribute('aria-invalid'))
    .toBe('true'));
  const field = screen.getByLabelText<HTMLInputElement>(/^Wachtzin/);
  await waitFor(() => expect(field.value).toBe(''));
  expect(document.activeElement === field).toBe(true);
  await fill(/^Wachtzin/, 'goed');
  await press('Open het boek');
  await heading(/^Goede/);
  expect(document.title).toMatch(/· Wijkboek$/);
  expect(await violations(document.body)).toEqual([]);
});

test('the recovery code makes a new passphrase, and a new code is shown', async () => {
  await open(LOCKED, { 'book.recover': async () => ({ recovery_code: CODE, state: OPEN }) });
  await heading('Jutter');
  await press('Wachtzin vergeten');
  await heading('Een nieuwe wachtzin');
  expect(await violations(document.body)).toEqual([]);
  await fill(/^Herstelcode/, 'x');
  await fill(/^Kies een wachtzin/, 'koffie fiets molen regen');
  await fill(/^De wachtzin nog een keer/, 'koffie fiets molen regen');
  await press('Bewaar en open het boek');
  await heading('Schrijf deze code op');
});

test('a book that is only read from says why, until it can be written in again', async () => {
  let full = true;
  const state = async () => ({ ...OPEN, read_only: full ? 'disk_full' as const : null });
  await open(OPEN, { 'book.state': state, 'book.try_again': state });
  await heading(/^Goede/);
  const banner = screen.getByRole('region', { name: 'Alleen lezen' });
  expect(banner.textContent).toContain('Maak ruimte');
  expect(await violations(document.body)).toEqual([]);
  await press('Opnieuw proberen');
  await screen.findByText('Opslaan kan nog niet.');
  full = false;
  await press('Opnieuw proberen');
  await screen.findByText('Opslaan kan weer.');
  expect(screen.queryByRole('region', { name: 'Alleen lezen' })).toBeNull();
});

test('a disk that fails leads to the copies', async () => {
  await open({ ...OPEN, read_only: 'disk_failed' });
  await heading(/^Goede/);
  const link = screen.getByRole('link', { name: 'Naar de kopieën' });
  expect(link.getAttribute('href')).toBe('#/settings?part=copies');
});

test('little room is said all the time, what was found until it is put away', async () => {
  const found = { kind: 'foreign_log' as const, name: 'set-aside-1', now: null, last: null };
  const state = { ...OPEN, little_space: { megabytes: 40, scarce: true }, notices: [found] };
  const asked = await open(state, { 'book.put_away': async () => ({ ...state, notices: [] }) });
  await heading(/^Goede/);
  expect(screen.getByRole('region', { name: 'Weinig ruimte' }).textContent).toContain('40 MB');
  const notice = screen.getByRole('region', { name: 'Vreemd bestand' });
  expect(notice.textContent).toContain('set-aside-1');
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(within(notice).getByRole('button', { name: 'Sluiten' }));
  await waitFor(() => {
    expect(screen.queryByRole('region', { name: 'Vreemd bestand' })).toBeNull();
  });
  expect(asked.at(-2)).toMatchObject({
    command: 'book.put_away', question: { notice: 'foreign_log' },
  });
  expect(screen.getByRole('region', { name: 'Weinig ruimte' })).toBeTruthy();
});

test('a book that was put aside says so all the time and leads to the present one', async () => {
  const kept = { ...OPEN, put_aside: { day: '2026-11-23', present: 1 } };
  const asked = await open(kept, { 'book.choose': async () => LOCKED });
  await heading(/^Goede/);
  const banner = screen.getByRole('region', { name: 'Dit is een bewaard boek.' });
  expect(banner.textContent).toContain('Op 23 november 2026');
  expect(await violations(document.body)).toEqual([]);
  await press('Naar het boek van nu');
  await heading('Jutter');
  expect(asked.find(({ command }) => command === 'book.choose')?.question)
    .toEqual({ place: 1, new: false });
});

test('a present book does not call itself a kept one, and no way leads where none is known',
  async () => {
    await open({ ...OPEN, put_aside: { day: '2026-11-23', present: null } });
    await heading(/^Goede/);
    await screen.findByRole('region', { name: 'Dit is een bewaard boek.' });
    expect(screen.queryByRole('button', { name: 'Naar het boek van nu' })).toBeNull();
    cleanup();
    await open(OPEN);
    await heading(/^Goede/);
    expect(screen.queryByRole('region', { name: 'Dit is een bewaard boek.' })).toBeNull();
  });

test('a damaged book leads to its copies', async () => {
  const copied = { ...LOCKED, name: 'jutter-kopie' };
  const manifest = {} as BackupOpened['manifest'];
  await open(LOCKED, {
    'book.unlock': () => Promise.reject(refusal('BookIsDamaged')),
    'backup.open': async () => ({ manifest, state: copied }),
  });
  await heading('Jutter');
  await fill(/^Wachtzin/, 'goed');
  await press('Open het boek');
  await heading('Dit boek is beschadigd');
  expect(await violations(document.body)).toEqual([]);
  await press('Een kopie ernaast openen');
  await heading('Jutter kopie');
});

test('who comes back finds their screen and its title, another begins at Vandaag', async () => {
  const fatima = { person_id: 'p2', name: 'Fatima', role: 'worker' as const };
  await open(OPEN, {
    'book.lock': async () => LOCKED,
    'book.unlock': async ({ passphrase }) =>
      (passphrase === 'anja' ? OPEN : { ...OPEN, person: fatima }),
  });
  await heading(/^Goede/);
  window.location.hash = '#/help';
  await heading('Hulp');
  const title = document.title;
  for (const [passphrase, found] of [['anja', 'Hulp'], ['fatima', /^Goede/]] as const) {
    await press('Op slot');
    await heading('Jutter');
    expect(document.title).not.toBe(title);
    await fill(/^Wachtzin/, passphrase);
    await press('Open het boek');
    await heading(found);
    expect(document.title === title).toBe(passphrase === 'anja');
  }
});

test('what is locked goes out of sight before the book closes', async () => {
  let end: (why: unknown) => void = () => undefined;
  await open(OPEN, { 'book.lock': () => new Promise((_, refuse) => (end = refuse)) });
  await heading(/^Goede/);
  const sight = () => document.querySelector<HTMLElement>('.screen')?.hidden;
  await press('Op slot');
  await waitFor(() => expect(sight()).toBe(true));
  await screen.findByText('Het boek gaat op slot…');
  end(refusal('Broken'));
  await waitFor(() => expect(sight()).toBe(false));
});

test('the practice book says all the time what it is, and is left for the real one', async () => {
  await open({ ...OPEN, practice: true }, { 'book.leave_practice': async () => LOCKED });
  await heading(/^Goede/);
  expect(screen.getByText('Oefenboek · hier mag alles')).toBeTruthy();
  expect(await violations(document.body)).toEqual([]);
  await press('Terug uit het oefenboek');
  await heading('Jutter');
});

test('a core that does not answer is said, and can be asked again', async () => {
  let broken = true;
  await open(LOCKED, {
    'book.state': async () => {
      if (broken) throw refusal('Disk');
      return LOCKED;
    },
  });
  await heading('Wijkboek kan niet beginnen');
  broken = false;
  await press('Probeer opnieuw');
  await heading('Jutter');
});

test('the language changes at once, and is remembered by the core', async () => {
  const asked = await open(LOCKED);
  await heading('Jutter');
  await press('English');
  await screen.findByRole('button', { name: 'Open the book' });
  expect(asked.at(-1)).toMatchObject({ command: 'face.change', question: { language: 'en' } });
  expect(document.documentElement.lang).toBe('en');
});
