// Who agreed with a purpose, and the words that people are asked, against a core that a test tells
// what to say.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { pretend, refusal, type Answers, type Asked } from '../api/pretend';
import type { ConsentPurposes, ConsentRow } from '../api/wire';
import { violations } from '../testing/axe';
import Consents from './Consents.svelte';
import Purposes from './Purposes.svelte';

const purpose = (name: string) =>
  ({ purpose_id: name, name, text: `Mag ${name}?`, version: 1, made_on: null });
const KNOWN: ConsentPurposes = {
  version: 3, purposes: [purpose('Foto’s'), purpose('Nieuwsbrief')], retired: [purpose('Krant')],
};
const riet: ConsentRow = {
  member_id: 'm1', number: 1, kind: 'person', sorted_name: 'Berg, Riet van den', belongs: false,
  state: 'given', said_on: '2026-05-03', how: 'paper',
};

function core(answers: Answers = {}): Asked[] {
  return pretend({
    'consent.purposes': async () => KNOWN,
    'consent.list': async ({ state }) => ({
      total: 340, found: state === 'withdrawn' ? 0 : 12, rows: state === 'withdrawn' ? [] : [riet],
      counts: { given: 12, given_before: 0, withdrawn: 0, unsaid: 328 },
    }),
    'consent.export': async () => null,
    ...answers,
  });
}

beforeEach(() => {
  window.location.hash = '';
});

test('the list says how many of how many, and the file asks what the list asked', async () => {
  const asked = core();
  render(Consents);
  await screen.findByText('12 van 340 leden');
  const row = screen.getByRole('link', { name: 'Berg, Riet van den' }).closest('tr');
  expect(row?.textContent).toContain('oud-lid');
  expect(row?.textContent).toContain('3 mei 2026');
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Exporteer deze lijst' }));
  const list = { purpose_id: 'Foto’s', state: null, offset: 0 };
  const exported = () => asked.find(({ command }) => command === 'consent.export')?.question;
  await waitFor(() => expect(exported()).toEqual({ list }));
});

test('whoever is asked no more can still be found, and nobody found is said', async () => {
  core();
  window.location.hash = '#/privacy/consents?show=withdrawn';
  render(Consents);
  await screen.findByText('Niemand gevonden');
  screen.getByRole('option', { name: 'Krant (wordt niet meer gevraagd)' });
});

test('a purpose keeps its id when its words change, a refusal stands at its field', async () => {
  const asked = core({
    'consent.change_purposes': () => Promise.reject(
      refusal('PurposeTextMissing', { field: 'purposes.2.text' })),
  });
  render(Purposes);
  const [text] = await screen.findAllByLabelText(/^Waar iemand ja op zegt/);
  await fireEvent.input(text as HTMLElement, { target: { value: 'Op de site?' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Nog een doel' }));
  await fireEvent.input(screen.getByLabelText('Naam van doel 3'), { target: { value: 'Film' } });
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
  await waitFor(() => {
    const [, , third] = screen.getAllByLabelText(/^Waar iemand ja op zegt/);
    expect(third?.getAttribute('aria-invalid')).toBe('true');
  });
  expect(asked.find(({ command }) => command === 'consent.change_purposes')?.question).toEqual({
    version: 3,
    purposes: [
      { purpose_id: 'Foto’s', name: 'Foto’s', text: 'Op de site?' },
      { purpose_id: 'Nieuwsbrief', name: 'Nieuwsbrief', text: 'Mag Nieuwsbrief?' },
      { purpose_id: null, name: 'Film', text: '' },
    ],
  });
});
