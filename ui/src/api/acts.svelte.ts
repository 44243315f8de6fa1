// What was written since the window opened: whether it is saved, how many times (screens read again
// when this moves), and the acts that can still be taken back, the last one first.
import { notify, putAway } from '../shared/notices.svelte';
import { t } from '../words';
import { v7 as newId } from 'uuid';
import { call } from './call';
import { CallError } from './errors';

let running = $state(0);
let failed = $state<'unsaved' | 'unsure'>();
let written = $state(0);
/** What is being written now. */
let underWay: Promise<unknown>[] = [];
let done: { operation_id: string; notice: number | undefined }[] = [];

export const acts = {
  /** 'saved' is said only when the core has answered. */
  get state(): 'saved' | 'saving' | 'unsaved' | 'unsure' {
    if (running > 0) return 'saving';
    return failed ?? 'saved';
  },
  /** Moves with every write: who reads it reads again. */
  get written(): number {
    return written;
  },
};

/** Keeps count while a write is under way; `then` belongs to it and runs when it is done. */
export function writing<Answer>(
  write: () => Promise<Answer>,
  then?: (answer: Answer) => void,
): Promise<Answer> {
  const work = counted(write, then);
  underWay = [...underWay, work];
  // Whoever asked hears of a refusal; here it only ends the wait.
  void work.catch(() => undefined).finally(() => {
    underWay = underWay.filter((other) => other !== work);
  });
  return work;
}

async function counted<Answer>(
  write: () => Promise<Answer>,
  then?: (answer: Answer) => void,
): Promise<Answer> {
  running += 1;
  try {
    const answer = await write();
    failed = undefined;
    written += 1;
    then?.(answer);
    return answer;
  } catch (cause) {
    failed = CallError.from(cause).outcome;
    // Part of it may be done: a snapshot that was made and found no room on the stick.
    written += 1;
    throw cause;
  } finally {
    running -= 1;
  }
}

/** Says what was done; where it can be taken back, with a button for it. */
export function told(text: string | undefined, operation_id: string | undefined): void {
  const undo = operation_id ? () => void takeBack(operation_id) : undefined;
  const notice = text ? notify({ text, undo }) : undefined;
  if (operation_id) done = [...done, { operation_id, notice }].slice(-50);
}

/** Takes back the last act that is not taken back yet; one that is under way counts. */
export async function takeBackLast(): Promise<void> {
  await Promise.allSettled(underWay);
  const last = done.at(-1);
  if (last) await takeBack(last.operation_id);
  else notify({ text: t('shared.undo.nothing') });
}

/** Whatever stands on the screen is read again: the book was shut meanwhile. */
export function readAgain(): void {
  written += 1;
}

/** Another book or person, or the book locked: what was done there is no longer at hand. */
export function forgetActs(): void {
  done = [];
  failed = undefined;
}

async function takeBack(operation_id: string): Promise<void> {
  const act = done.find((act) => act.operation_id === operation_id);
  if (!act) return;
  done = done.filter((other) => other !== act);
  if (act.notice !== undefined) putAway(act.notice);
  try {
    await writing(() => call('desk.undo', { operation_id }, { operation_id: newId() }));
    notify({ text: t('shared.undo.done') });
  } catch (cause) {
    notify({ text: CallError.from(cause).sentence, tone: 'wrong' });
  }
}
