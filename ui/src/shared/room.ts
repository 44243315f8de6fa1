// What a room tells the frame about itself. App lays the rooms side by side; the rail, the routes,
// the search window and the help all come from this, so that a room is added in one place.
import { createContext, type Component } from 'svelte';

export type Icon = Component<{ class?: string; 'aria-hidden'?: 'true' }>;

/** A screen; its props are the `:names` of its path. */
export type Screen = Component<never>;

export interface Act {
  /** What somebody would look for: 'Lid toevoegen'. */
  label: () => string;
  path: string;
  icon: Icon;
  /** Done many times a day: it also stands on Vandaag, the last such one as its main button. */
  often?: boolean;
}

export interface Room {
  /** The first part of its paths, and its section in the word files. */
  name: string;
  icon: Icon;
  /** Read anew on each change of language. */
  label: () => string;
  /** Pattern of a path to the screen for it; the `:names` become its props. First match wins. */
  screens: Record<string, Screen>;
  /** What can be done here, for the search window. */
  acts?: Act[];
  /** How many things here ask for attention: stands behind the name in the rail. */
  count?: () => number;
  /** Reads again what `count` counts; called after each write. */
  refresh?: () => void;
  /** The help of this room: paragraphs in the word files. */
  help?: () => string[];
  /** Where in the rail: with the practices, or at the foot. */
  foot?: boolean;
  /** No place of its own in the rail: it is reached from this room, which is marked there. */
  within?: string;
}

/** The rooms that App laid out, for the few screens that speak of all of them. */
export const [openRooms, setOpenRooms] = createContext<readonly Room[]>();
