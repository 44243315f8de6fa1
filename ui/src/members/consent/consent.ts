// How a state of consent is told and coloured.
import type { ConsentState, PurposeConsent } from '../../api/wire';
import { formatDay } from '../../shared';
import { t } from '../../words';

type Tone = 'green' | 'amber' | 'red' | 'plain';

const TONES: Record<ConsentState, Tone> = {
  given: 'green', given_before: 'amber', withdrawn: 'red', unsaid: 'plain',
};

export const tone = (state: ConsentState): Tone => TONES[state];

/** Whether there is something to withdraw. */
export const agrees = (state: ConsentState): boolean =>
  state === 'given' || state === 'given_before';

/** What the button says with which somebody agrees. */
export function giveWord(state: ConsentState): string {
  if (state === 'given_before') return t('members.consent.give_new');
  return t(state === 'withdrawn' ? 'members.consent.again' : 'members.consent.give');
}

/** When and how it was said, if anything was. */
export function said({ state, acts }: PurposeConsent): string {
  const last = acts.find(({ step, taken_back }) => step !== 'taken_back' && !taken_back);
  if (state === 'unsaid' || !last) return '';
  const day = formatDay(last.said_on);
  return last.how
    ? t('members.consent.said', { day, how: t(`paper.consent.hows.${last.how}`) }) : day;
}
