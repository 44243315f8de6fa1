// How hard a passphrase is to guess, said in three steps. Length is what counts; the core decides
// what is too short or too plain, this only says so beforehand and in time.

export const SHORTEST = 12;

export type Strength =
  | { step: 'none' }
  | { step: 'short'; missing: number }
  | { step: 'weak' }
  | { step: 'fair' }
  | { step: 'good' };

/** Whether it has too few different signs, or too many in a row: `abcdef`. The core refuses it. */
function isPlain(typed: string): boolean {
  const signs = [...typed.toLowerCase()].filter((sign) => /\S/u.test(sign));
  const code = (place: number) => signs[place]?.codePointAt(0) ?? 0;
  const jumps = signs.slice(1).filter((_, place) => Math.abs(code(place + 1) - code(place)) > 1);
  return new Set(signs).size < 6 || jumps.length < 4;
}

export function strength(passphrase: string): Strength {
  const typed = passphrase.trim();
  const length = [...typed].length;
  if (length === 0) return { step: 'none' };
  if (length < SHORTEST) return { step: 'short', missing: SHORTEST - length };
  const words = new Set(typed.toLowerCase().split(/[\s\-_.]+/).filter((word) => word.length >= 3));
  if (isPlain(typed) || /^\d+$/.test(typed)) return { step: 'weak' };
  return words.size >= 4 || length >= 20 ? { step: 'good' } : { step: 'fair' };
}
