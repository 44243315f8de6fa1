import Award from '@lucide/svelte/icons/award';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Issue from './Issue.svelte';
import Register from './Register.svelte';

export const certificates: Room = {
  name: 'certificates',
  icon: Award,
  label: () => t('certificates.title'),
  screens: {
    '/certificates': Register,
    '/certificates/new': Issue,
    '/certificates/new/:member_id': Issue,
    '/certificates/:certificate_id': Register,
  },
  acts: [{ label: () => t('certificates.issue.act'), path: '/certificates/new', icon: Award }],
  help: () => paragraphs('help.certificates'),
};
