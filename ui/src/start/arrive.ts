// A step that comes into sight takes the focus with its heading, so that it is read aloud.
export function arrive(heading: HTMLElement): void {
  heading.focus({ preventScroll: true });
}
