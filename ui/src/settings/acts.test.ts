// What was done in a book, against a core that a test tells what to say.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { pretend } from '../api/pretend';
import type { ActLine, ListActs } from '../api/wire';
import { violations } from '../testing/axe';
import ActsDialog from './ActsDialog.svelte';

const act = (sequence: number): ActLine => ({
  sequence,
  operation_id: `op-${sequence}`,
  recorded_at: '2026-11-23T12:00:00Z',
  person: sequence === 1 ? null : 'Anja Bos',
  command: sequence === 120 ? 'members.admit' : 'desk.undo',
  undone: sequence === 120,
});
const acts = Array.from({ length: 120 }, (_, place) => act(120 - place));

test('the latest acts come first, with who did them, and more of them when asked for', async () => {
  const asked = pretend({
    'desk.acts': async ({ limit, before }: ListActs) =>
      acts.filter(({ sequence }) => sequence < (before ?? Infinity)).slice(0, limit),
  });
  render(ActsDialog, { open: true });
  await screen.findByText('Lid toegevoegd');
  expect(screen.getAllByText('teruggedraaid')).toHaveLength(1);
  expect(screen.getAllByText('Anja Bos')).toHaveLength(50);
  expect(screen.getByRole('status').textContent).toContain('50 van 120');
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: 'Toon er nog 50' }));
  await waitFor(() => expect(screen.getAllByText('Anja Bos')).toHaveLength(100));
  await fireEvent.click(screen.getByRole('button', { name: 'Toon er nog 20' }));
  await waitFor(() => expect(screen.getAllByText('Anja Bos')).toHaveLength(119));
  expect(screen.queryByRole('button', { name: /Toon/ })).toBeNull();
  expect(asked.every(({ command }) => command === 'desk.acts')).toBe(true);
});
