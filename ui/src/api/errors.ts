// A refusal, and the sentence for it. The core says a code and values; the word files hold the
// sentence that says what to do. A code that has no sentence gets a general one, never its name.
import { known, say, t } from '../words';

export type Details = Record<string, string | number | boolean | null>;

export class CallError extends Error {
  readonly code: string;
  readonly details: Details;

  constructor(code: string, details: Details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  /** The refusal in whatever was thrown; what is none counts as our own mistake. */
  static from(cause: unknown): CallError {
    if (cause instanceof CallError) return cause;
    if (typeof cause === 'object' && cause !== null && 'code' in cause) {
      const details = 'details' in cause && cause.details ? cause.details : {};
      return new CallError(String(cause.code), details as Details);
    }
    return new CallError('Broken');
  }

  /** The field of the form that it is about, or '' for the form as a whole. */
  get field(): string {
    return typeof this.details['field'] === 'string' ? this.details['field'] : '';
  }

  /** What to do, in the language of now. */
  get sentence(): string {
    // Some refusals know by whom, of which copy, or whom to ask: then there is a sentence for that.
    const { user, copy, role } = this.details;
    const ending = user ? 'by' : copy ? 'copy' : role;
    const closer = ending ? `errors.${this.code}_${String(ending)}` : '';
    const key = known(closer) ? closer : `errors.${this.code}`;
    return known(key) ? say(key, this.details) : t('errors.general');
  }

  /** What became of a write: the world kept it out, or nobody knows; nothing for a refusal. */
  get outcome(): 'unsaved' | 'unsure' | undefined {
    if (['Broken', 'OutcomeUnknown'].includes(this.code)) return 'unsure';
    const kept_out = ['Database', 'Disk', 'DiskIsFull', 'BookIsReadOnly'].includes(this.code);
    return kept_out ? 'unsaved' : undefined;
  }
}
