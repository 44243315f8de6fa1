// Finding while typing: asks after a short pause, drops answers that were overtaken, and walks
// through what was found with the arrow keys while the focus stays where one types.

const PAUSE = 120;

export class Finder<Found> {
  found = $state.raw<readonly Found[]>([]);
  /** The place in `found` that Enter chooses; -1 when there is none. */
  active = $state(-1);
  /** What `found` is the answer to. */
  answered = $state('');
  failed = $state(false);
  readonly #find: (text: string) => Promise<readonly Found[]>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = '';
  #turn = 0;

  constructor(find: (text: string) => Promise<readonly Found[]>) {
    this.#find = find;
  }

  /** Looks for a text, after a pause in which another may come. */
  look(text: string, pause = PAUSE): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#wanted = text;
    const mine = this.#turn;
    this.#timer = setTimeout(() => void this.#ask(text, mine), pause);
  }

  /** Forgets what was found and what is still being asked. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    [this.found, this.active, this.answered, this.#wanted] = [[], -1, '', ''];
  }

  /** Nothing while more was typed than was answered: nobody is chosen whom one has not seen. */
  get chosen(): Found | undefined {
    return this.answered === this.#wanted ? this.found[this.active] : undefined;
  }

  /** Moves along what was found; answers whether the key was meant for that. */
  walk(key: string): boolean {
    const last = this.found.length - 1;
    if (last < 0) return false;
    if (key === 'ArrowDown') this.active = this.active === last ? 0 : this.active + 1;
    else if (key === 'ArrowUp') this.active = this.active <= 0 ? last : this.active - 1;
    else if (key === 'PageDown') this.active = last;
    else if (key === 'PageUp') this.active = 0;
    else return false;
    return true;
  }

  async #ask(text: string, mine: number): Promise<void> {
    try {
      const found = await this.#find(text);
      if (mine !== this.#turn) return;
      [this.found, this.active, this.answered] = [found, found.length > 0 ? 0 : -1, text];
      this.failed = false;
    } catch {
      if (mine === this.#turn) [this.found, this.active, this.failed] = [[], -1, true];
    }
  }
}

/** Keeps what is walked upon in sight. */
export function inSight(on: boolean) {
  return (option: HTMLElement): void => {
    if (on) option.scrollIntoView({ block: 'nearest' });
  };
}
