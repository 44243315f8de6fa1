// Commands that the face asks and that the desk does not list yet. As soon as one is listed, the
// listed one holds; then its line here goes.
import type { Done } from './wire';

export interface Scheme {
  singular: string;
  plural: string;
  unit_minutes: number;
}

export interface Centre {
  name: string;
  place: string;
  chamber_number: string;
  signatories: { name: string; function: string }[];
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

type Nothing = Record<symbol, never>;

export interface Awaited {
  'centre.get': { question: Nothing; answer: Centre };
  'centre.change': { question: Centre; answer: Done };
  'credits.scheme': { question: Nothing; answer: Scheme };
  'credits.change_scheme': { question: Scheme; answer: Done };
  'certificates.text': { question: Nothing; answer: { text: string } };
  'certificates.change_text': { question: { text: string }; answer: Done };
  'today.get': { question: Nothing; answer: Today };
}

export const awaitedWrites = [
  'centre.change', 'credits.change_scheme', 'certificates.change_text',
] as const;
