// Who comes to the desk instead, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { lay } from '../api/desk.svelte';
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
