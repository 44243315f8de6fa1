// Small turns of text.

/** A book is a folder, `de-nieuwe-jutter`: shown as people would write it. */
export function bookName(folder: string): string {
  return capital(folder.replaceAll('-', ' '));
}

/** With a capital, as at the start of a line: `makkies` is `Makkies`, `ijsbaan` is `IJsbaan`. */
export function capital(text: string): string {
  const first = /^ij/.test(text) ? 2 : 1;
  return text.slice(0, first).toUpperCase() + text.slice(first);
}
