import { afterEach, expect, test } from 'vitest';
import { notices } from '../shared/notices.svelte';
import { takeBackLast } from './acts.svelte';
import { change } from './change.svelte';
import { lay } from './desk.svelte';
import { pretend } from './pretend';
import type { BookState, PersonAtDesk } from './wire';

const ANJA: PersonAtDesk = { person_id: 'p1', name: 'Anja', role: 'manager' };
const FATIMA: PersonAtDesk = { person_id: 'p2', name: 'Fatima', role: 'worker' };
const by = (person: PersonAtDesk): BookState => ({
  phase: 'open', name: 'jutter', centre: 'Jutter', practice: false, person, read_only: null,
  put_aside: null, little_space: null, notices: [], books: [], lock_after_seconds: null,
  with_pin: [], version: '0',
});

afterEach(() => void pretend({}));

test('what one person did is not taken back by the next, and is by the same', async () => {
  const asked = pretend({
    'centre.change': async () => ({ version: 2 }),
    'desk.undo': async () => ({}),
  });
  const undone = () => asked.filter(({ command }) => command === 'desk.undo').length;
  const act = change('centre.change');
  await lay(by(ANJA));
  await act.send({} as never);
  await lay(by({ ...ANJA, name: 'Anja Bos' }));
  await takeBackLast();
  expect(undone()).toBe(1);
  await act.send({} as never);
  await lay(by(FATIMA));
  await takeBackLast();
  expect(undone()).toBe(1);
  expect(notices.now?.text).toBe('Er is niets om ongedaan te maken.');
});
