// The words and the icon of what asks for attention, by its kind, and where it is settled.
import Archive from '@lucide/svelte/icons/archive';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CalendarX from '@lucide/svelte/icons/calendar-x';
import Eraser from '@lucide/svelte/icons/eraser';
import FileKey from '@lucide/svelte/icons/file-key';
import GitBranch from '@lucide/svelte/icons/git-branch';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Laptop from '@lucide/svelte/icons/laptop';
import ListPlus from '@lucide/svelte/icons/list-plus';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import type { TodayItem, Tone } from '../api/wire';
import type { Icon } from '../shared/room';
import { formatDay } from '../shared/date';
import { t } from '../words';

export interface Line {
  key: string;
  icon: Icon;
  tone: Tone;
  heading: string;
  text: string;
  act: string;
  path: string;
  query?: Record<string, string>;
}

type Said = Pick<Line, 'icon' | 'heading' | 'text' | 'act'>;

export function line(item: TodayItem): Line {
  const { tone, day, kind } = item;
  if (item.kind === 'copy_due') {
    const path = { path: '/settings', query: { part: 'copies' } };
    return { key: kind, tone, ...copyDue(item.days), ...path };
  }
  if (item.kind === 'copy_failed') {
    const path = { path: '/settings', query: { part: 'copies' } };
    return { key: kind, tone, ...copyFailed(item.damaged), ...path };
  }
  if (item.kind === 'code_in_doubt') {
    const path = { path: '/settings', query: { part: 'people' } };
    return { key: kind, tone, ...codeInDoubt(item.old), ...path };
  }
  if (item.kind === 'computer_unsaid') {
    const path = { path: '/settings', query: { part: 'book' } };
    return { key: kind, tone, ...computerUnsaid(item.said_on), ...path };
  }
  if (item.kind === 'rows_held') {
    return { key: kind, tone, ...rowsHeld(item.rows), path: '/import/held' };
  }
  if (item.kind === 'erasure_due') {
    return { key: kind, tone, ...erasureDue(item.ready, item.waiting), path: '/privacy/requests' };
  }
  if (item.kind === 'terms_passed') {
    return { key: kind, tone, ...termsPassed(item.members), path: '/privacy/passed' };
  }
  const { agreement_id } = item.agreement;
  const key = [kind, agreement_id, 'scenario_id' in item ? item.scenario_id : ''].join(' ');
  return { key, tone, ...said(item, formatDay(day)), ...way(item) };
}

/** What is about an agreement. */
type OfAgreement = Extract<TodayItem, { agreement: unknown }>;

/** Where it is settled: the agreement, with the right window open, or its review. */
function way(item: OfAgreement): Pick<Line, 'path' | 'query'> {
  const path = `/agreements/${item.agreement.agreement_id}`;
  switch (item.kind) {
    case 'contact_overdue':
    case 'contact_due':
      return { path, query: { act: 'contact' } };
    case 'agreement_over':
      return { path, query: { act: 'end' } };
    case 'review_due':
    case 'review_open':
      return { path: `${path}/review` };
    case 'scenario_stale':
      return { path: `${path}/review`, query: { scenario: item.scenario_id } };
    default:
      return { path };
  }
}

