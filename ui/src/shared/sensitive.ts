// Words that say something of somebody's health, benefits or debts. Such a note is not stopped: who
// types it is told where it belongs. The list is short on purpose; a hint that is always there is
// read by nobody.

const BEGINS = [
  'ziek', 'psych', 'depressi', 'burn-?out', 'dement', 'verslaa', 'verslav', 'invalid', 'medicijn',
  'diagnos', 'zwanger', 'kanker', 'bijstand', 'uitkering', 'wajong', 'schuldhulp', 'schuldsan',
  'deurwaarder', 'bewindvoer', 'faill?iet', 'voedselbank',
  'illness', 'disab', 'pregnan', 'addict', 'bankrupt', 'bailiff', 'welfare',
];
const WHOLE = ['schuld', 'schulden', 'wia', 'ill', 'sick', 'disease', 'debts?', 'benefits?'];

const found = new RegExp(
  `(?<!\\p{L})(?:(?:${BEGINS.join('|')})|(?:${WHOLE.join('|')})(?!\\p{L}))`, 'iu',
);

/** Whether a text seems to say something that only few may know. */
export function sensitive(text: string): boolean {
  return found.test(text);
}
