// The words of the face, Dutch first. `t` reads the language as state, so that every sentence on
// screen changes with it. Plurals (`_one`, `_other`) and `{{values}}` are i18next's.
import { createInstance, type CustomTypeOptions, type TFunction } from 'i18next';
import en from './en.json';
import nl from './nl.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    nsSeparator: false;
    resources: { words: typeof nl };
  }
}

export type Language = 'nl' | 'en';
export type Words = CustomTypeOptions['resources']['words'];

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
export const t = ((...question: [never]) => {
  // Reading the state is what makes callers run again when the language changes.
  return current && words.t(...question);
}) as TFunction;

/** Whether the word files hold this key: for keys that come from Rust. */
export function known(key: string): boolean {
  return words.exists(key);
}

/** A sentence under a key that comes from Rust; ask `known` first. */
export function say(key: string, values: Record<string, unknown> = {}): string {
  return current && String(words.t(key as never, values as never));
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
