import { expect, test } from 'vitest';
import { curves } from './chart';

const SIZE = { width: 300, height: 100, line: 16, margin: 60 };
const quarter = (active: number, passive: number, friends = 0) =>
  ({ quarter: '2026Q3', counts: { active, passive, friends } });

test('a kind that never had anybody has no line', () => {
  const drawn = curves([quarter(1, 2), quarter(3, 4)], SIZE);
  expect(drawn.map(({ kind }) => kind).sort()).toEqual(['active', 'passive']);
  expect(curves([quarter(0, 0)], SIZE)).toEqual([]);
});

test('the highest number stands highest, and names never touch', () => {
  for (const [active, passive, friends] of [[10, 10, 10], [0, 1, 1], [50, 2, 1], [1, 1, 0]]) {
    const drawn = curves([quarter(0, 0), quarter(active ?? 0, passive ?? 0, friends)], SIZE);
    const heights = drawn.map(({ labelY }) => labelY);
    for (const [place, labelY] of heights.entries()) {
      expect(labelY).toBeGreaterThanOrEqual(SIZE.line);
      expect(labelY).toBeLessThanOrEqual(SIZE.height - 2);
      if (place > 0) expect(labelY - (heights[place - 1] ?? 0)).toBeGreaterThanOrEqual(SIZE.line);
    }
    expect(drawn.map(({ last }) => last)).toEqual([...drawn.map(({ last }) => last)]
      .sort((a, b) => b - a));
  }
});

test('a line goes from the first quarter to the last', () => {
  const [line] = curves([quarter(0, 0), quarter(4, 0), quarter(8, 0)], SIZE);
  expect(line?.path).toBe('M2.0 98.0L121.0 53.8L240.0 9.6');
});
