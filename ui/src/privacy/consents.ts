// The states of consent as a list filters and colours them.
import type { ConsentState } from '../api/wire';

export const STATES = ['given', 'given_before', 'withdrawn', 'unsaid'] as const;

/** The filter of an address, or none when it is no state. */
export const readState = (written: string | undefined): ConsentState | undefined =>
  STATES.find((state) => state === written);

export function tone(state: ConsentState): 'green' | 'amber' | 'red' | 'plain' {
  return ({ given: 'green', given_before: 'amber', withdrawn: 'red', unsaid: 'plain' } as const)[
    state
  ];
}
