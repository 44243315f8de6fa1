import CirclePlus from '@lucide/svelte/icons/circle-plus';
import Handshake from '@lucide/svelte/icons/handshake';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import Change from './Change.svelte';
import Detail from './Detail.svelte';
import { late } from './late.svelte';
import List from './List.svelte';
import Make from './Make.svelte';
import Review from './Review.svelte';

export const agreements: Room = {
  name: 'agreements',
  icon: Handshake,
  label: () => t('agreements.title'),
  screens: {
    '/agreements': List,
    '/agreements/new': Make,
    '/agreements/:id': Detail,
    '/agreements/:id/change': Change,
    '/agreements/:id/review': Review,
  },
  acts: [{ label: () => t('agreements.make'), path: '/agreements/new', icon: CirclePlus }],
  count: () => late.count,
  refresh: () => void late.read(),
  help: () => paragraphs('help.agreements'),
};
