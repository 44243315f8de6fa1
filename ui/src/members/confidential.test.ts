import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { pretend, refusal } from '../api/pretend';
import Confidential from './Confidential.svelte';

test('a note that may not be erased says why, until that is closed', async () => {
  pretend({
    'confidential.list': async () => [{
      note_id: 'n1', written_at: '2026-11-23T10:00:00Z', written_by: 'Anja', text: 'Stil.',
    }],
    'confidential.erase': () => Promise.reject(refusal('NotFound')),
  });
  render(Confidential, { member_id: 'm1' });
  const note = within(await screen.findByRole('listitem'));
  const ask = async () => {
    await fireEvent.click(note.getByRole('button'));
    return within(screen.getByRole('dialog'));
  };
  const first = await ask();
  await fireEvent.click(first.getByRole('button', { name: /^Wis/ }));
  expect(await first.findByRole('alert')).toBeTruthy();
  await fireEvent.click(first.getByRole('button', { name: 'Annuleren' }));
  expect((await ask()).queryByRole('alert')).toBeNull();
});
