import Sun from '@lucide/svelte/icons/sun';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import { attention } from './attention.svelte';
import Today from './Today.svelte';

export const today: Room = {
  name: 'today',
  icon: Sun,
  label: () => t('app.today'),
  screens: { '/today': Today },
  count: () => attention.count,
  refresh: () => void attention.read(),
  help: () => paragraphs('help.today'),
};
