// Who takes part in a booking: a member, by its own account or by the one that will be opened, or
// an account that came with an import and belongs to nobody yet. The id of an option says which.
import { call } from '../api/call';
import { findMembers } from '../api/members';
import type { AccountRow, Holder } from '../api/wire';
import type { Option } from '../shared';
import { t } from '../words';

const MOST_OUTSIDE = 5;

/** Members and unlinked accounts whose names hold what was typed. */
export async function findPeople(text: string): Promise<Option[]> {
  const [members, outside] = await Promise.all([
    findMembers(text),
    call('credits.accounts', {
      text, kinds: ['outside'], unlinked: true, offset: 0, limit: MOST_OUTSIDE,
    }),
  ]);
  return [
    ...members.map((option) => ({ ...option, id: `member_id ${option.id}` })),
    ...outside.rows.map((row) => ({
      id: `account_id ${row.account_id}`, label: row.name, detail: t('credits.kinds.outside'),
    })),
  ];
}

/** Who an option stands for; nobody while nothing is picked. */
export function holder(id: string): Holder | undefined {
  const [kind, value] = id.split(' ', 2);
  if (!value) return undefined;
  return kind === 'member_id' ? { member_id: value } : { account_id: value };
}

/** What stands on somebody's account; nothing for a member that has none yet. */
export async function balanceOf(id: string): Promise<number> {
  const who = holder(id);
  if (!who) return 0;
  if ('account_id' in who) {
    const statement = await call('credits.statement', { ...who, offset: 0, limit: 1 });
    return statement.account.balance_minutes;
  }
  const own = await call('credits.accounts', {
    ...who, kinds: ['member', 'outside'], unlinked: false, offset: 0,
  });
  return own.rows[0]?.balance_minutes ?? 0;
}

/** The partners of one kind, for a choice. */
export function partnerOptions(rows: readonly AccountRow[]): { value: string; label: string }[] {
  return rows.map((row) => ({ value: row.account_id, label: row.name }));
}
