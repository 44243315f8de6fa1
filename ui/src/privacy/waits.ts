// Why an erasure must wait: a sentence, and where it is solved.
import type { Wait } from '../api/wire';
import { formatDay, to } from '../shared';
import { t } from '../words';

export interface WaitLine {
  heading: string;
  text: string;
  href: string;
}

/** `open` is the page of the member. */
export function waitLine(wait: Wait, open: string): WaitLine {
  const said = (values: Record<string, unknown> = {}) => ({
    heading: t(`privacy.wait.${wait.kind}.heading`, values),
    text: t(`privacy.wait.${wait.kind}.text`, values),
  });
  switch (wait.kind) {
    case 'membership':
      return {
        ...said(), href: open,
        ...(wait.until && { text: t('privacy.wait.until', { day: formatDay(wait.until) }) }),
      };
    case 'balance':
      return { ...said(), href: to(`/credits/${wait.account_id}`) };
    case 'agreement':
      return { ...said({ title: wait.title }), href: to(`/agreements/${wait.agreement_id}`) };
    case 'held_rows':
      return { ...said({ count: wait.rows }), href: to('/import/held') };
    case 'certificate':
      return {
        ...said({ number: wait.number }), href: to(`/certificates/${wait.certificate_id}`),
      };
    case 'signatory':
      return { ...said(), href: to('/settings', { part: 'centre' }) };
    case 'at_desk':
      return { ...said(), href: to('/settings', { part: 'people' }) };
  }
}
