import { expect, test } from 'vitest';
import { sensitive } from './sensitive';

test('words of health, benefits and debts are noticed, words that look like them are not', () => {
  for (const text of ['Is ziek geweest', 'ZIEKENHUIS', 'zit in de bijstand', 'WIA-uitkering',
    'heeft schulden', 'Burn-out', 'burnout', 'she is ill', 'in debt']) {
    expect([text, sensitive(text)]).toEqual([text, true]);
  }
  for (const text of ['', 'Zielig verhaal', 'muziek gemaakt', 'onschuldig', 'bestuurslid', 'still',
    'Schuldigveld 3', 'helpt in de tuin']) {
    expect([text, sensitive(text)]).toEqual([text, false]);
  }
});
