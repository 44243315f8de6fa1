import { expect, test } from 'vitest';
import { scaleLinear } from './scale';

test('a measure finds its place, also upside down and where there is nothing to measure', () => {
  const down = scaleLinear([0, 10], [90, 10]);
  expect([down(0), down(5), down(10)]).toEqual([90, 50, 10]);
  expect(scaleLinear([3, 3], [7, 20])(3)).toBe(7);
});
