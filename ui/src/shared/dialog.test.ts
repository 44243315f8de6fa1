import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { violations } from '../testing/axe';
import Opened from '../testing/Opened.svelte';

const button = (name: string) => screen.getByRole('button', { name });

test('a dialog opens at its first field and gives the focus back', async () => {
  render(Opened, { onconfirm: vi.fn() });
  button('Boek uren').focus();
  await fireEvent.click(button('Boek uren'));
  const dialog = screen.getByRole('dialog', { name: 'Uren boeken' });
  expect(document.activeElement).toBe(screen.getByLabelText('Wat'));
  expect(await violations(dialog)).toEqual([]);
  await fireEvent.click(button('Sluiten'));
  expect(screen.queryByLabelText('Wat')).toBeNull();
  expect(document.activeElement).toBe(button('Boek uren'));
});

test('what was in a dialog is fresh when it opens again', async () => {
  render(Opened, { onconfirm: vi.fn() });
  await fireEvent.click(button('Boek uren'));
  await fireEvent.input(screen.getByLabelText('Wat'), { target: { value: 'koken' } });
  await fireEvent.click(button('Sluiten'));
  await fireEvent.click(button('Boek uren'));
  expect(screen.getByLabelText<HTMLInputElement>('Wat').value).toBe('');
});

test('a question is asked before it is done, and can be left', async () => {
  const onconfirm = vi.fn();
  render(Opened, { onconfirm });
  await fireEvent.click(button('Beëindig'));
  expect(await violations(screen.getByRole('dialog'))).toEqual([]);
  await fireEvent.click(button('Annuleren'));
  expect(onconfirm).not.toHaveBeenCalled();
  await fireEvent.click(button('Beëindig'));
  await fireEvent.click(button('Beëindig nu'));
  expect(onconfirm).toHaveBeenCalledOnce();
});
