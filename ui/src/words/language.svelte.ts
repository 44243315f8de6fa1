// The words of the face, Dutch first. `t` reads the language as state, so that every sentence on
// screen changes with it. Plurals (`_one`, `_other`) and `{{values}}` are i18next's.
import { createInstance } from 'i18next';
import en from './en.json';
import nl from './nl.json';

export type Language = 'nl' | 'en';
export type Words = typeof nl;

/** A key without the ending that a count gives it. */
type Counted<Key extends string> =
  Key extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : Key;

// Kept plain on purpose: with i18next's own types, which follow every value of every sentence, a
// check of the face takes minutes.
type KeysOf<Words, Told, Path extends string = ''> = {
  [Key in keyof Words & string]: Words[Key] extends Told ? `${Path}${Counted<Key>}`
    : Words[Key] extends string | readonly string[] ? never
      : KeysOf<Words[Key], Told, `${Path}${Key}.`>;
}[keyof Words & string];

/** The key of a sentence. */
export type WordKey = KeysOf<Words, string>;
/** The key of some paragraphs. */
export type TextKey = KeysOf<Words, readonly string[]>;

const words = createInstance({
  lng: 'nl',
  fallbackLng: 'nl',
  defaultNS: 'words',
  ns: ['words'],
  nsSeparator: false,
  resources: { nl: { words: nl }, en: { words: en } },
  initAsync: false,
  interpolation: { escapeValue: false },
});
void words.init();

let current = $state<Language>('nl');

/** The sentence under a key of the word files, in the language of now. */
export function t(key: WordKey, values: Record<string, unknown> = {}): string {
  return say(key, values);
}

/** The paragraphs under a key of the word files. */
export function paragraphs(key: TextKey): string[] {
  // Reading the state is what makes callers run again when the language changes.
  return current ? words.t(key, { returnObjects: true }) as string[] : [];
}

/** Whether the word files hold this key: for keys that come from Rust. */
export function known(key: string): boolean {
  return words.exists(key);
}

/** A sentence under a key that comes from Rust; ask `known` first. */
export function say(key: string, values: Record<string, unknown> = {}): string {
  // Reading the state is what makes callers run again when the language changes.
  return current && String(words.t(key, values));
}

export function language(): Language {
  return current;
}

/** The locale for numbers, dates and sorting. */
export function locale(): string {
  return current === 'nl' ? 'nl-NL' : 'en-GB';
}

export function speak(language: Language): void {
  void words.changeLanguage(language);
  current = language;
  document.documentElement.lang = language;
}

/** Teaches the word files a way of writing values: `{{born_on, day}}`. */
export function teach(name: string, write: (value: unknown) => string): void {
  words.services.formatter?.add(name, write);
}
