// What asks for attention today. Read once for the rail and for the screen, and again after every
// write.
import { call } from '../api/call';
import { CallError } from '../api/errors';
import type { Today } from '../api/wire';

let answer = $state.raw<Today>();
let error = $state.raw<CallError>();
let turn = 0;

export const attention = {
  get answer(): Today | undefined {
    return answer;
  },
  get error(): CallError | undefined {
    return error;
  },
  /** How many things there are, for the rail. */
  get count(): number {
    return answer?.items.length ?? 0;
  },
  async read(): Promise<void> {
    turn += 1;
    const mine = turn;
    try {
      const told = await call('today.get', {});
      if (mine === turn) [answer, error] = [told, undefined];
    } catch (cause) {
      if (mine === turn) error = CallError.from(cause);
    }
  },
  again(): void {
    void attention.read();
  },
};
