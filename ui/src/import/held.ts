// A row that waits, as a form: what stands in it field by field, and what of that was corrected.
import type { Doubt, HeldRow, ImportField } from '../api/wire';

/** All fields of a form, in the order in which people say them. */
const ORDER = [
  'salutation', 'given_name', 'initials', 'prefix', 'family_name', 'household', 'organisation',
  'street', 'house_number', 'house_addition', 'postcode', 'town', 'phone', 'email', 'birth_year',
  'membership', 'joined_on', 'ended_on', 'number', 'note',
] as const satisfies ImportField[];

export type Field = (typeof ORDER)[number];
/** Where a form holds the parts of what a list has in one column. */
const PARTS: Partial<Record<ImportField, readonly Field[]>> = {
  name: ['given_name', 'family_name'], address: ['street', 'house_number'],
};
export type Typed = Partial<Record<Field, string>>;

/** What a row is known by. */
export function keyOf({ import_id, line }: Pick<HeldRow, 'import_id' | 'line'>): string {
  return `${import_id}/${line}`;
}

/** The fields of the form that doubts are about. */
function about(doubts: readonly Doubt[]): Set<ImportField> {
  const fields = doubts.flatMap(({ field }) => field ?? []);
  return new Set(fields.flatMap<ImportField>((field) => [...(PARTS[field] ?? [field])]));
}

/** The fields that a row fills, and those that somebody has to look at. */
export function fieldsOf({ values, doubts, newcomer }: HeldRow): Field[] {
  const doubted = about(doubts);
  const name = newcomer.kind === 'person' ? 'family_name' : newcomer.kind;
  return ORDER.filter((field) => values[field] || doubted.has(field) || field === name);
}

/** What stands in a row. */
export function typedOf({ values }: HeldRow): Typed {
  return Object.fromEntries(ORDER.map((field) => [field, values[field] ?? '']));
}

/**
 * What was changed in the form: nothing where somebody emptied a field. A text that was too long
 * is not in the row; whoever leaves its field empty under that sentence says that it goes.
 */
export function corrections(row: HeldRow, typed: Typed): Partial<Record<Field, string | null>> {
  const gone = about(row.doubts.filter(({ code }) => code === 'too_long'));
  const changed = ORDER.filter((field) =>
    gone.has(field) || (typed[field] ?? '').trim() !== (row.values[field] ?? '').trim());
  return Object.fromEntries(changed.map((field) => [field, typed[field]?.trim() || null]));
}

/** The member that a row probably is. */
export function twin({ doubts }: HeldRow): { member_id: string; number: number } | undefined {
  for (const { code, member_id, number } of doubts) {
    const alike = code === 'exact_duplicate' || code === 'near_duplicate';
    if (alike && member_id && number) return { member_id, number };
  }
  return undefined;
}
