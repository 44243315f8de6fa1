// What is typed about a member. All of it is text while somebody types; the book wants numbers as
// numbers and nothing where nothing stands.
import type { MemberFields, Salutation } from '../api/wire';

const TEXTS = [
  'given_name', 'initials', 'prefix', 'family_name', 'name', 'street', 'house_addition',
  'postcode', 'town', 'phone', 'email', 'note',
] as const;
const NUMBERS = ['house_number', 'birth_year'] as const;

export type FieldName = keyof MemberFields;
export type Typed = Record<Exclude<FieldName, 'salutation'>, string>
  & { salutation: Salutation | 'none' };

/** All fields in the order of the form. */
export const ORDER: readonly FieldName[] = [
  'salutation', 'given_name', 'initials', 'prefix', 'family_name', 'name', 'street',
  'house_number', 'house_addition', 'postcode', 'town', 'phone', 'email', 'birth_year', 'note',
];

/** The form for what the book knows; empty for a new member. */
export function typed(fields: MemberFields = {}): Typed {
  const text = ([...TEXTS, ...NUMBERS] as const)
    .map((name) => [name, String(fields[name] ?? '')] as const);
  return { salutation: fields.salutation ?? 'none', ...Object.fromEntries(text) } as Typed;
}

/** What goes to the book. */
export function fields(form: Typed): MemberFields {
  const texts = TEXTS.map((name) => [name, form[name].trim() || null] as const);
  const numbers = NUMBERS.map((name) => [name, wholeNumber(form[name]) ?? null] as const);
  const salutation = form.salutation === 'none' ? null : form.salutation;
  return { salutation, ...Object.fromEntries<string | number | null>([...texts, ...numbers]) };
}

/** A number of at most so many digits, or nothing when it is none. */
export function wholeNumber(text: string, digits = 9): number | undefined {
  return /^\d+$/.test(text.trim()) && text.trim().length <= digits ? Number(text) : undefined;
}

/** Whether something stands there that is no number. */
export function noNumber(text: string, digits: number): boolean {
  return text.trim() !== '' && wholeNumber(text, digits) === undefined;
}

/** In which fields two forms differ, in the order of the form. */
export function differences(mine: Typed, theirs: Typed): FieldName[] {
  return ORDER.filter((name) => mine[name].trim() !== theirs[name].trim());
}

/** Puts one field of a form as it stands in another. */
export function put(form: Typed, name: FieldName, from: Typed): Typed {
  return { ...form, [name]: from[name] };
}
