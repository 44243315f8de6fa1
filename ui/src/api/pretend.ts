// A core to test the face against: answers what a test tells it to, refuses the rest, and remembers
// what was asked. Never part of the window.
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import type { Answer, CommandName, Question, Stamps } from './call';
import type { Details } from './errors';

export type Answers = {
  [Name in CommandName]?: (question: Question<Name>) => Answer<Name> | Promise<Answer<Name>>;
};

export type Asked = { command: string; question: unknown } & Stamps;

/** Puts the core in place; answers the list of what is asked from then on. */
export function pretend(answers: Answers): Asked[] {
  clearMocks();
  const asked: Asked[] = [];
  mockIPC(async (_, payload) => {
    const { envelope } = payload as { envelope: Asked };
    // What crosses the boundary is JSON: anything else is lost on the way.
    asked.push(JSON.parse(JSON.stringify(envelope)));
    const answer = answers[envelope.command as CommandName] as
      ((question: unknown) => unknown) | undefined;
    if (!answer) throw refusal('CommandUnknown', { command: envelope.command });
    return answer(envelope.question);
  });
  return asked;
}

/** A refusal as the core writes it. */
export function refusal(code: string, details: Details = {}): object {
  return { code, details };
}
