import Send from '@lucide/svelte/icons/send';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Snapshot from './Snapshot.svelte';

export const snapshot: Room = {
  name: 'snapshot',
  icon: Send,
  label: () => t('snapshot.title'),
  screens: { '/snapshot': Snapshot },
  help: () => paragraphs('help.snapshot'),
};
