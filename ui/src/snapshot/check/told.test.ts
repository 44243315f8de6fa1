// What a receiver reads of a snapshot that was checked.
import { expect, test } from 'vitest';
import type { SnapshotChecked } from '../../api/wire';
import { told } from './told';

const ABOUT = {
  centre: 'De Nieuwe Jutter', quarter: '2026Q3', sequence: 8, sha256: 'ab'.repeat(32),
  fingerprint: '0123 4567 89AB CDEF 0123 4567 89AB CDEF',
};
const GENUINE: SnapshotChecked = {
  file: 'moment.json', verdict: 'genuine', finding: 'genuine', about: ABOUT, missing: [],
  other: null,
};

test('of a genuine one it says whose it is and that the numbers are not proved', () => {
  const lines = told(GENUINE);
  expect(lines[0]).toContain('er is niets aan moment.json veranderd');
  expect(lines[1]).toContain('De Nieuwe Jutter');
  expect(lines[1]).toContain('nummer 8');
  expect(lines[2]).toContain(ABOUT.fingerprint);
  expect(lines[3]).toContain('Of de getallen kloppen, zegt zij niet');
});

test('a gap and a second delivery are named', () => {
  const gap = told({
    ...GENUINE, verdict: 'out_of_order', finding: 'number_missing', missing: [7],
  });
  expect(gap[0]).toContain('nummer 7 ontbreekt');
  const twice = told({
    ...GENUINE, verdict: 'out_of_order', finding: 'number_twice', other: 'oud.json',
  });
  expect(twice[0]).toContain('Nummer 8 is er al: oud.json');
});

test('of what could not be read nothing more is told', () => {
  const lines = told({
    ...GENUINE, verdict: 'unreadable', finding: 'newer_version', about: null,
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Nieuwere versie');
});
