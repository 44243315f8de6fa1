// Whether somebody is at the desk, by their keys and their pointer. Half a minute before the book
// is locked it says so; the core is told now and then that somebody is there, since typing a long
// form asks nothing of it.
import { call } from '../api/call';

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
const WARN_SECONDS = 30;

export class Idle {
  /** Seconds until the book is locked, while that is near. */
  left = $state<number>();
  #seen = Date.now();
  #told = Date.now();

  /** Watches until told to stop; `lock` is done when nobody was there for so many seconds. */
  watch(seconds: number, lock: () => unknown): () => void {
    const warn = Math.min(WARN_SECONDS, seconds / 2);
    this.#seen = this.#told = Date.now();
    const seen = (): void => {
      this.#seen = Date.now();
      this.left = undefined;
    };
    const look = (): void => {
      const now = Date.now();
      const left = Math.ceil(seconds - (now - this.#seen) / 1000);
      this.left = left <= warn ? Math.max(left, 0) : undefined;
      if (left <= 0) {
        stop();
        lock();
      } else if (this.#seen > this.#told && now - this.#told > (seconds * 1000) / 4) {
        this.#told = now;
        // If it does not arrive the desk locks itself, and says so when it is asked something.
        call('desk.stay_open', {}).catch(() => undefined);
      }
    };
    const timer = setInterval(look, 1000);
    for (const sign of SIGNS) window.addEventListener(sign, seen, { capture: true, passive: true });
    const stop = (): void => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
      this.left = undefined;
    };
    return stop;
  }
}
