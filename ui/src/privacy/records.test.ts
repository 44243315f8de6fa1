import { expect, test } from 'vitest';
import { byKind, field, kind, value } from './records';

test('records are told kind by kind, in the words of the paper', () => {
  const records = [
    { kind: 'membership', fields: [{ name: 'membership', value: 'passive' }] },
    { kind: 'member', fields: [] },
    { kind: 'membership', fields: [] },
  ];
  const sections = byKind(records);
  expect(sections.map(({ kind, records }) => [kind, records.length]))
    .toEqual([['membership', 2], ['member', 1]]);
  expect(kind('membership')).toBe('Lidmaatschap');
  expect(field('given_name')).toBe('Voornaam');
  expect(value({ name: 'membership', value: 'passive' })).toBe('passief');
  expect(value({ name: 'from_day', value: '2026-11-23' })).toBe('23 november 2026');
  expect(value({ name: 'note', value: 'passive' })).toBe('passive');
});
