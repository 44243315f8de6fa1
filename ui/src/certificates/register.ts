// What the register shows: its filters as they stand in the address, and as many rows as were asked
// for, however many pages of the core that takes.
import { call } from '../api/call';
import type { CertificateList, CertificateState, ListCertificates } from '../api/wire';

export const STATES = ['issued', 'signed', 'handed_over', 'withdrawn'] as const;
/** So many rows are fetched at a time. */
export const STEP = 50;
const MOST_AT_ONCE = 500;

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

/** The first so many rows that fit a question. */
export async function readRegister(
  question: ListCertificates,
  wanted: number,
): Promise<CertificateList> {
  const page = (offset: number) => call('certificates.list', {
    ...question, offset, limit: Math.min(wanted - offset, MOST_AT_ONCE),
  });
  const list = await page(0);
  const rows = [...list.rows];
  while (rows.length < Math.min(wanted, list.found)) {
    const more = await page(rows.length);
    if (more.rows.length === 0) break;
    rows.push(...more.rows);
  }
  return { ...list, rows };
}
