// Every command with its question and its answer, as the core has them.
type Nothing = Record<string, never>;
export type Language = 'nl' | 'en';
export type Theme = 'system' | 'light' | 'dark';

export interface BookState {
  phase: 'none' | 'locked' | 'open';
  folder: string | null;
  name: string | null;
  practice: boolean;
  centre: string | null;
  person: { person_id: string; name: string; role: string } | null;
  read_only: boolean;
  recent: { folder: string; name: string }[];
}

export interface FaceSettings {
  language: Language;
  theme: Theme;
  zoom: number;
}

export interface Centre {
  name: string;
  place: string;
  chamber_number: string;
  signatories: { name: string; function: string }[];
}

export interface Scheme {
  singular: string;
  plural: string;
  unit_minutes: number;
}

export interface TodayItem {
  kind: string;
  tone: 'late' | 'soon' | 'info';
  details: Record<string, string | number>;
  target: { room: string; id: string | null };
}

export interface Today {
  items: TodayItem[];
  tiles: { kind: string; value: number; details: Record<string, string | number> }[];
}

export interface Found {
  id: string;
  label: string;
  detail: string;
}

export interface Commands {
  'book.state': { question: Nothing; answer: BookState };
  'book.create': {
    question: { centre: string; place: string; name: string; passphrase: string };
    answer: { recovery_code: string };
  };
  'book.unlock': { question: { person_id?: null; passphrase: string }; answer: Nothing };
  'book.recover': {
    question: { recovery_code: string; new_passphrase: string };
    answer: Nothing;
  };
  'book.lock': { question: Nothing; answer: Nothing };
  'book.practice': { question: Nothing; answer: Nothing };
  'book.leave_practice': { question: Nothing; answer: Nothing };
  'book.choose': { question: { folder?: string }; answer: { chosen: boolean } };
  'book.verify': {
    question: Nothing;
    answer: { checks: { name: string; ok: boolean; count: number }[] };
  };
  'book.where': { question: Nothing; answer: { folder: string } };
  'backup.make': { question: Nothing; answer: { file: string | null; checked: boolean } };
  'backup.inspect': {
    question: Nothing;
    answer: {
      centre: string;
      made_at: string;
      members: number;
      transfers: number;
      last_booking: string | null;
    } | null;
  };
  'keys.change_passphrase': { question: { old: string; new: string }; answer: Nothing };
  'face.settings': { question: Nothing; answer: FaceSettings };
  'face.change': { question: Partial<FaceSettings>; answer: Nothing };
  'centre.get': { question: Nothing; answer: Centre };
  'centre.change': { question: Centre; answer: Nothing };
  'credits.scheme': { question: Nothing; answer: Scheme };
  'credits.change_scheme': { question: Scheme; answer: Nothing };
  'certificates.text': { question: Nothing; answer: { text: string } };
  'certificates.change_text': { question: { text: string }; answer: Nothing };
  'today.get': { question: Nothing; answer: Today };
  'search.find': {
    question: { text: string };
    answer: { members: Found[]; agreements: Found[] };
  };
  'desk.undo': { question: { operation_id: string }; answer: Nothing };
}
