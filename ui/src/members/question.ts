// What the list asks, from what was typed and chosen. The list, its pages and the file that leaves
// the house all ask the same.
import type { ListMembers } from '../api/wire';

export const FILTERS = ['active', 'passive', 'friend', 'former'] as const;
export type Filter = (typeof FILTERS)[number];

/** The filter of an address, or none when it is no filter. */
export function readFilter(written: string | undefined): Filter | undefined {
  return FILTERS.find((filter) => filter === written);
}

export function question(text: string, filter: Filter | undefined): ListMembers {
  const membership = filter === 'former' ? undefined : filter;
  return { text: text.trim() || null, membership: membership ?? null, former: filter === 'former',
    sort: 'name', down: false, offset: 0 };
}
