// What was said of the computer that the book stands on, as sentences.
import type { ComputerSaid } from '../api/wire';
import { t } from '../words';
import { formatDay } from './date';

/** How it is protected, and when that was written down. */
export function computerText({ said_on, computer }: ComputerSaid): string {
  return t('paper.processing.computer.said', {
    disk: t(`paper.processing.computer.disk.${computer.disk}`),
    account: t(`paper.processing.computer.account.${computer.account}`),
    day: formatDay(said_on),
  });
}
