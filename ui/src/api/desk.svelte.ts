// What the whole face must know: which book is open and for whom, how the scheme counts, and the
// settings of the face itself. Read once, read again after a change of it.
import { speak } from '../words';
import { forgetActs } from './acts.svelte';
import { call } from './call';
import type { BookState, FaceSettings, Scheme } from './wire';

const HOUR: Scheme = { singular: 'uur', plural: 'uren', unit_minutes: 60 };

let state = $state.raw<BookState>();
let settings = $state.raw<FaceSettings>({ language: 'nl', theme: 'system', zoom: 100 });
let scheme = $state.raw<Scheme>(HOUR);

export const desk = {
  /** Nothing before the first answer. */
  get book(): BookState | undefined {
    return state;
  },
  get settings(): FaceSettings {
    return settings;
  },
  /** How time credits are called and counted in this book. */
  get scheme(): Scheme {
    return scheme;
  },
};

/** Reads which book is open; to be called after everything that opens, locks or leaves one. */
export async function readBook(): Promise<void> {
  const next = await call('book.state', {});
  if (next.phase === 'open') await readScheme();
  if (next.phase !== state?.phase || next.folder !== state.folder) forgetActs();
  state = next;
}

/** Reads how time credits are called and counted. */
export async function readScheme(): Promise<void> {
  scheme = await call('credits.scheme', {});
}

/** Reads the settings of the face and puts them on. */
export async function readSettings(): Promise<void> {
  wear(await call('face.settings', {}));
}

/** Changes a setting of the face: seen at once, remembered by the core. */
export async function changeSettings(change: Partial<FaceSettings>): Promise<void> {
  wear({ ...settings, ...change });
  await call('face.change', change);
}

function wear(next: FaceSettings): void {
  settings = next;
  const page = document.documentElement;
  page.dataset['theme'] = next.theme;
  page.style.fontSize = `${next.zoom}%`;
  speak(next.language);
}
