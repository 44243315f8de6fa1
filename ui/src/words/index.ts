// The one door to the words: rooms import `t` from here.
export { known, language, locale, paragraphs, say, speak, t, teach } from './language.svelte';
export type { Language, TextKey, WordKey, Words } from './language.svelte';
