// The key on paper and the check of a received file, against a core that a test tells what to say.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { pretend, refusal, type Answers } from '../../api/pretend';
import type { SnapshotChecked } from '../../api/wire';
import Key from './Key.svelte';

const KEY = {
  public_key: 'RWT+gSwS86tM5upKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs',
  fingerprint: 'FE81 2C12 F3AB 4CE6 0123 4567 89AB CDEF',
};
const GAP: SnapshotChecked = {
  file: 'moment.json', verdict: 'out_of_order', finding: 'number_missing', missing: [7],
  other: null,
  about: {
    centre: 'De Nieuwe Jutter', quarter: '2026Q3', sequence: 8, fingerprint: KEY.fingerprint,
    sha256: 'ab'.repeat(32),
  },
};

async function checking(answers: Answers) {
  const asked = pretend({ 'snapshot.key': async () => KEY, ...answers });
  render(Key);
  await screen.findByText('2C12');
  await fireEvent.click(screen.getByRole('button', { name: 'Een momentopname nakijken' }));
  const field = await screen.findByLabelText(/Kenmerk of sleutel/);
  return { asked, field };
}

const choose = () => fireEvent.click(screen.getByRole('button', { name: 'Kies het bestand' }));

test('the verdict stands in words above what was found', async () => {
  const { asked, field } = await checking({ 'snapshot.check': async () => GAP });
  await fireEvent.input(field, { target: { value: ` ${KEY.fingerprint} ` } });
  await choose();
  const status = await screen.findByText(/nummer 7 ontbreekt/);
  expect(status.closest('[role=status]')?.textContent).toContain('Oude of dubbele levering');
  expect(screen.getByText(/Of de getallen kloppen, zegt zij niet/)).toBeTruthy();
  const checks = asked.filter(({ command }) => command === 'snapshot.check');
  expect(checks.map(({ question }) => question)).toEqual([{ key: KEY.fingerprint }]);
});

test('an empty field asks for the own key, and no file chosen shows nothing', async () => {
  const { asked } = await checking({ 'snapshot.check': async () => null });
  await choose();
  await new Promise((done) => setTimeout(done, 10));
  expect(asked.at(-1)?.question).toEqual({ key: null });
  expect(screen.queryByText(/Of de getallen kloppen/)).toBeNull();
});

test('a key with a slip in it is said to be none', async () => {
  const { field } = await checking({
    'snapshot.check': async () => {
      throw refusal('SenderUnreadable', { field: 'key' });
    },
  });
  await fireEvent.input(field, { target: { value: 'ABC' } });
  await choose();
  expect((await screen.findAllByText(/acht groepjes van vier/)).length).toBeGreaterThan(0);
});
