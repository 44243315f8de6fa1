import { afterEach, expect, test } from 'vitest';
import { speak } from '../words';
import { CallError } from './errors';

afterEach(() => speak('nl'));

test('a refusal becomes the sentence of its code, with its values', () => {
  const refusal = CallError.from({
    code: 'TextTooLong', details: { field: 'note', longest: 200, length: 212 },
  });
  expect(refusal.field).toBe('note');
  expect(refusal.sentence).toBe('Dit is te lang: 212 tekens. Er passen er 200 in.');
  speak('en');
  expect(refusal.sentence).toBe('This is too long: 212 characters. There is room for 200.');
});

test('a refusal without a field is about the whole form', () => {
  expect(CallError.from({ code: 'NotFound', details: {} }).field).toBe('');
  expect(CallError.from({ code: 'NotFound' }).field).toBe('');
});

test('an unknown code gets a general sentence and never its name', () => {
  const refusal = CallError.from({ code: 'NeverHeardOf', details: { field: 'name' } });
  expect(refusal.sentence).toMatch(/^Dit lukte niet/);
  expect(refusal.sentence).not.toContain('NeverHeardOf');
});

test('whatever else is thrown counts as our own mistake and says nothing of its inside', () => {
  for (const cause of [new TypeError('SELECT secret'), 'panicked at /home', undefined, 7]) {
    const refusal = CallError.from(cause);
    expect(refusal.code).toBe('Broken');
    expect(refusal.sentence).not.toMatch(/SELECT|panicked/);
    expect(refusal.outcome).toBe('unsure');
  }
  expect(CallError.from({ code: 'DiskIsFull' }).outcome).toBe('unsaved');
  expect(CallError.from({ code: 'NotFound' }).outcome).toBeUndefined();
});

test('a passphrase for a copy says of which book', () => {
  const details = { field: 'passphrase', copy: 'Het anker', made_at: '2026-11-23T12:00:00Z' };
  for (const code of ['WrongPassphrase', 'BackupAsksPassphrase']) {
    expect(new CallError(code, details).sentence).toContain('Het anker');
    expect(new CallError(code, { field: 'passphrase' }).sentence).not.toMatch(/anker|undefined/);
  }
});

test('a refusal says by whom where that is known, and else the same without a name', () => {
  const known = new CallError('BookIsInUse', { name: 'b', user: 'anja', program: 'wijk' });
  expect(known.sentence).toContain('open bij anja, in wijk');
  const unknown = new CallError('BookIsInUse', { name: 'b' });
  expect(unknown.sentence).toContain('in een ander venster');
});

test('a refusal sends people to the role that may do it', () => {
  const asks = (role?: string) => new CallError('RoleTooSmall', role ? { role } : {}).sentence;
  expect(asks('confidant')).toContain('vertrouwenspersoon');
  expect(asks('confidant')).not.toContain('beheerder');
  expect(asks('manager')).toContain('beheerder');
  expect(asks('nobody')).toBe(asks());
});
