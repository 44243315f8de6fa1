// Why a row waits, in words.
import type { Doubt, DoubtCode, ImportField } from '../api/wire';
import { t } from '../words';

/** The name of a field, as above a column or a box. */
export function fieldName(field: ImportField): string {
  return t(`import.fields.${field}`);
}

/** A few words for a kind of doubt, for a chip. */
export function kindName(code: DoubtCode): string {
  return t(`import.kinds.${code}`);
}

/** The sentence of a doubt. */
export function sentence(doubt: Doubt): string {
  const { code, field, text, line, number } = doubt;
  const values = { text: text ?? '', line, number, field: field ? fieldName(field) : '' };
  switch (code) {
    case 'exact_duplicate':
    case 'near_duplicate':
      return t(`import.doubts.${code}_${doubt.member_id ? 'member' : 'line'}`, values);
    case 'number_taken':
      return t(`import.doubts.number_taken_${line ? 'line' : 'member'}`, values);
    default:
      return t(`import.doubts.${code}`, values);
  }
}

/** How often each kind of doubt occurs, the most frequent first. */
export function kinds(rows: readonly { doubts: readonly Doubt[] }[]): [DoubtCode, number][] {
  const counts = new Map<DoubtCode, number>();
  for (const { doubts } of rows) {
    for (const code of new Set(doubts.map((doubt) => doubt.code))) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
