// What is held about a person, in words: the same words that stand on paper.
import type { PersonalRecord, RecordField } from '../api/wire';
import { formatDay, formatInstant } from '../shared';
import { known, say } from '../words';

export interface Section {
  kind: string;
  records: PersonalRecord[];
}

/** The records of each kind together, in the order in which the kinds come. */
export function byKind(records: readonly PersonalRecord[]): Section[] {
  const sections = new Map<string, PersonalRecord[]>();
  for (const record of records) {
    sections.set(record.kind, [...(sections.get(record.kind) ?? []), record]);
  }
  return [...sections].map(([kind, held]) => ({ kind, records: held }));
}

export const kind = (name: string): string => say(`paper.dossier.kinds.${name}`);
export const field = (name: string): string => say(`paper.dossier.fields.${name}`);

/** What stands in a field: days and the words of the book as people read them. */
export function value({ name, value }: RecordField): string {
  const key = `paper.dossier.values.${name}.${value}`;
  if (known(key)) return say(key);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  return name.endsWith('_at') ? formatInstant(value) : value;
}
