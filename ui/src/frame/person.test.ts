// Who comes to the desk instead, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { desk, lay } from '../api/desk.svelte';
import { pretend, refusal } from '../api/pretend';
import type { BookState } from '../api/wire';
import { cover } from '../shared/cover.svelte';
import PersonDialog from './PersonDialog.svelte';

const OPEN: BookState = {
  phase: 'open', name: 'jutter', centre: 'Jutter', practice: false,
  person: { person_id: 'p1', name: 'Anja', role: 'manager' }, read_only: null,
  put_aside: null, little_space: null, notices: [], books: [], lock_after_seconds: null,
  with_pin: [{ person_id: 'p2', name: 'Fatima', role: 'worker' }], version: '0',
};
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

afterEach(() => {
  cover.on = false;
});

test('a PIN that did not fit is forgotten with its refusal on closing and on locking', async () => {
  pretend({
    'keys.switch_person': () => Promise.reject(refusal('WrongPin', { field: 'pin', left: 4 })),
  });
  await lay(OPEN);
  const { rerender } = render(PersonDialog, { open: true, onlock: () => undefined });
  for (const close of [() => press('Sluiten'), () => (cover.on = true)]) {
    await press('Met pincode');
    const field = screen.getByLabelText<HTMLInputElement>(/^Pincode van Fatima/);
    expect(field.getAttribute('aria-invalid')).toBeNull();
    await fireEvent.input(field, { target: { value: '4711' } });
    await press('Verder als Fatima');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    await close();
    await waitFor(() => expect(screen.queryByLabelText(/^Pincode van Fatima/)).toBeNull());
    cover.on = false;
    await new Promise((done) => setTimeout(done, 10));
    expect(screen.queryByText(/Anja/)).toBeNull();
    await rerender({ open: false });
    await rerender({ open: true });
  }
});

test('who comes with the right PIN sits at the desk, and the book stays open', async () => {
  const fatima = { person_id: 'p2', name: 'Fatima', role: 'worker' as const };
  const asked = pretend({
    'keys.switch_person': async () => ({ ...OPEN, person: fatima }),
    'confidential.waiting': async () => [],
  });
  await lay(OPEN);
  render(PersonDialog, { open: true, onlock: () => undefined });
  await press('Met pincode');
  const field = screen.getByLabelText(/^Pincode van Fatima/);
  await fireEvent.input(field, { target: { value: '4711' } });
  await press('Verder als Fatima');
  await waitFor(() => expect(desk.book?.person?.name).toBe('Fatima'));
  expect(desk.book?.phase).toBe('open');
  expect(asked.find(({ command }) => command === 'keys.switch_person')?.question)
    .toEqual({ person_id: 'p2', pin: '4711' });
  await waitFor(() => expect(screen.queryByLabelText(/^Pincode van Fatima/)).toBeNull());
});
