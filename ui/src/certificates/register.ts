// What the register shows: its filters as they stand in the address.
import type { CertificateState, ListCertificates } from '../api/wire';

export const STATES = ['issued', 'signed', 'handed_over', 'withdrawn'] as const;

export interface Filters {
  text: string;
  state: CertificateState | undefined;
  /** The register as it stood on this day; '' for now. */
  on: string;
}

/** The filters in the query of an address. */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  return {
    text: query['text'] ?? '',
    state: STATES.find((state) => state === query['state']),
    on: /^\d{4}-\d\d-\d\d$/.test(query['on'] ?? '') ? (query['on'] as string) : '',
  };
}

/** The question for these filters, from the first row on. */
export function questionOf({ text, state, on }: Filters): ListCertificates {
  return { text: text.trim() || null, state: state ?? null, on: on || null, offset: 0 };
}
