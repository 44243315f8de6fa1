// The list in pages that are laid under each other: another question starts with one page, 'more'
// adds one, and after a write as many are fetched again as there stood. What is overtaken by a
// later question is dropped; the old rows stay until the new ones are there.
import { acts } from '../api/acts.svelte';
import { call } from '../api/call';
import { CallError } from '../api/errors';
import type { ListMembers, MemberList } from '../api/wire';

export const PAGE = 50;
/** The most that the core gives at once. */
const MOST = 500;

export interface Pages {
  readonly answer: MemberList | undefined;
  readonly error: CallError | undefined;
  again(): void;
  more(): void;
}

/** As many rows as asked for, in as few questions as it takes. */
export async function rowsOf(question: ListMembers, wanted: number): Promise<MemberList> {
  const first = await call('members.list', { ...question, limit: Math.min(wanted, MOST) });
  const rows = [...first.rows];
  while (rows.length < Math.min(wanted, first.found)) {
    const limit = Math.min(wanted - rows.length, MOST);
    const next = await call('members.list', { ...question, offset: rows.length, limit });
    if (next.rows.length === 0) break;
    rows.push(...next.rows);
  }
  return { ...first, rows };
}

/** Reads from within a component. */
export function pages(question: () => ListMembers): Pages {
  let answer = $state.raw<MemberList>();
  let error = $state.raw<CallError>();
  let wanted = $state({ of: '', rows: PAGE });
  let asked = $state(0);
  let turn = 0;

  async function ask(question: ListMembers, rows: number): Promise<void> {
    turn += 1;
    const mine = turn;
    try {
      const told = await rowsOf(question, rows);
      if (mine === turn) [answer, error] = [told, undefined];
    } catch (cause) {
      if (mine === turn) error = CallError.from(cause);
    }
  }

  $effect(() => {
    void acts.written;
    void asked;
    const now = question();
    const { of, rows } = wanted;
    void ask(now, of === JSON.stringify(now) ? rows : PAGE);
  });

  return {
    get answer() {
      return answer;
    },
    get error() {
      return error;
    },
    again: () => {
      asked += 1;
    },
    more: () => {
      wanted = { of: JSON.stringify(question()), rows: (answer?.rows.length ?? 0) + PAGE };
    },
  };
}
