// What agreements are called and how their days are said, for all screens of this room.
import type {
  AgreementStanding, AgreementStatus, ContactMoment, DueDate, Hat, ScenarioStanding,
} from '../api/wire';
import { daysBetween, formatDay } from '../shared';
import { locale, t } from '../words';
import { isLate } from './late.svelte';

export type Tone = 'plain' | 'green' | 'amber' | 'red' | 'blue';

export const KINDS = ['use_of_place', 'maintenance', 'service', 'funding', 'other'] as const;
export const PARTY_KINDS = [
  'municipality', 'housing_corporation', 'company', 'institution', 'initiative', 'other',
] as const;
export const HATS = ['executor', 'enforcer', 'contract_party', 'financier'] as const;
export const STATUSES = ['running', 'ending_soon', 'not_yet_started', 'ended'] as const;
export const VERDICTS = ['still_right', 'changed', 'no_longer_possible'] as const;

const STATUS_TONES: Record<AgreementStatus, Tone> = {
  not_yet_started: 'blue', running: 'green', ending_soon: 'amber', ended: 'plain',
};

export function statusTone(status: AgreementStatus): Tone {
  return STATUS_TONES[status];
}

/** The options of a select, from the keys of a group of words. */
export function options<Value extends string>(
  values: readonly Value[],
  say: (value: Value) => string,
): { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: say(value) }));
}

/** 'A, B en C' */
export function enumerate(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
}

/** With whom, until when, and how long notice can still be given: one line under the title. */
export function inOneLine(standing: AgreementStanding, hat: Hat | null | undefined): string {
  const parties = enumerate(standing.parties.map(({ name }) => name));
  const as = hat && standing.parties.length === 1 ? t(`agreements.as_hats.${hat}`) : undefined;
  const who = as
    ? t('agreements.line.with_as', { parties, as }) : t('agreements.line.with', { parties });
  const { notice_until } = standing.days;
  const notice = notice_until && t('agreements.line.notice', { day: formatDay(notice_until) });
  return [`${who}, ${until(standing)}.`, notice].filter(Boolean).join(' ');
}

/** Until when: as it went, as agreed, or in words. */
export function until(standing: AgreementStanding): string {
  const { ended_on, until_day, until_text, status } = standing;
  const day = ended_on ?? until_day;
  if (day && status === 'ended') return t('agreements.line.ran_until', { day: formatDay(day) });
  if (day) return t('agreements.line.until', { day: formatDay(day) });
  return until_text ? until_text.charAt(0).toLowerCase() + until_text.slice(1) : '';
}

/** What comes next, and how far away that is. */
export function dueWords(standing: AgreementStanding, on: string): { what: string; when: string } {
  const { next } = standing;
  if (!next) return { what: '', when: '' };
  const late = isLate(standing, on);
  const what = late && next.kind === 'end'
    ? t('agreements.next.over') : t(`agreements.next.${next.kind}`);
  return { what, when: distance(next, on, late) };
}

function distance(next: DueDate, on: string, late: boolean): string {
  const days = daysBetween(on, next.day);
  if (late) return t('agreements.next.late', { count: Math.max(1, -days) });
  if (days === 0) return t('agreements.next.today');
  return days < 60 ? t('agreements.next.in_days', { count: days }) : formatDay(next.day);
}

/** Whole months from one day to a later one. */
export function monthsBetween(from: string, to: string): number {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number];
  return (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0);
}

/** How long ago a scenario was tested, and whether that is too long. */
export function freshness(
  scenario: Pick<ScenarioStanding, 'added_on' | 'looked_on'>,
  on: string,
): { text: string; tone: Tone } {
  const months = monthsBetween(scenario.looked_on ?? scenario.added_on, on);
  if (months > 12) return { text: t('agreements.scenario.old', { count: months }), tone: 'amber' };
  if (!scenario.looked_on) return { text: t('agreements.scenario.untested'), tone: 'plain' };
  const month = formatDay(scenario.looked_on, { month: 'short', year: 'numeric' });
  return { text: t('agreements.scenario.tested', { month }), tone: 'green' };
}

/** Who was spoken with: 'mw. Visser, Gemeente Duinstad'. */
export function withWhom({ person, party_name }: ContactMoment): string {
  return [person, party_name].filter(Boolean).join(', ');
}

export function formatEuros(euros: number): string {
  return new Intl.NumberFormat(locale(), {
    style: 'currency', currency: 'EUR', maximumFractionDigits: 0,
  }).format(euros);
}
