// Finding a member while one types, for every room that must know who it is about.
import type { Option } from '../shared';
import { t } from '../words';
import { call } from './call';
import type { MemberKind } from './wire';

/** As many as can be looked through at a glance. */
const MOST = 12;

/** Members whose names, streets or numbers hold what was typed; the id is the member's own. */
export async function findMembers(text: string, only?: MemberKind): Promise<Option[]> {
  const { rows } = await call('members.list', {
    text, kind: only ?? null, former: false, sort: 'name', down: false, offset: 0, limit: MOST,
  });
  return rows.map((row) => ({
    id: row.member_id,
    label: row.full_name,
    detail: [
      row.address ?? t('shared.pick.member', { number: row.number }),
      row.membership ? undefined : t('shared.pick.former'),
    ].filter(Boolean).join(' · '),
  }));
}
