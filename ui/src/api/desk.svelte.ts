// What the whole face must know: which book is open and for whom, how the scheme counts, and the
// settings of the face itself. Read once, read again after a change of it.
import { speak } from '../words';
import { forgetActs } from './acts.svelte';
import { call, whenLocked } from './call';
import type { BookState, ChangeFace, Face, KnownBook, Scheme } from './wire';

/** Whatever a credit is called, an amount can always be told in hours. */
const HOUR: Scheme = { version: 0, singular: 'uur', plural: 'uren', unit_minutes: 60 };

let state = $state.raw<BookState>();
let face = $state.raw<Face>({ language: 'nl', theme: 'system', zoom: 100 });
let scheme = $state.raw<Scheme>(HOUR);

export const desk = {
  /** What lies on the desk; nothing before the first answer. */
  get book(): BookState | undefined {
    return state;
  },
  get face(): Face {
    return face;
  },
  /** How time credits are called and counted in this book. */
  get scheme(): Scheme {
    return scheme;
  },
};

/**
 * Takes over what lies on the desk now, as every act that opens or closes a book answers it.
 * Answers whether it is another book than before.
 */
export async function lay(next: BookState): Promise<boolean> {
  if (next.phase === 'open') await readScheme();
  const another = place(next) !== place(state);
  const somebodyElse = next.person?.person_id !== state?.person?.person_id;
  if (another || somebodyElse || next.phase !== state?.phase) forgetActs();
  state = next;
  return another;
}

/** Where the book on the desk stands: its name alone may be that of another. */
function place(of?: BookState): string | undefined {
  const book = of?.books.find(({ here }) => here);
  return book ? `${book.folder}/${book.name}` : of?.name ?? undefined;
}

/** Whether another known book has the same name, so that its folder must be told. */
export function hasNamesake(book: KnownBook): boolean {
  return (state?.books ?? []).some((one) => one.place !== book.place && one.name === book.name);
}

/** Asks what lies on the desk. */
export async function readBook(): Promise<void> {
  await lay(await call('book.state', {}));
}

whenLocked(() => {
  // Only a book that stands open here can have been locked behind our back.
  if (state?.phase === 'open') void readBook().catch(() => undefined);
});

/** Reads how time credits are called and counted. */
export async function readScheme(): Promise<void> {
  scheme = await call('credits.scheme', {}).catch(() => HOUR);
}

/** Reads how the face looks and puts it on. */
export async function readFace(): Promise<void> {
  wear(await call('face.settings', {}));
}

/** Changes how the face looks: seen at once, remembered by the core. */
export async function changeFace(change: ChangeFace): Promise<void> {
  const { language, theme, zoom } = change;
  wear({
    language: language ?? face.language, theme: theme ?? face.theme, zoom: zoom ?? face.zoom,
  });
  await call('face.change', change);
}

function wear(next: Face): void {
  face = next;
  const page = document.documentElement;
  page.dataset['theme'] = next.theme;
  page.style.fontSize = `${next.zoom}%`;
  speak(next.language);
}
