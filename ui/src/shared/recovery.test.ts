import { expect, test } from 'vitest';
import { groupsOf, sameGroup } from './recovery';

test('a code falls apart in its groups', () => {
  expect(groupsOf('AB1C-0DEF-GH2J')).toEqual(['AB1C', '0DEF', 'GH2J']);
});

test('a group is known again from paper, and another one is not', () => {
  expect(sameGroup(' gh2j ', 'GH2J')).toBe(true);
  expect(sameGroup('O1lu', '011V')).toBe(true);
  expect(sameGroup('GH2K', 'GH2J')).toBe(false);
  expect(sameGroup('', 'GH2J')).toBe(false);
  expect(sameGroup('AB1C-GH2J', 'GH2J')).toBe(false);
});
