// The recovery code as people copy it from a screen: groups of signs, in which some look alike.

export function groupsOf(code: string): string[] {
  return code.split(/[\s-]+/).filter(Boolean);
}

/** Whether what was typed is this group; capitals do not matter, nor signs that look alike. */
export function sameGroup(typed: string, group: string): boolean {
  return plain(typed) === plain(group);
}

function plain(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '')
    .replace(/O/g, '0').replace(/[IL]/g, '1').replace(/U/g, 'V');
}
