import Clock from '@lucide/svelte/icons/clock';
import Coins from '@lucide/svelte/icons/coins';
import Gift from '@lucide/svelte/icons/gift';
import ShoppingBag from '@lucide/svelte/icons/shopping-bag';
import { desk } from '../api/desk.svelte';
import { capital } from '../shared/text';
import type { Room } from '../shared/room';
import { paragraphs, t } from '../words';
import AccountLink from './AccountLink.svelte';
import Credits from './Credits.svelte';
import Earn from './Earn.svelte';
import Give from './Give.svelte';
import Spend from './Spend.svelte';

/** The room goes by the name that the neighbours give their hours. */
export const credits: Room = {
  name: 'credits',
  icon: Coins,
  label: () => capital(desk.scheme.plural),
  screens: {
    '/credits': Credits,
    '/credits/earn': Earn,
    '/credits/give': Give,
    '/credits/spend': Spend,
    '/credits/:account_id': AccountLink,
  },
  acts: [
    {
      label: () => t('credits.earn.title'), path: '/credits/earn', icon: Clock, often: true,
    },
    { label: () => t('credits.give.title'), path: '/credits/give', icon: Gift },
    { label: () => t('credits.spend.title'), path: '/credits/spend', icon: ShoppingBag },
  ],
  help: () => paragraphs('help.credits'),
};
