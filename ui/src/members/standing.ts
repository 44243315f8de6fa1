// How a member belongs, in words and colour: today, and what is known to come.
import type { Member, MembershipKind, MembershipPeriod } from '../api/wire';
import { formatDay } from '../shared/date';
import { t } from '../words';

export type Tone = 'green' | 'blue' | 'amber' | 'plain';

const TONES = { active: 'green', passive: 'plain', friend: 'blue', none: 'amber' } as const;

/** The chip of a membership; nothing is that of a former member. */
export function chip(membership: MembershipKind | null): { tone: Tone; label: string } {
  const kind = membership ?? 'none';
  return { tone: TONES[kind], label: t(`members.memberships.${kind}`) };
}

/** What stands beside the name: as it is today, then what will change. */
export function chips(
  { membership, periods }: Pick<Member, 'membership' | 'periods'>,
  today: string,
): { tone: Tone; label: string }[] {
  const now = periods.find((period) => runs(period, today));
  const next = periods.find(({ from_day }) => from_day > today);
  const said: { tone: Tone; label: string }[] = [];
  if (membership || !next || periods.some(({ from_day }) => from_day <= today)) {
    said.push(chip(membership));
  }
  if (next && next.from_day === now?.until_day) {
    const label = `${chip(next.membership).label} ${t('members.detail.from', {
      day: formatDay(next.from_day) })}`;
    said.push({ tone: 'plain', label });
    return said;
  }
  if (now?.until_day) {
    said.push({ tone: 'amber', label: t('members.stops', { day: formatDay(now.until_day) }) });
  }
  if (next) {
    said.push({ tone: 'blue', label: t('members.to_come', { day: formatDay(next.from_day) }) });
  }
  return said;
}

/** A period in words: `3 juli 2014 tot 1 mei 2019`, `vanaf 1 mei 2019`. */
export function periodText({ from_day, until_day }: MembershipPeriod): string {
  const from = formatDay(from_day);
  return until_day
    ? t('members.detail.period', { from, until: formatDay(until_day) })
    : t('members.detail.period_open', { from });
}

function runs({ from_day, until_day }: MembershipPeriod, day: string): boolean {
  return from_day <= day && (until_day === null || day < until_day);
}
