// The shortcuts that work everywhere, in one list: what they do, and what the window of keys tells.
import { tinykeys } from 'tinykeys';
import { takeBackLast } from '../api/acts.svelte';
import { CallError } from '../api/errors';
import { changeFace, desk } from '../api/desk.svelte';
import { cover } from '../shared/cover.svelte';
import { notify } from '../shared/notices.svelte';

/** From small enough for a whole list to large enough for poor eyes. */
export const ZOOM_STEPS = [80, 90, 100, 110, 125, 150, 175, 200] as const;

/** The step above or below; the same when there is none. */
export function zoomStep(now: number, direction: 1 | -1): number {
  const steps = direction === 1 ? [...ZOOM_STEPS] : [...ZOOM_STEPS].reverse();
  return steps.find((step) => (step - now) * direction > 0) ?? now;
}

export async function zoom(to: number): Promise<void> {
  try {
    await changeFace({ zoom: to });
  } catch (cause) {
    notify({ text: CallError.from(cause).sentence, tone: 'wrong' });
  }
}

/** Whether somebody is typing: then letters, and Ctrl+Z, belong to the text. */
function typing(event: KeyboardEvent): boolean {
  const at = event.target;
  return at instanceof HTMLElement
    && at.matches('input:not([type=radio], [type=checkbox]), textarea');
}

const anywhere = { ignore: () => false };

function doing(act: () => unknown) {
  return (event: KeyboardEvent): void => {
    event.preventDefault();
    void act();
  };
}

/** Larger, smaller, as it was: before and in the book. */
export function listenForZoom(): () => void {
  const step = (direction: 1 | -1) => doing(() => zoom(zoomStep(desk.face.zoom, direction)));
  const asItWas = doing(() => zoom(100));
  return tinykeys(window, {
    '$mod+[Shift]+Equal': step(1),
    '$mod+NumpadAdd': step(1),
    '$mod+Minus': step(-1),
    '$mod+NumpadSubtract': step(-1),
    '$mod+Digit0': asItWas,
    '$mod+Numpad0': asItWas,
  }, anywhere);
}

export interface Opens {
  search: () => void;
  keys: () => void;
  help: () => void;
  lock: () => void;
}

/** Not while the screen is covered: what it would do belongs to whoever was there. */
const inTheBook = { ignore: () => cover.on };

/** What works in an open book. */
export function listenForKeys(opens: Opens): () => void {
  return tinykeys(window, {
    '$mod+k': doing(opens.search),
    '$mod+l': doing(opens.lock),
    F1: doing(opens.help),
    '[Shift]+?': (event) => {
      if (!typing(event)) doing(opens.keys)(event);
    },
    '$mod+z': (event) => {
      if (!typing(event) && !document.querySelector('dialog[open]')) doing(takeBackLast)(event);
    },
  }, inTheBook);
}
