import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import type { Room } from '../shared/room';
import { t } from '../words';
import Help from './Help.svelte';

export const help: Room = {
  name: 'help',
  icon: CircleQuestionMark,
  label: () => t('help.title'),
  screens: { '/help': Help },
  help: () => [t('help.general')],
  foot: true,
};
