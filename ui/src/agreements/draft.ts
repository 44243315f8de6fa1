// An agreement or a scenario while it is being typed: text is empty instead of nothing, and a
// number is nothing while it cannot be read.
import type {
  AgreementFields, AgreementKind, Hat, NewScenario, NoticeUnit, Party, PartyKind, ScenarioFields,
  ScenarioKind,
} from '../api/wire';
import { today } from '../shared';

export interface PartyDraft {
  /** Tells the drafts apart while parties come and go. */
  key: number;
  party_id: string | null;
  kind: PartyKind;
  name: string;
  member_id: string;
  member_name: string;
  contact_person: string;
  hat: Hat | undefined;
  reach: string;
}

export interface AgreementDraft {
  title: string;
  object: string;
  kind: AgreementKind;
  from_day: string;
  until_day: string;
  until_text: string;
  notice_length: number | undefined;
  notice_unit: NoticeUnit;
  preparation_weeks: number | undefined;
  contact_weeks: number | undefined;
  review_months: number | undefined;
  handover_condition: string;
  people: number | undefined;
  parties: PartyDraft[];
}

export interface ScenarioDraft {
  key: number;
  kind: ScenarioKind;
  title: string;
  cause: string;
  signs: string;
  steps: string;
  who: string;
  people: number | undefined;
  cost_euros: number | undefined;
  alternatives: string;
}

let keys = 0;
const nextKey = (): number => (keys += 1);
const orNothing = (text: string): string | null => (text.trim() === '' ? null : text);

export function newParty(kind: PartyKind = 'municipality'): PartyDraft {
  return {
    key: nextKey(), party_id: null, kind, name: '', member_id: '', member_name: '',
    contact_person: '', hat: undefined, reach: '',
  };
}

export function newScenario(kind: ScenarioKind): ScenarioDraft {
  return {
    key: nextKey(), kind, title: '', cause: '', signs: '', steps: '', who: '',
    people: undefined, cost_euros: undefined, alternatives: '',
  };
}

export function newAgreement(): AgreementDraft {
  return {
    title: '', object: '', kind: 'use_of_place', from_day: today(), until_day: '', until_text: '',
    notice_length: undefined, notice_unit: 'months', preparation_weeks: 8, contact_weeks: 8,
    review_months: 12, handover_condition: '', people: undefined, parties: [newParty()],
  };
}

export function draftOf(fields: AgreementFields): AgreementDraft {
  const { notice } = fields;
  return {
    title: fields.title,
    object: fields.object ?? '',
    kind: fields.kind,
    from_day: fields.from_day,
    until_day: fields.until_day ?? '',
    until_text: fields.until_text ?? '',
    notice_length: notice?.length,
    notice_unit: notice?.unit ?? 'months',
    preparation_weeks: fields.preparation_weeks,
    contact_weeks: fields.contact_weeks,
    review_months: fields.review_months,
    handover_condition: fields.handover_condition ?? '',
    people: fields.people ?? undefined,
    parties: fields.parties.map(partyDraft),
  };
}

export function fieldsOf(draft: AgreementDraft): AgreementFields {
  const { notice_length, notice_unit } = draft;
  return {
    title: draft.title,
    object: orNothing(draft.object),
    kind: draft.kind,
    from_day: draft.from_day,
    until_day: orNothing(draft.until_day),
    until_text: orNothing(draft.until_text),
    notice: notice_length === undefined ? null : { length: notice_length, unit: notice_unit },
    preparation_weeks: draft.preparation_weeks ?? 0,
    contact_weeks: draft.contact_weeks ?? 0,
    review_months: draft.review_months ?? 0,
    handover_condition: orNothing(draft.handover_condition),
    people: draft.people ?? null,
    parties: draft.parties.map(partyOf),
  };
}

export function scenarioDraft(fields: ScenarioFields, kind: ScenarioKind): ScenarioDraft {
  return {
    ...newScenario(kind),
    title: fields.title,
    cause: fields.cause ?? '',
    signs: fields.signs ?? '',
    steps: fields.steps ?? '',
    who: fields.who ?? '',
    people: fields.people ?? undefined,
    cost_euros: fields.cost_euros ?? undefined,
    alternatives: fields.alternatives ?? '',
  };
}

export function scenarioOf(draft: ScenarioDraft): NewScenario {
  return {
    kind: draft.kind,
    fields: {
      title: draft.title,
      cause: orNothing(draft.cause),
      signs: orNothing(draft.signs),
      steps: orNothing(draft.steps),
      who: orNothing(draft.who),
      people: draft.people ?? null,
      cost_euros: draft.cost_euros ?? null,
      alternatives: orNothing(draft.alternatives),
    },
  };
}

function partyDraft(party: Party): PartyDraft {
  return {
    key: nextKey(),
    party_id: party.party_id ?? null,
    kind: party.kind,
    name: party.name,
    member_id: party.member_id ?? '',
    member_name: party.member_id ? party.name : '',
    contact_person: party.contact_person ?? '',
    hat: party.hat ?? undefined,
    reach: party.reach ?? '',
  };
}

function partyOf(draft: PartyDraft): Party {
  return {
    party_id: draft.party_id,
    kind: draft.kind,
    name: draft.name,
    member_id: draft.member_name.trim() === '' ? null : orNothing(draft.member_id),
    contact_person: orNothing(draft.contact_person),
    hat: draft.hat ?? null,
    reach: orNothing(draft.reach),
  };
}
