import SettingsIcon from '@lucide/svelte/icons/settings';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Settings from './Settings.svelte';

export const settings: Room = {
  name: 'settings',
  icon: SettingsIcon,
  label: () => t('settings.title'),
  screens: { '/settings': Settings },
  help: () => paragraphs('help.settings'),
  foot: true,
};
