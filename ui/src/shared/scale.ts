// From a measure to a place on the drawing. Ours, because the window freezes the prototypes of the
// page, and d3-scale brings d3-color, which writes to one as it is loaded.

/** A straight line from the first range to the second; one without length stands at its start. */
export function scaleLinear(
  [first, last]: readonly [number, number],
  [from, to]: readonly [number, number],
): (value: number) => number {
  const length = last - first;
  return (value) => (length === 0 ? from : from + ((value - first) / length) * (to - from));
}
