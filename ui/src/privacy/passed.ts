// What is kept too long of a former member, in words.
import type { PassedField, PassedMember } from '../api/wire';
import { formatDay } from '../shared';
import { t } from '../words';

const isName = ({ field }: PassedField): boolean => field === 'name';
const called = ({ field }: PassedField): string => t(`privacy.terms.fields.${field}`);
const list = (fields: readonly PassedField[]): string => fields.map(called).join(', ');

/** Whether something goes at once. */
export const goesNow = ({ fields }: PassedMember): boolean => fields.some((one) => !isName(one));

/** Whether the name goes, in thirty days. */
export const goesLater = ({ fields }: PassedMember): boolean => fields.some(isName);

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
