// Commands that the face asks and that the desk does not list yet. As soon as one is listed, the
// listed one holds; then its line here goes.
import type { Done } from './wire';

export interface Scheme {
  singular: string;
  plural: string;
  unit_minutes: number;
}

type Nothing = Record<symbol, never>;

export interface Awaited {
  'credits.scheme': { question: Nothing; answer: Scheme };
  'credits.change_scheme': { question: Scheme; answer: Done };
}

export const awaitedWrites = ['credits.change_scheme'] as const;
