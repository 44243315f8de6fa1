import SettingsIcon from '@lucide/svelte/icons/settings';
import type { Room } from '../shared/room';
import { t } from '../words';
import Settings from './Settings.svelte';

export const settings: Room = {
  name: 'settings',
  icon: SettingsIcon,
  label: () => t('settings.title'),
  screens: { '/settings': Settings },
  help: () => t('help.settings', { returnObjects: true }),
  foot: true,
};
