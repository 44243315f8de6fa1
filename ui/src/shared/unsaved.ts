// The forms in which something was typed that is not saved yet: what would be lost with the book
// that they belong to. A form that only asks for a passphrase keeps out of this.
const forms = new Set<HTMLFormElement>();

export const unsaved = {
  /** Something was typed in it. */
  note(form: HTMLFormElement): void {
    forms.add(form);
  },
  /** It was saved, or it is gone. */
  forget(form: HTMLFormElement): void {
    forms.delete(form);
  },
  /** Whether any form is half filled in. */
  any(): boolean {
    return forms.size > 0;
  },
  /** What stands in them need not be kept. */
  discard(): void {
    forms.clear();
  },
};
