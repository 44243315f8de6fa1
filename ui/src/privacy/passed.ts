// What is kept too long of a former member, in words.
import type { ClearedReceipt, PassedField, PassedMember } from '../api/wire';
import { formatDay } from '../shared';
import { t } from '../words';

const isName = ({ field }: PassedField): boolean => field === 'name';
const called = ({ field }: PassedField): string => t(`privacy.terms.fields.${field}`);
const list = (fields: readonly PassedField[]): string => fields.map(called).join(', ');

/** Whether something goes at once. */
export const goesNow = ({ fields }: PassedMember): boolean => fields.some((one) => !isName(one));

/** Whether the name must wait: something stands in the way of erasing it. */
export const mustWait = ({ waits }: PassedMember): boolean => waits.length > 0;

/** Whether the name goes, in thirty days. */
export const goesLater = (member: PassedMember): boolean =>
  member.fields.some(isName) && !mustWait(member);

/** What goes at once, by name. */
export const names = (fields: readonly PassedField[]): string =>
  list(fields.filter((one) => !isName(one)));

/** A sentence for each day on which terms passed, the first day first. */
export function telling(fields: readonly PassedField[]): string[] {
  const days = [...new Set(fields.map(({ since }) => since))].sort();
  return days.map((day) => t('privacy.passed.goes', {
    day: formatDay(day), fields: list(fields.filter(({ since }) => since === day)),
  }));
}

/** What was done, and what was only asked for: a name goes in thirty days or waits longer. */
export function done({ cleared, request_ids }: ClearedReceipt): string {
  return [
    cleared.length > 0 && t('privacy.passed.said', { count: cleared.length }),
    request_ids.length > 0 && t('privacy.passed.requested', { count: request_ids.length }),
  ].filter(Boolean).join(' ');
}
