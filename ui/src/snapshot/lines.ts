// The tables of a snapshot as lines that can be read, those of the quarter before it beside them.
import type { AgreementsByStatus, CertificatesByState, MembersByKind, Tables } from '../api/wire';
import { formatNumber } from '../shared';
import { t } from '../words';

export interface Line {
  label: string;
  now: string;
  /** The quarter before it; nothing where that told nothing of this. */
  former: string;
  remark: string;
}

export interface Part {
  name: 'members' | 'hours' | 'certificates' | 'agreements';
  label: string;
  lines: Line[];
}

const MEMBERS = ['active', 'passive', 'friends'] as const satisfies (keyof MembersByKind)[];
const CERTIFICATES = ['issued', 'signed', 'handed_over', 'withdrawn'] as const satisfies
  (keyof CertificatesByState)[];
const AGREEMENTS = ['not_yet_started', 'running', 'ending_soon', 'ended'] as const satisfies
  (keyof AgreementsByStatus)[];

/** What the tables say, part by part. */
export function parts(now: Tables, former: Tables | null | undefined): Part[] {
  return [
    part('members', MEMBERS.map((kind) =>
      count(t(`snapshot.members.${kind}`), now.members[kind], former?.members[kind]))),
    part('hours', hours(now, former)),
    part('certificates', certificates(now, former)),
    part('agreements', AGREEMENTS.map((status) => agreements(status, now, former))),
  ];
}

function part(name: Part['name'], lines: Line[]): Part {
  return { name, label: t(`snapshot.tables.${name}`), lines };
}

/** A count that was rounded down: nought stands for none to four. */
function count(label: string, now: number, former: number | null | undefined): Line {
  return {
    label, now: formatNumber(now), former: written(former),
    remark: now === 0 ? t('snapshot.remarks.small') : '',
  };
}

function hours(now: Tables, former: Tables | null | undefined): Line[] {
  const before = new Map(former?.hours.themes.map(({ theme, hours }) => [theme, hours]));
  const line = (label: string, hours: number, before: number | null | undefined): Line => ({
    label, now: formatNumber(hours), former: written(before),
    remark: hours === 0 ? t('snapshot.remarks.few_hours') : '',
  });
  const lines = now.hours.themes.map(({ theme, hours }) => line(theme, hours, before.get(theme)));
  const { other } = now.hours;
  if (other !== null) {
    return [...lines, line(t('snapshot.hours.other'), other, former?.hours.other)];
  }
  if (lines.length > 0) return lines;
  const remark = t('snapshot.remarks.too_few');
  return [{ label: t('snapshot.hours.none'), now: '', former: '', remark }];
}

function certificates(now: Tables, former: Tables | null | undefined): Line[] {
  const lines = CERTIFICATES.map((state) => count(
    t(`snapshot.certificates.${state}`), now.certificates[state], former?.certificates[state],
  ));
  const { other } = now.certificates;
  if (other === null) return lines;
  const label = t('snapshot.certificates.other');
  return [...lines, count(label, other, former?.certificates.other)];
}

function agreements(
  status: (typeof AGREEMENTS)[number],
  now: Tables,
  former: Tables | null | undefined,
): Line {
  const { all, with_municipality } = now.agreements[status];
  return {
    label: t(`snapshot.agreements.${status}`),
    now: formatNumber(all),
    former: written(former?.agreements[status].all),
    remark: with_municipality > 0
      ? t('snapshot.remarks.municipality', { count: with_municipality }) : '',
  };
}

function written(number: number | null | undefined): string {
  return number === null || number === undefined ? '' : formatNumber(number);
}
