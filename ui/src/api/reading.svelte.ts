// A question that stays answered: asked again when the question changes or anything was written.
// The old answer stays on screen until the new one is there, so that nothing jumps; an answer that
// was overtaken by a later question is dropped.
import { acts } from './acts.svelte';
import { call, type Answer, type CommandName, type Question } from './call';
import { CallError } from './errors';

export interface Reading<Told> {
  readonly answer: Told | undefined;
  readonly error: CallError | undefined;
  readonly busy: boolean;
  /** Asks again. */
  again(): void;
}

/** Reads from within a component: `const list = reading('members.find', () => ({ text }))`. */
export function reading<Name extends CommandName>(
  command: Name,
  question: () => Question<Name> | undefined,
): Reading<Answer<Name>> {
  return readingBy(question, (asked) => call(command, asked));
}

/** The same where one answer takes more than one question to the core. */
export function readingBy<Asked, Told>(
  question: () => Asked | undefined,
  read: (asked: Asked) => Promise<Told>,
): Reading<Told> {
  let answer = $state.raw<Told>();
  let error = $state.raw<CallError>();
  let busy = $state(true);
  let asked = $state(0);
  let turn = 0;

  async function ask(asked: Asked): Promise<void> {
    turn += 1;
    const mine = turn;
    busy = true;
    try {
      const told = await read(asked);
      if (mine === turn) [answer, error] = [told, undefined];
    } catch (cause) {
      if (mine === turn) error = CallError.from(cause);
    } finally {
      if (mine === turn) busy = false;
    }
  }

  $effect(() => {
    void acts.written;
    void asked;
    const now = question();
    if (now !== undefined) void ask($state.snapshot(now) as Asked);
  });

  return {
    get answer() {
      return answer;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    again: () => {
      asked += 1;
    },
  };
}
