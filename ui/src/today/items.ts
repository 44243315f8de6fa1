// The words and the icon of what asks for attention, by its kind. A kind that has no words yet is
// left out rather than shown as a code.
import Archive from '@lucide/svelte/icons/archive';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import Circle from '@lucide/svelte/icons/circle';
import GitBranch from '@lucide/svelte/icons/git-branch';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Send from '@lucide/svelte/icons/send';
import type { TodayItem } from '../api/awaited';
import type { Icon } from '../shared/room';
import { known, say } from '../words';

const ICONS: Record<string, Icon> = {
  contact_overdue: Hourglass,
  contact_due: Hourglass,
  agreement_ends: CalendarClock,
  notice_ends: CalendarClock,
  review_due: GitBranch,
  backup_due: Archive,
  snapshot_due: Send,
};

export interface Line {
  key: string;
  icon: Icon;
  tone: TodayItem['tone'];
  title: string;
  text: string;
  act: string;
  path: string;
}

export function lines(items: readonly TodayItem[]): Line[] {
  return items.flatMap((item, place) => {
    const words = `today.kinds.${item.kind}`;
    if (!known(`${words}.title`)) return [];
    return {
      key: `${place} ${item.kind} ${item.target.id ?? ''}`,
      icon: ICONS[item.kind] ?? Circle,
      tone: item.tone,
      title: say(`${words}.title`, item.details),
      text: say(`${words}.text`, item.details),
      act: say(`${words}.act`),
      path: item.target.id ? `/${item.target.room}/${item.target.id}` : `/${item.target.room}`,
    };
  });
}
