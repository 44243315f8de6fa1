// A list in pages that are laid under each other: another question starts with one page, 'more'
// adds one, and after a write as many are fetched again as there stood.
import { call, type Answer, type CommandName, type Question } from './call';
import { readingBy, type Reading } from './reading.svelte';

/** So many rows 'more' adds. */
export const PAGE = 50;
/** The most that the core gives at once. */
const MOST = 500;

/** What is asked a page at a time. */
type Paged = {
  [Name in CommandName]:
    Question<Name> extends { offset: number; limit?: number | null } ? Name : never;
}[CommandName];
type Lists<Told> = { [Key in keyof Told]: Told[Key] extends unknown[] ? Key : never }[keyof Told];

export interface Pages<Told> extends Reading<Told> {
  more(): void;
}

/** As many rows as are wanted, in as few questions as it takes. */
export async function gather<Name extends Paged>(
  command: Name,
  question: Question<Name>,
  key: Lists<Answer<Name>>,
  wanted: number,
): Promise<Answer<Name>> {
  const page = async (offset: number): Promise<[Answer<Name>, unknown[]]> => {
    const limit = Math.min(wanted - offset, MOST);
    const told = await call(command, { ...question, offset, limit } as Question<Name>);
    return [told, told[key] as unknown[]];
  };
  const [told, first] = await page(0);
  const rows = [...first];
  for (let last = first; last.length === MOST && rows.length < wanted; rows.push(...last)) {
    [, last] = await page(rows.length);
  }
  return { ...told, [key]: rows };
}

/** Reads from within a component; `key` names the list in the answer. */
export function pages<Name extends Paged>(
  command: Name,
  question: () => Question<Name>,
  key: Lists<Answer<Name>>,
  first = PAGE,
): Pages<Answer<Name>> {
  let wanted = $state({ of: '', rows: first });
  const list = readingBy(() => {
    const now = question();
    return { now, rows: wanted.of === JSON.stringify(now) ? wanted.rows : first };
  }, ({ now, rows }) => gather(command, now, key, rows));
  return Object.assign(list, {
    more: () => {
      const shown = (list.answer?.[key] as unknown[] | undefined)?.length ?? 0;
      wanted = { of: JSON.stringify(question()), rows: shown + PAGE };
    },
  });
}
