// Consent of one member, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { pretend, refusal, type Answers, type Asked } from '../../api/pretend';
import type { ConsentAct, MemberConsents, PurposeConsent } from '../../api/wire';
import { today } from '../../shared';
import { violations } from '../../testing/axe';
import Consents from './Consents.svelte';
import { said } from './consent';

const act: ConsentAct = {
  consent_id: 'c1', step: 'given', version: 1, said_on: '2026-05-03', how: 'paper',
  by_parent: false, proof: 'map 2026', recorded_at: '2026-05-04T10:00:00Z', recorded_by: 'Anja',
  taken_back: false,
};
const one = (name: string, more: Partial<PurposeConsent> = {}): PurposeConsent => ({
  purpose: { purpose_id: name, name, text: `Mag ${name}?`, version: 2, made_on: null },
  asked: true, state: 'unsaid', older_text: null, acts: [], ...more,
});

function open(consents: Partial<MemberConsents>, answers: Answers = {}): Asked[] {
  const asked = pretend({
    'consent.of_member': async () => ({ may_be_too_young: false, purposes: [], ...consents }),
    'consent.give': async () => ({ consent_id: 'c9' }),
    'consent.withdraw': async () => ({ consent_id: 'c9' }),
    ...answers,
  });
  render(Consents, { member_id: 'm1' });
  return asked;
}

test('withdrawing is one click, giving asks how and shows the words', async () => {
  const asked = open({ purposes: [one('Foto’s', { state: 'given', acts: [act] }), one('Naam')] });
  await fireEvent.click(await screen.findByRole('button', { name: 'Trekt in: Foto’s' }));
  await waitFor(() => expect(asked.find(({ command }) => command === 'consent.withdraw')?.question)
    .toEqual({ member_id: 'm1', purpose_id: 'Foto’s' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Zegt ja: Naam' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText('Mag Naam?')).toBeTruthy();
  expect(dialog.queryByRole('checkbox')).toBeNull();
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(dialog.getByRole('radio', { name: 'op papier' }));
  await fireEvent.click(dialog.getByRole('button', { name: 'Noteer de toestemming' }));
  await waitFor(() => expect(asked.find(({ command }) => command === 'consent.give')?.question)
    .toEqual({
      member_id: 'm1', purpose_id: 'Naam', version: 2, how: 'paper', said_on: today(),
      by_parent: false, proof: null,
    }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('an older text is shown with the state, and the new one can be agreed with', async () => {
  open({ purposes: [one('Foto’s', {
    state: 'given_before', older_text: 'Alleen op papier.', acts: [act],
  })] });
  expect(await screen.findByText('ja, op een oudere tekst')).toBeTruthy();
  expect(screen.getByText('Toen stond er: “Alleen op papier.”')).toBeTruthy();
  screen.getByRole('button', { name: /^Zegt ja op de nieuwe tekst/ });
  screen.getByRole('button', { name: /^Trekt in/ });
  expect(screen.getByText(/map 2026/).textContent)
    .toBe('3 mei 2026 · op papier · tekst 1 · map 2026');
});

test('what is asked no more can be withdrawn and not given', async () => {
  open({ purposes: [one('Krant', { asked: false, state: 'given', acts: [act] })] });
  await screen.findByRole('button', { name: 'Trekt in: Krant' });
  expect(screen.queryByRole('button', { name: /^Zegt/ })).toBeNull();
});

test('for who may be too young a parent is asked, and a refusal stands at that box', async () => {
  open({ may_be_too_young: true, purposes: [one('Foto’s')] }, {
    'consent.give': () => Promise.reject(refusal('ParentMustAgree', { field: 'by_parent' })),
  });
  await fireEvent.click(await screen.findByRole('button', { name: /^Zegt ja/ }));
  const dialog = within(screen.getByRole('dialog'));
  await fireEvent.click(dialog.getByRole('button', { name: 'Noteer de toestemming' }));
  await waitFor(() => expect(dialog.getByRole('checkbox').getAttribute('aria-invalid'))
    .toBe('true'));
});

test('who was too young on the day that is typed gets the box that is pointed at', async () => {
  const asked = open({ may_be_too_young: false, purposes: [one('Foto’s')] }, {
    'consent.give': () => Promise.reject(refusal('ParentMustAgree', { field: 'by_parent' })),
  });
  await fireEvent.click(await screen.findByRole('button', { name: /^Zegt ja/ }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.queryByRole('checkbox')).toBeNull();
  const send = dialog.getByRole('button', { name: 'Noteer de toestemming' });
  await fireEvent.click(send);
  const box = await dialog.findByRole('checkbox');
  expect(box.getAttribute('aria-invalid')).toBe('true');
  await fireEvent.click(box);
  await fireEvent.click(send);
  await waitFor(() => expect(asked.at(-1)?.question).toMatchObject({ by_parent: true }));
});

test('a mistake that was taken back is not what was said last', () => {
  const slip: ConsentAct = { ...act, consent_id: 'c2', said_on: '2026-06-01', taken_back: true };
  const back: ConsentAct = { ...act, consent_id: 'c3', step: 'taken_back', how: null };
  expect(said(one('Foto’s', { state: 'given', acts: [back, slip, act] })))
    .toBe('3 mei 2026, op papier');
  expect(said(one('Foto’s', { acts: [back, slip] }))).toBe('');
});
