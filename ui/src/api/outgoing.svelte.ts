// A file that leaves the house. The person says where it goes; afterwards one sentence says where
// it went, with a way to look at it, or why it went nowhere. One way for every room.
import { notify } from '../shared/notices.svelte';
import { t } from '../words';
import { call, type Answer, type CommandName, type Question } from './call';
import { Change } from './change.svelte';
import { desk } from './desk.svelte';
import { CallError } from './errors';
import type { Job } from './job.svelte';
import type { ChosenFile } from './wire';

/** Commands that write a file and answer with it, alone or beside something else. */
export type Writing = {
  [Name in CommandName]:
    Answer<Name> extends ChosenFile | { file: ChosenFile } | null ? Name : never;
}[CommandName];

export class Outgoing<Name extends Writing> {
  #change = $state.raw() as Change<Name>;
  #asked = '';
  readonly #command: Name;
  readonly #said: (name: string) => string;

  constructor(command: Name, said: (name: string) => string) {
    this.#command = command;
    this.#said = said;
    this.#change = this.#anew();
  }

  get busy(): boolean {
    return this.#change.saving;
  }

  /**
   * Writes it, watched by a job if it may take long.
   * Answers nothing when the person changed their mind or it was refused.
   */
  async write(question: Question<Name>, job?: Job): Promise<Answer<Name> | undefined> {
    // Another file is another act, also when the one before went nowhere.
    const asked = JSON.stringify(question);
    if (asked !== this.#asked && !this.busy) [this.#asked, this.#change] = [asked, this.#anew()];
    const answer = await this.#change.send(question, job);
    const { refusal } = this.#change;
    if (refusal) notify({ text: refusal.sentence, tone: 'wrong' });
    if (!answer) return undefined;
    const file = chosen(answer);
    // A locked desk shows no file.
    const open = desk.book?.phase === 'open';
    notify({ text: this.#said(file.name), show: open ? () => void show(file) : undefined });
    return answer;
  }

  /** What has left the house cannot be taken back. */
  #anew(): Change<Name> {
    return new Change(this.#command, { undoable: false });
  }
}

/** A file that a screen can write: `const save = outgoing('members.export')`. */
export function outgoing<Name extends Writing>(
  command: Name,
  said: (name: string) => string = (name) => t('shared.file.saved', { name }),
): Outgoing<Name> {
  return new Outgoing(command, said);
}

function chosen(answer: NonNullable<Answer<Writing>>): ChosenFile {
  return 'name' in answer ? answer : answer.file;
}

async function show(file: ChosenFile): Promise<void> {
  await call('files.show', { file: file.file }).catch((cause: unknown) => {
    notify({ text: CallError.from(cause).sentence, tone: 'wrong' });
  });
}
