// What the search window can find: members and agreements from the book, and the screens and acts
// that the rooms told about themselves.
import { call } from '../api/call';
import type { Act, Icon, Room } from '../shared/room';
import FileText from '@lucide/svelte/icons/file-text';
import User from '@lucide/svelte/icons/user';
import { t } from '../words';

export type Group = 'members' | 'agreements' | 'acts' | 'screens';

export interface Hit {
  key: string;
  group: Group;
  label: string;
  detail?: string | null;
  icon: Icon;
  path: string;
}

/** Letters as one types them: without accents, in small. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of the text begins a word of the label. */
export function fits(text: string, label: string): boolean {
  const words = folded(label).split(/[\s-]+/);
  return folded(text).split(/\s+/).filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** Screens and acts of these rooms; all of them when nothing is typed. */
export function ownHits(rooms: readonly Room[], text: string): Hit[] {
  const acts = rooms.flatMap((room) => room.acts ?? []).map((act) => hit('acts', act));
  const screens = rooms.map(({ label, name, icon }) =>
    hit('screens', { label, path: `/${name}`, icon }));
  return [...acts, ...screens].filter((one) => fits(text, one.label));
}

/** Everything that fits: people first, then agreements, acts and screens. */
export async function search(rooms: readonly Room[], text: string): Promise<Hit[]> {
  const own = ownHits(rooms, text);
  if (text.trim() === '') return own;
  const { members, agreements } = await call('search.find', { text });
  return [
    ...members.map((one) => found('members', one.member_id, one.full_name, one.address)),
    ...agreements.map((one) =>
      found('agreements', one.agreement_id, one.title, one.parties.join(', '))),
    ...own,
  ];
}

export function groupLabel(group: Group): string {
  return t(`app.search.groups.${group}`);
}

function hit(group: 'acts' | 'screens', { label, path, icon }: Act): Hit {
  return { key: `${group} ${path}`, group, label: label(), icon, path };
}

function found(
  group: 'members' | 'agreements',
  id: string,
  label: string,
  detail: string | null,
): Hit {
  const icon = group === 'members' ? User : FileText;
  return { key: `${group} ${id}`, group, label, detail, icon, path: `/${group}/${id}` };
}
