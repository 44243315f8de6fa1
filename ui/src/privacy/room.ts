import ShieldUser from '@lucide/svelte/icons/shield-user';
import Siren from '@lucide/svelte/icons/siren';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Consents from './Consents.svelte';
import Lost from './Lost.svelte';
import Passed from './Passed.svelte';
import Person from './Person.svelte';
import Purposes from './Purposes.svelte';
import Register from './Register.svelte';
import Requests from './Requests.svelte';
import Terms from './Terms.svelte';

export const privacy: Room = {
  name: 'privacy',
  icon: ShieldUser,
  label: () => t('privacy.title'),
  within: 'members',
  screens: {
    '/privacy/member/:member_id': Person,
    '/privacy/requests': Requests,
    '/privacy/register': Register,
    '/privacy/terms': Terms,
    '/privacy/passed': Passed,
    '/privacy/consents': Consents,
    '/privacy/purposes': Purposes,
    '/privacy/lost': Lost,
  },
  acts: [{ label: () => t('privacy.lost.title'), path: '/privacy/lost', icon: Siren }],
  help: () => paragraphs('help.privacy'),
};
