// The greeting of the hour.
import { t } from '../words';

export function greeting(hour: number, name: string): string {
  const part = hour < 6 || hour >= 18 ? 'evening' : hour < 12 ? 'morning' : 'afternoon';
  return name ? t(`today.greeting.${part}`, { name }) : t(`today.greeting.${part}_nameless`);
}
