// Whether the screen is covered: the book was locked while somebody was at work. What stands open
// goes out of sight and keeps what was typed in it.
let on = $state(false);

export const cover = {
  get on(): boolean {
    return on;
  },
  set on(value: boolean) {
    on = value;
  },
};
