// What a form and its fields tell each other: the sentence that belongs at a field, and the ids by
// which label, hint and error are tied to the control. Fields also work without a form around them.
import { createContext } from 'svelte';

export interface FormPlace {
  /** Makes the ids of this form its own. */
  prefix: string;
  /** The sentence at a field, if it was refused. */
  error(name: string): string | undefined;
}

const [place, setPlace] = createContext<FormPlace>();

export { setPlace };

/** The form around a field, if there is one. */
export function formPlace(): FormPlace | undefined {
  try {
    return place();
  } catch {
    return undefined;
  }
}

/** What every kind of field takes. */
export interface FieldProps {
  /** As the core calls it, so that its refusal finds the field. */
  name: string;
  label: string;
  /** One sentence that helps beforehand. */
  hint?: string;
  /** A sentence from elsewhere; the form's own refusal comes first. */
  error?: string;
  /** Says beside the label that it may stay empty. */
  optional?: boolean;
  disabled?: boolean;
  /** Takes the focus when it comes into sight: the one field that somebody came for. */
  autofocus?: boolean;
}

/** What ties a control to its label, hint and error: spread it on the control. */
export interface Control {
  id: string;
  name: string;
  disabled: boolean | undefined;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
  'data-autofocus': true | undefined;
}

/** Takes the focus when it comes into sight, where that was asked. */
export function arriving(asked: boolean | undefined) {
  return (control: HTMLElement): void => {
    if (asked) control.focus();
  };
}

/** Tells the form around a control that it cannot be sent as it stands. */
export function refused(sentence: string | undefined) {
  return (control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): void => {
    control.setCustomValidity(sentence ?? '');
  };
}
