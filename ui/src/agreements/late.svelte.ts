// How many agreements ask for something that is late, for the rail. Read again after every write.
import { call } from '../api/call';
import type { AgreementStanding } from '../api/wire';

let count = $state(0);
let turn = 0;

export const late = {
  get count(): number {
    return count;
  },
  async read(): Promise<void> {
    turn += 1;
    const mine = turn;
    try {
      const { rows, on } = await call('agreements.list', {});
      if (mine === turn) count = rows.filter((row) => isLate(row, on)).length;
    } catch {
      // The rail stays as it was: the screens themselves say what is wrong.
    }
  },
};

/** Whether the first thing that an agreement asks for should have been done. */
export function isLate({ next }: AgreementStanding, on: string): boolean {
  if (!next) return false;
  return next.kind === 'end' ? next.day <= on : next.day < on;
}
