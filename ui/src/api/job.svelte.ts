// Long work that somebody watches: how far it is, and a way to stop it. The core answers for it
// beside the work itself, under an id of its own for each time it is done.
import { v7 as newId } from 'uuid';
import { call } from './call';

const LOOK_EVERY = 300;

export class Job {
  done = $state(0);
  /** 0 as long as it is not known. */
  total = $state(0);
  running = $state(false);
  /** Asked to stop, not stopped yet. */
  stopping = $state(false);
  #id = '';

  /** Does the work under an id and looks at it meanwhile. */
  async watch<Answer>(work: (job_id: string) => Promise<Answer>): Promise<Answer> {
    this.#id = newId();
    [this.done, this.total, this.running, this.stopping] = [0, 0, true, false];
    const looking = setInterval(() => void this.#look(), LOOK_EVERY);
    try {
      return await work(this.#id);
    } finally {
      clearInterval(looking);
      this.running = false;
    }
  }

  /** Asks it to stop; nothing of it stays. */
  stop(): void {
    this.stopping = true;
    // Should this not arrive, the work simply goes on: the button then can be pressed again.
    call('job.stop', { job_id: this.#id }).catch(() => (this.stopping = false));
  }

  async #look(): Promise<void> {
    const id = this.#id;
    const now = await call('job.progress', { job_id: id }).catch(() => undefined);
    if (now && id === this.#id && now.total > 0) [this.done, this.total] = [now.done, now.total];
  }
}
