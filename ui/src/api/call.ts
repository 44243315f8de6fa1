// The one file that knows Tauri. A question goes in an envelope to the core, which answers it or
// refuses it with a code; which commands there are stands in wire.ts, made from the core's types.
import { invoke } from '@tauri-apps/api/core';
import { CallError } from './errors';
import { writes, type Commands } from './wire';

export type CommandName = keyof Commands;
export type Question<Name extends CommandName> = Commands[Name]['question'];
export type Answer<Name extends CommandName> = Commands[Name]['answer'];

/** What stands on the envelope beside the question. */
export interface Stamps {
  /** Of a write: the same id is booked once, however often it is sent. */
  operation_id?: string;
  /** Of long work: the name under which its progress is asked and it can be stopped. */
  job_id?: string;
}

const acts = new Set<string>(writes);

let locked: () => unknown = () => undefined;

/** Whom to tell that the core has locked the book by itself: nobody was at the desk. */
export function whenLocked(act: () => unknown): void {
  locked = act;
}

/** Whether a command changes the book: then it carries an operation id, and may be taken back. */
export function isAct(command: CommandName): boolean {
  return acts.has(command);
}

/**
 * Asks the core.
 *
 * @throws CallError with the code of the refusal.
 */
export async function call<Name extends CommandName>(
  command: Name,
  question: Question<Name>,
  stamps: Stamps = {},
): Promise<Answer<Name>> {
  try {
    return await invoke<Answer<Name>>('call', { envelope: { command, question, ...stamps } });
  } catch (cause) {
    const error = CallError.from(cause);
    if (['BookIsLocked', 'PinBlocked'].includes(error.code)) locked();
    throw error;
  }
}