function said(item: OfAgreement, day: string): Said {
  const { title, party } = item.agreement;
  switch (item.kind) {
    case 'contact_overdue':
    case 'contact_due': {
      const words = `today.${item.kind}` as const;
      const { days: count, last } = item;
      const every = t('today.every', { count: item.weeks });
      const text = last
        ? t('today.contact_last', { every, day: formatDay(last.day), with: last.with })
        : t('today.contact_never', { every, party });
      const heading = t(`${words}.heading`, { title, count });
      return { icon: Hourglass, heading, text, act: t('today.contact_act') };
    }
    case 'notice_ends':
      return {
        icon: CalendarClock,
        heading: t('today.notice_ends.heading', { title, count: item.days }),
        text: t('today.notice_ends.text', { day, end: formatDay(item.ends_on) }),
        act: t('today.look'),
      };
    case 'notice_passed':
      return {
        icon: CalendarX,
        heading: t('today.notice_passed.heading', { title }),
        text: t('today.notice_passed.text', { day, end: formatDay(item.ends_on) }),
        act: t('today.look'),
      };
    case 'agreement_ends':
      return {
        icon: CalendarClock,
        heading: t('today.agreement_ends.heading', { title, count: item.days }),
        text: t('today.agreement_ends.text', { party, day }),
        act: t('today.look'),
      };
    case 'agreement_over':
      return {
        icon: CalendarX,
        heading: t('today.agreement_over.heading', { title }),
        text: t('today.agreement_over.text', { day }),
        act: t('today.agreement_over.act'),
      };
    case 'review_due':
      return {
        icon: GitBranch,
        heading: t('today.review_due.heading', { title }),
        text: t('today.review_due.text', { day, count: item.scenarios }),
        act: t('today.review_due.act'),
      };
    case 'review_open':
      return {
        icon: MessagesSquare,
        heading: t('today.review_open.heading', { title }),
        text: t('today.review_open.text', { seen: item.looked_at, all: item.scenarios }),
        act: t('today.review_open.act'),
      };
    case 'scenario_stale':
      return {
        icon: GitBranch,
        heading: t('today.scenario_stale.heading', {
          scenario: item.scenario, count: item.months,
        }),
        text: t('today.scenario_stale.text', { title, party }),
        act: t('today.scenario_stale.act'),
      };
  }
}

function rowsHeld(count: number): Said {
  return {
    icon: ListPlus,
    heading: t('today.rows_held.heading', { count }),
    text: t('today.rows_held.text'),
    act: t('today.rows_held.act'),
  };
}

function erasureDue(ready: number, waiting: number): Said {
  const words = ready > 0 ? 'heading' : 'waiting';
  return {
    icon: Eraser,
    heading: t(`today.erasure_due.${words}`, { count: ready || waiting }),
    text: t(`today.erasure_due.${ready > 0 ? 'text' : 'waiting_text'}`),
    act: t('today.erasure_due.act'),
  };
}

function termsPassed(count: number): Said {
  return {
    icon: CalendarClock,
    heading: t('today.terms_passed.heading', { count }),
    text: t('today.terms_passed.text'),
    act: t('today.terms_passed.act'),
  };
}

function computerUnsaid(said_on: string | null): Said {
  return {
    icon: Laptop,
    heading: t(`today.computer_unsaid.${said_on === null ? 'never' : 'again'}`),
    text: said_on === null
      ? t('today.computer_unsaid.text')
      : t('today.computer_unsaid.text_again', { day: formatDay(said_on) }),
    act: t('today.computer_unsaid.act'),
  };
}

function codeInDoubt(old: boolean): Said {
  if (old) {
    return {
      icon: FileKey,
      heading: t('today.code_in_doubt.old'),
      text: t('today.code_in_doubt.old_text'),
      act: t('today.code_in_doubt.old_act'),
    };
  }
  return {
    icon: FileKey,
    heading: t('today.code_in_doubt.heading'),
    text: t('today.code_in_doubt.text'),
    act: t('today.code_in_doubt.act'),
  };
}

function copyFailed(damaged: boolean): Said {
  return {
    icon: Archive,
    heading: t('today.copy_failed.heading'),
    text: t(`today.copy_failed.${damaged ? 'damaged' : 'text'}`),
    act: t('today.copy_failed.act'),
  };
}

function copyDue(days: number | null): Said {
  return {
    icon: Archive,
    heading: days === null
      ? t('today.copy_due.never') : t('today.copy_due.heading', { count: days }),
    text: t('today.copy_due.text'),
    act: t('today.copy_due.act'),
  };
}
