// The certificates' screens against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { pretend, refusal, type Answers } from '../api/pretend';
import type { CertificateList, CertificateRow, Centre, Member } from '../api/wire';
import { notices, putAway } from '../shared/notices.svelte';
import { violations } from '../testing/axe';
import Issue from './Issue.svelte';
import { nextStep, since, stops } from './path';
import { filtersOf, questionOf } from './register';
import Register from './Register.svelte';

const ROW: CertificateRow = {
  certificate_id: 'c7', number: '2026-0007', member_id: 'm1', member_number: 41,
  member_kind: 'person', sorted_name: 'Berg, Riet van den', full_name: 'Riet van den Berg',
  state: 'issued', issued_on: '2026-05-05', signed_on: null, handed_over_on: null,
  withdrawn_on: null,
};
const SIGNED: CertificateRow = { ...ROW, state: 'signed', signed_on: '2026-06-01' };
const WITHDRAWN: CertificateRow = { ...ROW, state: 'withdrawn', withdrawn_on: '2026-07-01' };
const STATES = { issued: 1, signed: 0, handed_over: 0, withdrawn: 0 };
const PAPER = { number: '2026-0007', title: 'Certificaat', svg: '<svg/>' };
const CENTRE = {
  version: 1, fields: { name: 'De Nieuwe Jutter', signatories: [{ name: 'Anja Bos' }] },
} as Centre;

function registerOf(rows: CertificateRow[]): CertificateList {
  return { total: rows.length, found: rows.length, states: STATES, rows };
}

function answers(more: Answers = {}): Answers {
  return {
    'certificates.list': async () => registerOf([ROW]),
    'certificates.get': async () => ({
      row: ROW, text_version: 1, steps: [],
      text: { language: 'nl', title: '', body: '', disclaimer: '' },
    }),
    'certificates.paper': async () => PAPER,
    'certificates.preview': async () => PAPER,
    'centre.get': async () => CENTRE,
    'members.get': async () => ({ member_id: 'm1', full_name: 'Riet van den Berg' }) as Member,
    ...more,
  };
}

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

beforeEach(() => {
  window.location.hash = '#/certificates';
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  putAway();
});

test('the stops of a certificate, what comes next, and since when it is so', () => {
  expect(stops(ROW).map(({ day }) => day)).toEqual(['2026-05-05', null, null]);
  expect([nextStep(ROW), since(ROW)]).toEqual(['signed', '2026-05-05']);
  expect([nextStep(SIGNED), since(SIGNED)]).toEqual(['handed_over', '2026-06-01']);
  expect(stops(WITHDRAWN).map(({ state }) => state)).toEqual(['issued', 'withdrawn']);
  expect([nextStep(WITHDRAWN), since(WITHDRAWN)]).toEqual([undefined, '2026-07-01']);
  expect(nextStep({ ...SIGNED, state: 'handed_over' })).toBeUndefined();
});

test('filters come from the address, and what makes no sense there is passed over', () => {
  expect(filtersOf({ text: 'berg', state: 'signed', on: '2026-01-01' }))
    .toEqual({ text: 'berg', state: 'signed', on: '2026-01-01' });
  expect(filtersOf({ state: 'lost', on: 'gisteren' })).toEqual(filtersOf({}));
  expect(questionOf(filtersOf({ text: ' berg ' })))
    .toEqual({ text: 'berg', state: null, on: null, offset: 0 });
});

test('an empty register says the next step', async () => {
  pretend(answers({ 'certificates.list': async () => registerOf([]) }));
  const { container } = render(Register);
  await screen.findByText('Nog geen certificaten');
  expect(screen.getByRole('link', { name: 'Wie ondertekent' }).getAttribute('href'))
    .toBe('#/settings?part=centre');
  expect(await violations(container)).toEqual([]);
});

test('the register filters by state and by day, and says how many', async () => {
  const asked = pretend(answers());
  const { container } = render(Register);
  await screen.findByRole('link', { name: 'Berg, Riet van den' });
  expect(screen.getByText('1 van 1 certificaat')).toBeTruthy();
  expect(await violations(container)).toEqual([]);
  await press('getekend 0');
  await fireEvent.input(screen.getByLabelText(/Stand op/), { target: { value: '1-3-2026' } });
  await waitFor(() => expect(asked.at(-1)?.question)
    .toMatchObject({ state: 'signed', on: '2026-03-01' }));
  await screen.findByText(/zoals het was op 1 maart 2026/);
});

test('the next step is taken with its day and can be undone', async () => {
  const asked = pretend(answers({
    'certificates.sign': async () => ({ certificate_id: 'c7', number: '2026-0007', step: 9 }),
  }));
  const { container } = render(Register, { certificate_id: 'c7' });
  await press('Noteer als getekend');
  const dialog = screen.getByRole('dialog');
  expect(await within(dialog).findByText(/Anja Bos/)).toBeTruthy();
  expect(await violations(container)).toEqual([]);
  const day = within(dialog).getByLabelText(/Getekend op/);
  await fireEvent.input(day, { target: { value: '2-6-2026' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Noteer als getekend' }));
  await waitFor(() => expect(notices.now?.text)
    .toBe('Certificaat 2026-0007 van Riet van den Berg is getekend.'));
  expect(notices.now?.undo).toBeTypeOf('function');
  expect(asked.find(({ command }) => command === 'certificates.sign')?.question)
    .toEqual({ certificate_id: 'c7', day: '2026-06-02' });
});

test('a withdrawal carries its reason, and a refused day is said at its field', async () => {
  const asked = pretend(answers({
    'certificates.withdraw': () => Promise.reject(
      refusal('DayBeforeFormerStep', { field: 'day', day: '2026-05-05' }),
    ),
  }));
  render(Register, { certificate_id: 'c7' });
  await press('Trek in');
  const dialog = screen.getByRole('dialog');
  await fireEvent.input(within(dialog).getByLabelText(/Waarom/), { target: { value: 'verhuisd' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: 'Trek in' }));
  await waitFor(() => expect(within(dialog).getByLabelText(/Ingetrokken per/)
    .getAttribute('aria-invalid')).toBe('true'));
  expect(asked.find(({ command }) => command === 'certificates.withdraw')?.question)
    .toMatchObject({ reason: 'verhuisd' });
});

test('somebody who holds a certificate is not given another', async () => {
  const asked = pretend(answers());
  const { container } = render(Issue, { member_id: 'm1' });
  await screen.findByText(/heeft al een geldig certificaat: 2026-0007/);
  expect(screen.getByRole('link', { name: 'Bekijk certificaat 2026-0007' }).getAttribute('href'))
    .toBe('#/certificates?certificate=c7');
  expect(await violations(container)).toEqual([]);
  await press('Geef uit');
  expect(asked.some(({ command }) => command === 'certificates.issue')).toBe(false);
});

test('after issuing one stands before the certificate', async () => {
  pretend(answers({
    'certificates.list': async () => registerOf([WITHDRAWN]),
    'certificates.issue': async () => ({ certificate_id: 'c8', number: '2026-0008', step: 1 }),
  }));
  render(Issue, { member_id: 'm1' });
  await press('Geef uit');
  await waitFor(() => expect(window.location.hash).toBe('#/certificates?certificate=c8'));
  expect(notices.now?.text)
    .toBe('Certificaat 2026-0008 voor Riet van den Berg is uitgegeven.');
});
