import ListPlus from '@lucide/svelte/icons/list-plus';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Held from './Held.svelte';
import Import from './Import.svelte';

export const importing: Room = {
  name: 'import',
  icon: ListPlus,
  label: () => t('import.title'),
  within: 'members',
  screens: { '/import': Import, '/import/held': Held },
  help: () => paragraphs('help.import'),
};
