// Where things stand on a line of time, and which labels find room above or below it. Pure
// counting, so that it can be tested without a page.
import { scaleLinear } from './scale';
import { daysBetween } from './date';

export interface Point {
  /** 'YYYY-MM-DD' */
  on: string;
  label: string;
  /** kept: it happened; next: it is to come; limit: the last day for it; end: all is over. */
  kind: 'start' | 'kept' | 'next' | 'limit' | 'end' | 'today';
  /** Stands on the line without its label; the list still says it. */
  quiet?: boolean;
}

export interface Placed extends Point {
  x: number;
  /** On which side its label stands; nothing when there is no room. */
  side?: 'above' | 'below';
  anchor: 'start' | 'middle' | 'end';
  labelX: number;
}

/** Today first, then what limits, then what happened: who comes first keeps its label. */
const WEIGHT = { today: 0, limit: 1, end: 2, start: 3, next: 4, kept: 5 };

/** Places points between two edges; `letter` is the width of one letter in the same unit. */
export function place(
  points: readonly Point[],
  edges: { from: string; to: string; left: number; right: number },
  letter: number,
): Placed[] {
  const days = daysBetween(edges.from, edges.to) || 1;
  const scale = scaleLinear([0, days], [edges.left, edges.right]);
  const placed = points.map((point): Placed => {
    // What lies outside of the line stands at its end.
    const x = scale(Math.min(Math.max(daysBetween(edges.from, point.on), 0), days));
    const half = (point.label.length * letter) / 2;
    const anchor = x - half < 0 ? 'start' : x + half > edges.right + edges.left ? 'end' : 'middle';
    const labelX = { start: edges.left / 2, middle: x, end: edges.right + edges.left / 2 }[anchor];
    return { ...point, x, anchor, labelX };
  });
  const taken = { above: [] as [number, number][], below: [] as [number, number][] };
  for (const point of [...placed].sort((a, b) => WEIGHT[a.kind] - WEIGHT[b.kind])) {
    const span = spanOf(point, letter);
    const sides = point.kind === 'today' || point.kind === 'limit'
      ? (['above', 'below'] as const)
      : (['below', 'above'] as const);
    if (point.quiet) continue;
    const free = sides.find((side) => taken[side].every((other) => apart(span, other, letter)));
    if (!free) continue;
    taken[free].push(span);
    point.side = free;
  }
  return placed;
}

function spanOf(point: Placed, letter: number): [number, number] {
  const width = point.label.length * letter;
  if (point.anchor === 'start') return [point.labelX, point.labelX + width];
  if (point.anchor === 'end') return [point.labelX - width, point.labelX];
  return [point.labelX - width / 2, point.labelX + width / 2];
}

function apart(a: [number, number], b: [number, number], letter: number): boolean {
  return a[1] + letter < b[0] || b[1] + letter < a[0];
}
