// How long data is kept, and who is beyond it, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { pretend, refusal, type Answers, type Asked } from '../api/pretend';
import type { PassedMember, RetentionField, RetentionTerm } from '../api/wire';
import { violations } from '../testing/axe';
import Passed from './Passed.svelte';
import { done } from './passed';
import Terms from './Terms.svelte';
import { termText } from './terms';

const term = (field: RetentionField, months: number): RetentionTerm =>
  ({ field, months, declared_months: months, least: 1, most: 84 });

function core(answers: Answers): Asked[] {
  return pretend({
    'privacy.terms': async () => ({ version: 4, terms: [term('name', 24), term('phone', 24)] }),
    ...answers,
  });
}

test('a term is told in years where they are whole', () => {
  expect([1, 12, 18, 24].map(termText)).toEqual(['1 maand', '1 jaar', '18 maanden', '2 jaar']);
});

test('a term that is refused is refused at its own field, and no term is asked of the ledger',
  async () => {
    const asked = core({
      'privacy.change_terms': () => Promise.reject(
        refusal('TermBeyondName', { field: 'phone', most: 24 })),
    });
    render(Terms);
    const phone = await screen.findByLabelText(/^Telefoon/);
    await fireEvent.input(phone, { target: { value: '12' } });
    expect(screen.getByText('Dat is 1 jaar.')).toBeTruthy();
    await fireEvent.input(phone, { target: { value: '30' } });
    expect(screen.queryByText(/^Dat is/)).toBeNull();
    expect(screen.getAllByRole('textbox')).toHaveLength(2);
    screen.getByText(/^Teksten bij boekingen gaan weg met de naam/);
    expect(await violations(document.body)).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Opslaan' }));
    await waitFor(() => expect(phone.getAttribute('aria-invalid')).toBe('true'));
    expect(asked.find(({ command }) => command === 'privacy.change_terms')?.question).toEqual({
      version: 4, terms: [{ field: 'name', months: 24 }, { field: 'phone', months: 30 }],
    });
  });

const willem: PassedMember = {
  member_id: 'm1', number: 7, full_name: 'Willem de Wit', ended_on: '2024-06-01', waits: [],
  fields: [{ field: 'name', since: '2026-06-01' }, { field: 'phone', since: '2026-06-01' }],
};
const els: PassedMember = {
  ...willem, member_id: 'm2', full_name: 'Els Bos',
  fields: [{ field: 'phone', since: '2026-07-01' }],
};

const piet: PassedMember = {
  ...willem, member_id: 'm3', full_name: 'Piet Smit',
  fields: [{ field: 'name', since: '2026-06-01' }],
};

test('before clearing it is told what goes now, which names go later and which wait', async () => {
  const asked = core({
    'privacy.passed': async () => ({
      version: 4, total: 60, members: [{ ...willem, waits: [{ kind: 'at_desk' }] }, els, piet],
    }),
    'privacy.clear_passed': async () => ({ cleared: ['m1', 'm2'], request_ids: ['r1', 'r2'] }),
  });
  render(Passed);
  await screen.findByText('Te lang bewaard sinds 1 juli 2026: Telefoon.');
  screen.getByText('Te lang bewaard sinds 1 juni 2026: Naam, Telefoon.');
  screen.getByText('Zit aan de balie');
  await fireEvent.click(screen.getByRole('button', { name: 'Ruim 3 oud-leden op' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getAllByRole('listitem').map(({ textContent }) => textContent?.trim()))
    .toEqual(['Willem de Wit: Telefoon', 'Els Bos: Telefoon', 'Piet Smit', 'Willem de Wit']);
  expect(dialog.getByText(/^Deze namen worden over dertig dagen/).nextElementSibling?.textContent)
    .toBe('Piet Smit');
  expect(dialog.getByText(/^Van deze namen vraag je nu/).nextElementSibling?.textContent)
    .toBe('Willem de Wit');
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(dialog.getByRole('button', { name: 'Ja, ruim op' }));
  await waitFor(() => expect(asked.find(({ command }) => command === 'privacy.clear_passed'))
    .toMatchObject({ question: { version: 4, members: [
      { member_id: 'm1', fields: ['name', 'phone'] },
      { member_id: 'm2', fields: ['phone'] },
      { member_id: 'm3', fields: ['name'] },
    ] } }));
});

test('a receipt tells what is gone apart from what was only asked for', () => {
  expect(done({ cleared: ['m1'], request_ids: [] }))
    .toBe('Wat te lang bewaard werd van 1 oud-lid is weg.');
  expect(done({ cleared: [], request_ids: ['r1', 'r2'] }))
    .toBe('Gevraagd om 2 namen te wissen.');
});

test('of a long list as many are cleared as are shown, and more can be shown', async () => {
  const asked = core({
    'privacy.passed': async () => ({ version: 4, total: 60, members: [els] }),
  });
  render(Passed);
  await screen.findByText('60 oud-leden van wie nog iets bewaard wordt.');
  screen.getByRole('button', { name: 'Ruim 1 oud-lid op' });
  await fireEvent.click(screen.getByRole('button', { name: 'Toon er nog 50' }));
  await waitFor(() => expect(asked.at(-1)?.question).toEqual({ offset: 0, limit: 51 }));
});

test('where nothing is kept too long nothing can be cleared', async () => {
  core({ 'privacy.passed': async () => ({ version: 4, total: 0, members: [] }) });
  render(Passed);
  await screen.findByText('Niets te lang bewaard');
  expect(screen.queryByRole('button', { name: /^Ruim/ })).toBeNull();
});
