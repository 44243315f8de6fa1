// The one door to the words: rooms import `t` from here.
export { known, language, locale, say, speak, t, teach } from './language.svelte';
export type { Language, Words } from './language.svelte';
