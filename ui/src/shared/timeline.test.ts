import { expect, test } from 'vitest';
import { place, type Point } from './timeline';

const edges = { from: '2025-01-01', to: '2026-01-01', left: 20, right: 720 };
const point = (on: string, label: string, kind: Point['kind']): Point => ({ on, label, kind });

test('points stand where their day is, and never outside the line', () => {
  const placed = place([
    point('2025-01-01', 'begin', 'start'),
    point('2025-07-02', 'half', 'kept'),
    point('2026-01-01', 'einde', 'end'),
    point('2030-01-01', 'later', 'next'),
  ], edges, 7);
  expect(placed.map(({ x }) => Math.round(x))).toEqual([20, 369, 720, 720]);
});

test('labels never lie over each other: today and limits keep theirs, others give way', () => {
  const crowd = ['2025-05-30', '2025-06-01', '2025-06-02', '2025-06-03'].map((on) =>
    point(on, 'een lang woord', 'kept'));
  const placed = place([...crowd, point('2025-06-01', 'vandaag', 'today')], edges, 7);
  expect(placed.find(({ kind }) => kind === 'today')?.side).toBe('above');
  expect(placed.filter(({ side }) => side === 'below')).toHaveLength(1);
  expect(placed.filter(({ side }) => side === undefined)).toHaveLength(3);
});

test('a line of one day does not divide by nothing', () => {
  const [only] = place([point('2025-01-01', 'x', 'start')], { ...edges, to: edges.from }, 7);
  expect(only?.x).toBe(20);
});
