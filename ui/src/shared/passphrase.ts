// How hard a passphrase is to guess, said in three steps. Length is what counts; the core decides
// what is too short, this only says so beforehand and in time.

export const SHORTEST = 12;

export type Strength =
  | { step: 'none' }
  | { step: 'short'; missing: number }
  | { step: 'weak' }
  | { step: 'fair' }
  | { step: 'good' };

export function strength(passphrase: string): Strength {
  const typed = passphrase.trim();
  const length = [...typed].length;
  if (length === 0) return { step: 'none' };
  if (length < SHORTEST) return { step: 'short', missing: SHORTEST - length };
  const different = new Set(typed.toLowerCase()).size;
  const words = new Set(typed.toLowerCase().split(/[\s\-_.]+/).filter((word) => word.length >= 3));
  if (different < 6 || /^\d+$/.test(typed)) return { step: 'weak' };
  return words.size >= 4 || length >= 20 ? { step: 'good' } : { step: 'fair' };
}
