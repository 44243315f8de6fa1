import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import AddMember from './AddMember.svelte';
import MemberLink from './MemberLink.svelte';
import Members from './Members.svelte';

export const members: Room = {
  name: 'members',
  icon: Users,
  label: () => t('members.title'),
  screens: {
    '/members': Members,
    '/members/add': AddMember,
    '/members/:id': MemberLink,
  },
  acts: [
    { label: () => t('members.add.title'), path: '/members/add', icon: UserPlus, often: true },
  ],
  help: () => paragraphs('help.members'),
};
