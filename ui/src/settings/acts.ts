// What people call an act in the audit.
import { known, say, t } from '../words';

/** The words for a command's act; "something else" for one that has none. */
export function actName(command: string): string {
  const key = `backup.acts.${command.replace('.', '_')}`;
  return known(key) ? say(key) : t('backup.acts.other');
}
