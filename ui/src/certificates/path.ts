// The way of a certificate: made out, signed, handed over. Withdrawing stands beside it and can
// follow upon any of them.
import type { CertificateRow, CertificateState } from '../api/wire';

/** A step that somebody takes on a certificate that is there. */
export type Step = Exclude<CertificateState, 'issued'>;

export interface Stop {
  state: CertificateState;
  /** When it was reached; nothing as long as it is to come. */
  day: string | null;
}

/** The command that takes a step. */
export const COMMANDS = {
  signed: 'certificates.sign',
  handed_over: 'certificates.hand_over',
  withdrawn: 'certificates.withdraw',
} as const;

export const TONES = {
  issued: 'amber',
  signed: 'blue',
  handed_over: 'green',
  withdrawn: 'plain',
} as const;

/** The stops of a certificate; of one that was withdrawn, only those that it reached. */
export function stops(row: CertificateRow): Stop[] {
  const way: Stop[] = [
    { state: 'issued', day: row.issued_on },
    { state: 'signed', day: row.signed_on },
    { state: 'handed_over', day: row.handed_over_on },
  ];
  if (row.state !== 'withdrawn') return way;
  const reached = way.filter(({ day }) => day !== null);
  return [...reached, { state: 'withdrawn', day: row.withdrawn_on }];
}

/** The step that comes next, if there is one. */
export function nextStep(row: CertificateRow): 'signed' | 'handed_over' | undefined {
  if (row.state === 'issued') return 'signed';
  if (row.state === 'signed') return 'handed_over';
  return undefined;
}

/** Since when it is in the state that it is in. */
export function since(row: CertificateRow): string {
  return stops(row).find(({ state }) => state === row.state)?.day ?? row.issued_on;
}
