// What was just done, said in one sentence at the foot of the window, with a way back where there
// is one. Shown by Notices.svelte; knows nothing of what an act was.

export interface Notice {
  id: number;
  text: string;
  /** 'wrong' stays until it is put away. */
  tone: 'done' | 'wrong';
  undo?: () => void;
}

/** As many as fit without covering the screen. */
const AT_ONCE = 3;

let last = 0;
let shown = $state.raw<Notice[]>([]);

export const notices = {
  get all(): readonly Notice[] {
    return shown;
  },
};

/** Says something at the foot of the window. */
export function notify(notice: Omit<Notice, 'id' | 'tone'> & { tone?: Notice['tone'] }): number {
  last += 1;
  shown = [...shown, { tone: 'done' as const, ...notice, id: last }].slice(-AT_ONCE);
  return last;
}

/** Puts a notice away. */
export function putAway(id: number): void {
  shown = shown.filter((notice) => notice.id !== id);
}

export function putAllAway(): void {
  shown = [];
}
