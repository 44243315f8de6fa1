import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test, vi } from 'vitest';
import Fields from '../testing/Fields.svelte';

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(
  new RegExp(`^${label}`), { selector: 'input, textarea' },
);
const says = (control: HTMLElement) => (control.getAttribute('aria-describedby') ?? '').split(' ')
  .map((id) => document.getElementById(id)?.textContent?.trim() ?? '').join(' ');

async function type(label: string, value: string): Promise<void> {
  await fireEvent.input(field(label), { target: { value } });
}

async function send(): Promise<void> {
  await fireEvent.submit(screen.getByRole('button', { name: 'Bewaar' }).closest('form') as never);
  await tick();
}

test('what was typed is read back and sent as the core wants it', async () => {
  const onsend = vi.fn();
  render(Fields, { onsend });
  await type('Naam', 'Riet');
  await type('Dag', '1 mrt 1952');
  await type('Hoeveel', '1,5');
  expect(says(field('Dag'))).toContain('zaterdag 1 maart 1952');
  expect(says(field('Hoeveel'))).toContain('1 uur 30');
  await fireEvent.blur(field('Dag'));
  expect(field('Dag').value).toBe('01-03-1952');
  await send();
  expect(onsend).toHaveBeenCalledWith(
    { name: 'Riet', day: '1952-03-01', minutes: 90, note: '', member: '' },
  );
});

test('a form with what cannot be read is not sent, and says where', async () => {
  const onsend = vi.fn();
  render(Fields, { onsend });
  await type('Dag', '29-02-2025');
  await type('Hoeveel', 'veel');
  await type('Opmerking', 'veel te lang');
  await send();
  expect(onsend).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field('Dag'));
  expect(field('Dag').value).toBe('29-02-2025');
  expect(says(field('Dag'))).toContain('2025 is geen schrikkeljaar');
  const summary = screen.getByRole('alert');
  expect(summary.textContent).toContain('Dag');
  expect(summary.textContent).toContain('Hoeveel');
  expect(summary.textContent).toContain('Haal 2 tekens weg');
  await type('Dag', '28-02-2025');
  await tick();
  expect(field('Dag').getAttribute('aria-invalid')).toBeNull();
});

test('a refusal lands at its field, takes the focus there and keeps what was typed', async () => {
  const { rerender } = render(Fields, {
    onsend: (): Promise<void> => rerender({ errors: { name: 'Vul een naam in.' } }),
  });
  await type('Opmerking', 'blijft');
  await send();
  expect(document.activeElement).toBe(field('Naam'));
  expect(says(field('Naam'))).toContain('Vul een naam in.');
  expect(field('Opmerking').value).toBe('blijft');
});

test('a refusal of the form as a whole is said on top and takes the focus', async () => {
  const { rerender } = render(Fields, {
    onsend: (): Promise<void> => rerender({ errors: { '': 'Het boek is op slot.' } }),
  });
  await send();
  expect(document.activeElement?.textContent).toContain('Het boek is op slot.');
});

test('a member is picked with the keyboard; what is typed but not picked is not sent', async () => {
  vi.useFakeTimers();
  const onsend = vi.fn();
  render(Fields, { onsend });
  const who = screen.getByRole<HTMLInputElement>('combobox');
  await type('Wie', 'berg');
  await send();
  expect(onsend).not.toHaveBeenCalled();
  await type('Wie', 'berg');
  await vi.advanceTimersByTimeAsync(200);
  expect(screen.getAllByRole('option')).toHaveLength(2);
  await fireEvent.keyDown(who, { key: 'ArrowDown' });
  await fireEvent.keyDown(who, { key: 'Enter' });
  expect(who.value).toBe('Naima Bergsma');
  await send();
  expect(onsend).toHaveBeenCalledWith(expect.objectContaining({ member: 'm2' }));
  vi.useRealTimers();
});

test('Esc closes the list of a combobox and nothing else', async () => {
  vi.useFakeTimers();
  render(Fields, { onsend: vi.fn() });
  const who = screen.getByRole<HTMLInputElement>('combobox');
  await type('Wie', 'berg');
  await vi.advanceTimersByTimeAsync(200);
  const notStopped = await fireEvent.keyDown(who, { key: 'Escape' });
  expect(notStopped).toBe(false);
  expect(who.getAttribute('aria-expanded')).toBe('false');
  expect(who.value).toBe('berg');
  vi.useRealTimers();
});
