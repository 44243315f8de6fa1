// What was just done, said in one sentence at the foot of the window, with a way back where there
// is one. Shown by Notices.svelte; knows nothing of what an act was.

export interface Notice {
  id: number;
  text: string;
  /** 'wrong' stays until it is put away. */
  tone: 'done' | 'wrong';
  undo?: () => void;
  /** Opens the file that it speaks of. */
  show?: () => void;
}

let last = 0;
let shown = $state.raw<Notice>();

export const notices = {
  get now(): Notice | undefined {
    return shown;
  },
};

/** Says something at the foot of the window, in the place of what was said there before. */
export function notify(notice: Omit<Notice, 'id' | 'tone'> & { tone?: Notice['tone'] }): number {
  last += 1;
  shown = { tone: 'done', ...notice, id: last };
  return last;
}

/** Puts a notice away; without an id, whichever stands there. */
export function putAway(id?: number): void {
  if (id === undefined || shown?.id === id) shown = undefined;
}
