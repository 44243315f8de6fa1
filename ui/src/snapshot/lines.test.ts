// The tables of a snapshot as lines: rounding is said, and what is not told stays empty.
import { expect, test } from 'vitest';
import type { Tables } from '../api/wire';
import { parts, type Part } from './lines';

const NONE = { all: 0, with_municipality: 0 };
const NOW: Tables = {
  members: { active: 60, passive: 155, friends: 0 },
  hours: { themes: [{ theme: 'Samen eten', hours: 510 }], other: 0 },
  certificates: { issued: 0, signed: 0, handed_over: 35, withdrawn: 0, other: 5 },
  agreements: {
    not_yet_started: NONE, running: { all: 3, with_municipality: 2 }, ending_soon: NONE,
    ended: NONE,
  },
};

const lines = (name: Part['name'], now: Tables, former?: Tables) =>
  parts(now, former).find((part) => part.name === name)?.lines ?? [];

test('none to four look alike, and that is said', () => {
  const [active, , friends] = lines('members', NOW);
  expect(active).toMatchObject({ now: '60', former: '', remark: '' });
  expect(friends).toMatchObject({ now: '0', remark: '0 tot en met 4' });
  expect(lines('hours', NOW).at(-1)).toMatchObject({ now: '0', remark: '0 tot en met 9 uur' });
});

test('a theme stands beside itself in the quarter before, wherever that was', () => {
  const former: Tables = {
    ...NOW,
    hours: {
      themes: [{ theme: 'Tuin', hours: 90 }, { theme: 'Samen eten', hours: 480 }], other: null,
    },
  };
  expect(lines('hours', NOW, former)[0])
    .toMatchObject({ label: 'Samen eten', former: '480', now: '510' });
  expect(lines('hours', NOW, former)[1]).toMatchObject({ former: '' });
});

test('hours that too few people gave are not told, and that is said', () => {
  const few: Tables = { ...NOW, hours: { themes: [], other: null } };
  expect(lines('hours', few)).toMatchObject([{ now: '', remark: 'pas vanaf 5 mensen' }]);
});

test('small groups together are a line only where they are told', () => {
  expect(lines('certificates', NOW)).toHaveLength(5);
  const untold: Tables = { ...NOW, certificates: { ...NOW.certificates, other: null } };
  expect(lines('certificates', untold)).toHaveLength(4);
});

test('agreements with a municipality are named', () => {
  expect(lines('agreements', NOW)[1]).toMatchObject({ now: '3', remark: '2 met de gemeente' });
});
