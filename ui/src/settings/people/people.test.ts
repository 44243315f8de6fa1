// Who may sit at the desk, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { pretend, refusal } from '../../api/pretend';
import type { DeskPerson } from '../../api/wire';
import { notices, putAway } from '../../shared/notices.svelte';
import CodeDialog from './CodeDialog.svelte';
import PeopleList from './PeopleList.svelte';

const person = (id: string, name: string): DeskPerson => ({
  id, name, role: 'confidant', added_at: '2026-11-23T10:00:00Z', left_at: null,
});
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => putAway());

test('what was ticked about one person is not ticked about the next', async () => {
  pretend({ 'keys.remove_person': () => Promise.reject(refusal('NotesWouldBeLost')) });
  render(PeopleList, {
    people: [person('p1', 'Anja'), person('p2', 'Bram')], oncode: () => undefined,
  });
  for (const name of ['Anja', 'Bram']) {
    await press(`Wijzig ${name}`);
    await press('Haal weg van de balie');
    const asked = { name: `${name} weghalen van de balie?` };
    const dialog = within(await screen.findByRole('dialog', asked));
    expect(dialog.queryByRole('alert')).toBeNull();
    await fireEvent.click(dialog.getByRole('button', { name: 'Haal weg' }));
    const tick = await dialog.findByRole<HTMLInputElement>('checkbox');
    expect(tick.checked).toBe(false);
    await fireEvent.click(tick);
    await fireEvent.click(dialog.getByRole('button', { name: 'Annuleren' }));
  }
});

test('a code that goes unconfirmed is spoken of, a confirmed one is not', async () => {
  const { rerender } = render(CodeDialog, { code: 'AB1C-GH2J' });
  await press('Sluiten');
  await waitFor(() => expect(notices.now?.text).toContain('De nieuwe code is niet bevestigd.'));
  expect(notices.now?.tone).toBe('wrong');
  putAway();
  await rerender({ code: 'AB1C-GH2K' });
  await fireEvent.input(screen.getByLabelText(/laatste groep/), { target: { value: 'gh2k' } });
  await press('De code is bewaard');
  await waitFor(() => expect(screen.queryByLabelText(/laatste groep/)).toBeNull());
  expect(notices.now).toBeUndefined();
});
