import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { violations } from '../testing/axe';
import Kit from '../testing/Kit.svelte';
import * as kit from '.';

/** These stand over the page: dialog.test.ts opens them. */
const DIALOGS = ['Dialog', 'ConfirmDialog'];
/** Components begin with a capital; the rest of the kit does not. */
const components = Object.keys(kit).filter((name) => /^[A-Z][a-z]/.test(name));

test('every component of the kit is in the showcase', () => {
  const { container } = render(Kit);
  const shown = [...container.querySelectorAll<HTMLElement>('[data-part]')];
  expect([...shown.map((part) => part.dataset['part']), ...DIALOGS].sort())
    .toEqual([...components].sort());
});

test('axe finds nothing in any component', async () => {
  const { container } = render(Kit);
  for (const part of container.querySelectorAll<HTMLElement>('[data-part]')) {
    expect([part.dataset['part'], await violations(part)]).toEqual([part.dataset['part'], []]);
  }
}, 30_000);
