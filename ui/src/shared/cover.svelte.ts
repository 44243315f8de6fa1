// Whether the screen is covered: the book was locked while somebody was at work. What stands open
// goes out of sight and keeps what was typed in it. What stands in front of the cover does not.
import { createContext } from 'svelte';

let on = $state(false);

export const cover = {
  get on(): boolean {
    return on;
  },
  set on(value: boolean) {
    on = value;
  },
};

const [front, setFront] = createContext<true>();

/** Says that all within this component stands in front of the cover. */
export function standInFront(): void {
  setFront(true);
}

/** Whether this component stands in front of the cover. */
export function inFront(): boolean {
  try {
    return front();
  } catch {
    return false;
  }
}
