// A passphrase that the core offers: words drawn at random, never kept.
import { call } from './call';
import type { PassphraseOffered } from './wire';

export function offered(): Promise<PassphraseOffered | undefined> {
  return call('keys.suggest_passphrase', {}).catch(() => undefined);
}
