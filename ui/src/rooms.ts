// The rooms of the face, in the order of the rail. A room is added by one line here.
import { agreements } from './agreements/room';
import { certificates } from './certificates/room';
import { credits } from './credits/room';
import { help } from './help/room';
import { importing } from './import/room';
import { members } from './members/room';
import { privacy } from './privacy/room';
import { settings } from './settings/room';
import type { Room } from './shared/room';
import { snapshot } from './snapshot/room';
import { today } from './today/room';

export const rooms: readonly Room[] = [
  today, members, importing, privacy, certificates, credits, agreements, snapshot, help, settings,
];
