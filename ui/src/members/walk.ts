// The arrow keys in a list: from the search box to the first row, along the rows and back.

/** Moves the focus when a key asks for it. */
export function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody a[href]')];
  const search = event.currentTarget.querySelector<HTMLElement>('input[type=search]');
  const from = event.target as HTMLElement;
  const place = rows.indexOf(from);
  if (place < 0 && from !== search) return;
  const next = step(event.key, place, rows.length);
  if (next === undefined) return;
  event.preventDefault();
  (next < 0 ? search : rows[next])?.focus();
}

/** The row that a key leads to; -1 is the search box, nothing means that it leads nowhere. */
export function step(key: string, place: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return Math.min(place + 1, count - 1);
  if (place < 0) return undefined;
  if (key === 'ArrowUp') return place - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
