import ShieldUser from '@lucide/svelte/icons/shield-user';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Lost from './Lost.svelte';
import Person from './Person.svelte';
import Register from './Register.svelte';
import Requests from './Requests.svelte';

export const privacy: Room = {
  name: 'privacy',
  icon: ShieldUser,
  label: () => t('privacy.title'),
  within: 'members',
  screens: {
    '/privacy/member/:member_id': Person,
    '/privacy/requests': Requests,
    '/privacy/register': Register,
    '/privacy/lost': Lost,
  },
  help: () => paragraphs('help.privacy'),
};
