import { createEvent, fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import nl from '../words/nl.json';
import PassphraseField from './PassphraseField.svelte';

const HINT = nl.shared.passphrase.caps_lock;
const field = () => screen.getByLabelText<HTMLInputElement>(/^Wachtzin/);
const hint = () => screen.getByRole('status').textContent;

/** A key goes down or up with Caps Lock on or off; the document of the tests has no such key. */
async function key(kind: 'keyDown' | 'keyUp', capsLock: boolean): Promise<void> {
  const event = createEvent[kind](field(), { key: 'a' }) as KeyboardEvent;
  vi.spyOn(event, 'getModifierState').mockImplementation((name) => capsLock && name === 'CapsLock');
  await fireEvent(field(), event);
}

test('who types a passphrase with Caps Lock on is told so until it is off', async () => {
  render(PassphraseField, { name: 'passphrase', label: 'Wachtzin' });
  expect(hint()).toBe('');
  await key('keyDown', false);
  expect(hint()).toBe('');
  await key('keyDown', true);
  expect(hint()).toBe(HINT);
  await key('keyUp', false);
  expect(hint()).toBe('');
});

test('letting the key go is enough, and who left the field is told nothing', async () => {
  render(PassphraseField, { name: 'passphrase', label: 'Wachtzin' });
  await key('keyDown', false);
  await key('keyUp', true);
  expect(hint()).toBe(HINT);
  await fireEvent.blur(field());
  expect(hint()).toBe('');
});

test('a passphrase that is shown is warned about as well', async () => {
  render(PassphraseField, { name: 'passphrase', label: 'Wachtzin' });
  await fireEvent.click(screen.getByRole('button', { name: nl.shared.passphrase.show }));
  expect(field().type).toBe('text');
  await key('keyDown', true);
  expect(hint()).toBe(HINT);
});
