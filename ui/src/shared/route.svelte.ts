// Where somebody is in the face: the part of the address after `#`. A screen is a path such as
// `/members/41`; what only changes the view of a screen (a filter, a chosen row) stands in the
// query and neither moves the focus nor makes the screen anew.

export interface Place {
  path: string;
  query: Record<string, string>;
}

function read(hash: string): Place {
  const [path, query] = hash.replace(/^#/, '').split('?', 2);
  const clean = `/${(path ?? '').split('/').filter(Boolean).join('/')}`;
  return { path: clean, query: Object.fromEntries(new URLSearchParams(query ?? '')) };
}

let place = $state.raw<Place>(read(window.location.hash));
window.addEventListener('hashchange', () => {
  place = read(window.location.hash);
});

export const route = {
  get path() {
    return place.path;
  },
  get query() {
    return place.query;
  },
};

/** The address of a path, for `href`. */
export function to(path: string, query: Record<string, string | undefined> = {}): string {
  const kept = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- written at once, never kept
  const search = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  return `#${path}${search}`;
}

/** Goes to another screen. */
export function go(path: string, query: Record<string, string | undefined> = {}): void {
  window.location.hash = to(path, query);
}

/**
 * Changes the view of this screen; leaves no trail of its own for 'back'. The address may have
 * moved before we were told: whoever is on the way to another screen is not brought back.
 */
export function view(query: Record<string, string | undefined>): void {
  const there = read(window.location.hash);
  if (there.path !== place.path) return;
  const hash = to(there.path, { ...there.query, ...query });
  window.history.replaceState(window.history.state, '', hash);
  place = read(hash);
}

/**
 * What stands at the `:names` of a pattern, or nothing when the path is another one.
 * `match('/members/:id', '/members/41')` is `{ id: '41' }`. What stands there is an id, and
 * never escaped.
 */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const expected = pattern.split('/').filter(Boolean);
  const found = path.split('/').filter(Boolean);
  if (expected.length !== found.length) return undefined;
  const names: Record<string, string> = {};
  for (const [place, part] of expected.entries()) {
    const value = found[place] ?? '';
    if (part.startsWith(':')) names[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return names;
}
