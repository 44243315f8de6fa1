// Where the lines of support run, and where their names stand without touching. Pure counting.
import { scaleLinear } from '../shared/scale';
import type { MembershipCounts, SupportQuarter } from '../api/wire';

export interface Size {
  width: number;
  height: number;
  /** The height of one line of text. */
  line: number;
  /** What stays free at the right for the names. */
  margin: number;
}

export interface Curve {
  kind: keyof MembershipCounts;
  path: string;
  /** Its last value, and where its name stands. */
  last: number;
  labelY: number;
}

const KINDS = ['passive', 'active', 'friends'] as const;

/** The lines of all kinds that ever had somebody. */
export function curves(quarters: readonly SupportQuarter[], size: Size): Curve[] {
  const most = Math.max(1, ...quarters.flatMap(({ counts }) => Object.values(counts)));
  const x = scaleLinear([0, Math.max(1, quarters.length - 1)], [2, size.width - size.margin]);
  const y = scaleLinear([0, most], [size.height - 2, size.line * 0.6]);
  const drawn = KINDS.filter((kind) => quarters.some(({ counts }) => counts[kind] > 0));
  const found = drawn.map((kind): Curve => {
    const points = quarters.map(({ counts }, place) =>
      `${x(place).toFixed(1)} ${y(counts[kind]).toFixed(1)}`);
    const last = quarters.at(-1)?.counts[kind] ?? 0;
    return { kind, path: `M${points.join('L')}`, last, labelY: y(last) + size.line * 0.3 };
  });
  return spread(found.sort((a, b) => a.labelY - b.labelY), size);
}

/** Pushes names down that would touch the one above, and all up again where the paper ends. */
function spread(sorted: Curve[], { height, line }: Size): Curve[] {
  let floor = line;
  for (const curve of sorted) {
    curve.labelY = Math.max(curve.labelY, floor);
    floor = curve.labelY + line;
  }
  let ceiling = height - 2;
  for (const curve of sorted.toReversed()) {
    curve.labelY = Math.min(curve.labelY, ceiling);
    ceiling = curve.labelY - line;
  }
  return sorted;
}
