// Terms in words: '2 jaar', '18 maanden'.
import { t } from '../words';

/** So many months, in years where they are whole. */
export function termText(months: number): string {
  return months > 0 && months % 12 === 0
    ? t('paper.processing.terms.years', { count: months / 12 })
    : t('paper.processing.terms.months', { count: months });
}
