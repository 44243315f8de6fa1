// What came of checking a snapshot, as sentences. The verdict stands above them.
import type { SnapshotChecked, SnapshotVerdict } from '../../api/wire';
import { formatQuarter } from '../../shared';
import { t } from '../../words';

/** The colour of a verdict, which only repeats its words. */
export const TONES = {
  genuine: 'green',
  changed: 'red',
  unknown_sender: 'amber',
  out_of_order: 'amber',
  unreadable: 'red',
} as const satisfies Record<SnapshotVerdict, string>;

/** What was found, of whom the file is, and what a signature does not prove. */
export function told({ file, finding, about, missing, other }: SnapshotChecked): string[] {
  const found = t(`snapshot.check.findings.${finding}`, {
    file, other: other ?? '', missing: missing.join(', '), sequence: about?.sequence ?? '',
  });
  if (!about) return [found];
  return [
    found,
    t('snapshot.check.about', { ...about, quarter: formatQuarter(about.quarter) }),
    t('snapshot.check.sender', { fingerprint: about.fingerprint }),
    t('snapshot.check.limit'),
  ];
}
