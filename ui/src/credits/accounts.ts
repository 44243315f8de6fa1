// What the list of accounts asks, from what was typed and chosen. The list and the file that leaves
// the house ask the same.
import type { AccountKind, ListAccounts } from '../api/wire';

export const FILTERS = ['member', 'issuing', 'redeeming', 'unlinked'] as const;
export type Filter = (typeof FILTERS)[number];

/** Which kinds of account a filter shows. */
const KINDS: Record<Filter, AccountKind[]> = {
  member: ['member', 'outside'],
  issuing: ['issuing'],
  redeeming: ['redeeming'],
  unlinked: [],
};

/** The filter of an address, or none when it is no filter. */
export function readFilter(written: string | undefined): Filter | undefined {
  return FILTERS.find((filter) => filter === written);
}

export function question(text: string, filter: Filter | undefined): ListAccounts {
  return {
    text: text.trim() || null,
    kinds: filter ? KINDS[filter] : [],
    unlinked: filter === 'unlinked',
    offset: 0,
  };
}
