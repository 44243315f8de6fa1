import { expect, test } from 'vitest';
import { zoomStep } from './keys';

test('text grows and shrinks in steps, from 80 to 200 %', () => {
  expect([100, 110, 125, 200].map((now) => zoomStep(now, 1))).toEqual([110, 125, 150, 200]);
  expect([100, 90, 80].map((now) => zoomStep(now, -1))).toEqual([90, 80, 80]);
  expect([zoomStep(105, 1), zoomStep(105, -1)]).toEqual([110, 100]);
});
