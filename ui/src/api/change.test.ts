import { afterEach, beforeEach, expect, test } from 'vitest';
import { notices, putAway } from '../shared/notices.svelte';
import { acts, forgetActs, takeBackLast } from './acts.svelte';
import { change } from './change.svelte';
import { pretend, refusal } from './pretend';
import type { AdmitMember } from './wire';

const RIET: AdmitMember = { kind: 'person', fields: { family_name: 'Berg' }, membership: 'active' };
const RECEIPT = { member_id: 'm1', number: 41, version: 1 };
const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

beforeEach(() => {
  putAway();
  forgetActs();
});
afterEach(() => void pretend({}));

test('two clicks are one act', async () => {
  const asked = pretend({ 'members.admit': async () => RECEIPT });
  const admit = change('members.admit');
  const [first, second] = await Promise.all([admit.send(RIET), admit.send(RIET)]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.operation_id).toMatch(UUID_7);
  expect([first, second]).toEqual([RECEIPT, RECEIPT]);
});

test('after a refusal the same act is sent again, after success it is another', async () => {
  let refuse = true;
  const asked = pretend({
    'members.admit': async () => {
      if (refuse) throw refusal('FamilyNameMissing', { field: 'family_name' });
      return RECEIPT;
    },
  });
  const admit = change('members.admit');
  expect(await admit.send(RIET)).toBeUndefined();
  expect(Object.keys(admit.errors)).toEqual(['family_name']);
  refuse = false;
  expect(await admit.send(RIET)).toEqual(RECEIPT);
  expect(admit.errors).toEqual({});
  await admit.send(RIET);
  const [first, second, third] = asked.map(({ operation_id }) => operation_id);
  expect(second).toBe(first);
  expect(third).not.toBe(second);
});

test('an act that is under way is waited for before it is taken back', async () => {
  let finish: (receipt: typeof RECEIPT) => void = () => undefined;
  const asked = pretend({
    'members.admit': () => new Promise<typeof RECEIPT>((done) => (finish = done)),
    'desk.undo': async () => ({}),
  });
  const sent = change('members.admit').send(RIET);
  await new Promise((done) => setTimeout(done, 10));
  const back = takeBackLast();
  await new Promise((done) => setTimeout(done, 10));
  expect(asked.map(({ command }) => command)).toEqual(['members.admit']);
  finish(RECEIPT);
  await Promise.all([sent, back]);
  expect(asked.at(-1)).toMatchObject({
    command: 'desk.undo', question: { operation_id: asked[0]?.operation_id },
  });
});

test('what is done is said, and taken back by button or key, each act once', async () => {
  const asked = pretend({ 'members.admit': async () => RECEIPT, 'desk.undo': async () => ({}) });
  const admit = change('members.admit', { said: ({ number }) => `Lid ${number} staat erin.` });
  await admit.send(RIET);
  const first = notices.now;
  expect(first?.text).toBe('Lid 41 staat erin.');
  await admit.send({ ...RIET, number: 42 });
  expect(notices.now?.id).not.toBe(first?.id);
  await takeBackLast();
  expect(asked.at(-1)?.question).toEqual({ operation_id: asked[1]?.operation_id });
  expect(asked.at(-1)?.operation_id).not.toBe(asked[1]?.operation_id);
  first?.undo?.();
  await new Promise((done) => setTimeout(done, 10));
  expect(asked.at(-1)?.question).toEqual({ operation_id: asked[0]?.operation_id });
  await takeBackLast();
  expect(asked).toHaveLength(4);
  expect(notices.now?.text).toBe('Er is niets om ongedaan te maken.');
});

test('a way back that is refused says why', async () => {
  pretend({
    'members.admit': async () => RECEIPT,
    'desk.undo': async () => Promise.reject(refusal('UndoneTooLate')),
  });
  await change('members.admit', { said: () => 'Gedaan.' }).send(RIET);
  await takeBackLast();
  expect(notices.now).toMatchObject({ tone: 'wrong' });
});

test('saved is said only after it is saved, and not when nobody knows', async () => {
  let finish: (receipt: typeof RECEIPT) => void = () => undefined;
  pretend({ 'members.admit': () => new Promise((done) => (finish = done)) });
  const before = acts.written;
  const admit = change('members.admit');
  const sent = admit.send(RIET);
  await new Promise((done) => setTimeout(done));
  expect([acts.state, admit.saving]).toEqual(['saving', true]);
  finish(RECEIPT);
  await sent;
  expect([acts.state, admit.saving, acts.written]).toEqual(['saved', false, before + 1]);
  pretend({ 'members.admit': () => Promise.reject(refusal('OutcomeUnknown')) });
  await admit.send(RIET);
  expect(acts.state).toBe('unsure');
  pretend({ 'members.admit': () => Promise.reject(refusal('DiskIsFull')) });
  await admit.send(RIET);
  expect(acts.state).toBe('unsaved');
  pretend({ 'members.admit': () => Promise.reject(refusal('NameMissing')) });
  await admit.send(RIET);
  expect(acts.state).toBe('saved');
});

test('what is no write carries no operation and cannot be taken back', async () => {
  const asked = pretend({ 'backup.make': async () => null });
  expect(await change('backup.make').send({})).toBeNull();
  expect(asked[0]).not.toHaveProperty('operation_id');
  await takeBackLast();
  expect(asked).toHaveLength(1);
});
