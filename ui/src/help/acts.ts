// What a command is in plain words, for the table of who may do what. Who may, stands in the desk's
// list alone; several commands are one thing to people. One without words here does not compile.
import { roles, type Commands, type Role } from '../api/wire';
import type { Words } from '../words/language.svelte';

type Acts = Words['help']['may']['acts'];
type Phrase = { [Room in keyof Acts]: `${Room}.${keyof Acts[Room] & string}` }[keyof Acts];

const PHRASES: Record<keyof Commands, Phrase> = {
  'members.list': 'members.see',
  'members.get': 'members.see',
  'members.history': 'members.see',
  'members.export': 'members.save',
  'members.admit': 'members.change',
  'members.revise': 'members.change',
  'members.change_membership': 'members.change',
  'members.end': 'members.change',
  'files.choose': 'members.import',
  'import.preview_members': 'members.import',
  'import.apply_members': 'members.import',
  'import.held': 'members.import',
  'import.decide': 'members.import',
  'import.transfer_columns': 'members.import',
  'import.preview_transfers': 'members.import',
  'import.apply_transfers': 'members.import',
  'certificates.list': 'certificates.see',
  'certificates.get': 'certificates.see',
  'certificates.paper': 'certificates.see',
  'certificates.preview': 'certificates.see',
  'certificates.texts': 'certificates.see',
  'certificates.save_paper': 'certificates.save',
  'certificates.save_register': 'certificates.save',
  'certificates.issue': 'certificates.give',
  'certificates.sign': 'certificates.give',
  'certificates.hand_over': 'certificates.give',
  'certificates.withdraw': 'certificates.give',
  'certificates.change_text': 'certificates.text',
  'credits.accounts': 'credits.see',
  'credits.balances': 'credits.see',
  'credits.check': 'credits.see',
  'credits.imports': 'credits.see',
  'credits.recent': 'credits.see',
  'credits.scheme': 'credits.see',
  'credits.statement': 'credits.see',
  'credits.themes': 'credits.see',
  'credits.totals': 'credits.see',
  'credits.save_accounts': 'credits.save',
  'credits.save_statement': 'credits.save',
  'credits.earn': 'credits.book',
  'credits.give': 'credits.book',
  'credits.spend': 'credits.book',
  'credits.reverse': 'credits.book',
  'credits.link': 'credits.account',
  'credits.open_account': 'credits.account',
  'credits.change_scheme': 'credits.set',
  'credits.change_themes': 'credits.set',
  'agreements.list': 'agreements.see',
  'agreements.get': 'agreements.see',
  'agreements.save_list': 'agreements.save',
  'agreements.calendar': 'agreements.save',
  'agreements.make': 'agreements.change',
  'agreements.revise': 'agreements.change',
  'agreements.end': 'agreements.change',
  'agreements.add_scenario': 'agreements.change',
  'agreements.revise_scenario': 'agreements.change',
  'agreements.drop_scenario': 'agreements.change',
  'agreements.note_contact': 'agreements.talk',
  'agreements.retract_contact': 'agreements.talk',
  'agreements.open_review': 'agreements.talk',
  'agreements.look': 'agreements.talk',
  'agreements.close_review': 'agreements.talk',
  'snapshot.quarters': 'snapshot.see',
  'snapshot.preview': 'snapshot.see',
  'snapshot.list': 'snapshot.see',
  'snapshot.write': 'snapshot.make',
  'privacy.register': 'privacy.register',
  'consent.list': 'privacy.consents',
  'consent.of_member': 'privacy.consents',
  'consent.purposes': 'privacy.consents',
  'consent.export': 'privacy.consents',
  'consent.give': 'privacy.consent',
  'consent.withdraw': 'privacy.consent',
  'consent.change_purposes': 'privacy.purposes',
  'privacy.terms': 'privacy.terms',
  'privacy.change_terms': 'privacy.set_terms',
  'privacy.passed': 'privacy.set_terms',
  'privacy.clear_passed': 'privacy.set_terms',
  'privacy.save_register': 'privacy.save_register',
  'privacy.person': 'privacy.person',
  'privacy.save_person': 'privacy.person',
  'privacy.request_erasure': 'privacy.erase',
  'privacy.take_back_erasure': 'privacy.erase',
  'privacy.erasure': 'privacy.erase',
  'privacy.erasures': 'privacy.erase',
  'privacy.erase_due': 'privacy.erase',
  'privacy.save_loss': 'privacy.lost',
  'backup.away': 'privacy.lost',
  'confidential.list': 'confidential.notes',
  'confidential.write': 'confidential.notes',
  'confidential.erase': 'confidential.notes',
  'confidential.waiting': 'confidential.let_in',
  'confidential.let_in': 'confidential.let_in',
  'backup.list': 'copies.see',
  'backup.places': 'copies.see',
  'backup.choose': 'copies.see',
  'backup.open': 'copies.see',
  'backup.kept': 'copies.see',
  'backup.open_kept': 'copies.see',
  'backup.keep': 'copies.make',
  'backup.make': 'copies.make',
  'backup.test': 'copies.make',
  'backup.look': 'copies.restore',
  'backup.restore': 'copies.restore',
  'backup.remove_kept': 'copies.remove',
  'backup.add_place': 'copies.places',
  'backup.forget_place': 'copies.places',
  'today.get': 'desk.look',
  'search.find': 'desk.look',
  'centre.get': 'desk.look',
  'desk.acts': 'desk.look',
  'job.progress': 'desk.look',
  'job.stop': 'desk.look',
  'files.show': 'desk.look',
  'book.state': 'desk.book',
  'book.create': 'desk.book',
  'book.unlock': 'desk.book',
  'book.recover': 'desk.book',
  'book.lock': 'desk.book',
  'book.choose': 'desk.book',
  'book.practice': 'desk.book',
  'book.leave_practice': 'desk.book',
  'book.try_again': 'desk.book',
  'book.put_away': 'desk.book',
  'book.where': 'desk.book',
  'book.verify': 'desk.check',
  'book.heads': 'desk.check',
  'book.find_head': 'desk.check',
  'face.settings': 'desk.own',
  'face.change': 'desk.own',
  'keys.change_passphrase': 'desk.own',
  'keys.suggest_passphrase': 'desk.own',
  'keys.set_pin': 'desk.own',
  'keys.switch_person': 'desk.own',
  'desk.stay_open': 'desk.own',
  'desk.undo': 'desk.undo',
  'centre.change': 'desk.centre',
  'keys.list_people': 'desk.people',
  'keys.add_person': 'desk.people',
  'keys.rename_person': 'desk.people',
  'keys.change_role': 'desk.people',
  'keys.remove_person': 'desk.people',
  'keys.give_passphrase': 'desk.people',
  'keys.new_recovery_code': 'desk.keys',
  'keys.save_recovery_code': 'desk.keys',
  'keys.new_key': 'desk.keys',
  'desk.lock_after': 'desk.lock',
};

export const ROLES: readonly Role[] = ['reader', 'worker', 'manager', 'confidant'];

export interface Permission {
  /** Its key under `help.may.acts`. */
  phrase: Phrase;
  /** Who may do it. */
  may: readonly Role[];
}

/** What can be done, room by room in the order of the word files, with who may. */
export function permissions(): { room: string; acts: Permission[] }[] {
  const found: Record<string, Permission[]> = {};
  for (const [command, phrase] of Object.entries(PHRASES)) {
    const room = phrase.split('.')[0] as string;
    const acts = (found[room] ??= []);
    if (acts.some((act) => act.phrase === phrase)) continue;
    acts.push({ phrase, may: roles[command as keyof Commands] });
  }
  return Object.entries(found).map(([room, acts]) => ({ room, acts }));
}

/** The commands that people call by one phrase. */
export function commandsOf(phrase: string): (keyof Commands)[] {
  return (Object.keys(PHRASES) as (keyof Commands)[]).filter((name) => PHRASES[name] === phrase);
}
