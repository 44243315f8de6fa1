import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Wait } from '../api/wire';
import Waits from './Waits.svelte';

test('what stands in the way may do so twice, each with where it is solved', () => {
  const agreement = (agreement_id: string): Wait =>
    ({ kind: 'agreement', agreement_id, title: 'Tuin' });
  const waits: Wait[] = [agreement('a1'), agreement('a2'), { kind: 'at_desk' }];
  render(Waits, { waits, member_id: 'm1' });
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(['#/agreements/a1', '#/agreements/a2', '#/settings?part=people']);
});
