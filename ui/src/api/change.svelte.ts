// One act from one opened form. A write carries one operation id until it succeeds, so that
// clicking twice, or sending again after a lost answer, books once. A refusal lands at its field
// and leaves what was typed alone. Acts that are no writes (unlocking, copying) go the same way.
import { v7 as newId } from 'uuid';
import { told, writing } from './acts.svelte';
import { call, isAct, type Answer, type CommandName, type Question } from './call';
import { CallError } from './errors';
import type { Job } from './job.svelte';

/** The sentence per field; under '' what is about the form as a whole. */
export type Errors = Readonly<Record<string, string>>;

export interface ChangeOptions<Name extends CommandName> {
  /** The sentence at the foot of the window when it is done. */
  said?: (receipt: Answer<Name>) => string;
  /** False where the core has no way back for this write. */
  undoable?: boolean;
}

export class Change<Name extends CommandName> {
  saving = $state(false);
  #refusal = $state.raw<CallError>();
  #operation = newId();
  #running: Promise<Answer<Name> | undefined> | undefined;
  readonly #command: Name;
  readonly #options: ChangeOptions<Name>;

  constructor(command: Name, options: ChangeOptions<Name> = {}) {
    this.#command = command;
    this.#options = options;
  }

  /** Why it was refused last time, if it was. */
  get refusal(): CallError | undefined {
    return this.#refusal;
  }

  /** The same as sentences in the language of now, for `<Form errors>`. */
  get errors(): Errors {
    return this.#refusal ? { [this.#refusal.field]: this.#refusal.sentence } : {};
  }

  /**
   * Sends it, watched by a job if it may take long. Answers with the receipt, or with nothing when
   * it was refused.
   */
  send(question: Question<Name>, job?: Job): Promise<Answer<Name> | undefined> {
    this.#running ??= this.#send($state.snapshot(question) as Question<Name>, job).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Forgets the last refusal. */
  clear(): void {
    this.#refusal = undefined;
  }

  async #send(question: Question<Name>, job?: Job): Promise<Answer<Name> | undefined> {
    this.saving = true;
    const operation_id = isAct(this.#command) ? this.#operation : undefined;
    const { said, undoable = true } = this.#options;
    const ask = (job_id?: string) => call(this.#command, question, { operation_id, job_id });
    const work = () => (job ? job.watch(ask) : ask());
    const done = (receipt: Answer<Name>) => {
      this.#refusal = undefined;
      this.#operation = newId();
      told(said?.(receipt), undoable ? operation_id : undefined);
    };
    try {
      if (operation_id) return await writing(work, done);
      const receipt = await work();
      done(receipt);
      return receipt;
    } catch (cause) {
      this.#refusal = CallError.from(cause);
      return undefined;
    } finally {
      this.saving = false;
    }
  }
}

/** An act for a form that is opened now: `const admit = change('members.admit', { said })`. */
export function change<Name extends CommandName>(
  command: Name,
  options: ChangeOptions<Name> = {},
): Change<Name> {
  return new Change(command, options);
}
