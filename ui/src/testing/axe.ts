// Looks for what keeps people out, by axe's rules. Colours are not seen here: tokens.test.ts counts
// them, and the real window is searched whole.
import axe from 'axe-core';

/** What is wrong with a piece of the page, one line per rule; nothing is what one wants. */
export async function violations(element: Element): Promise<string[]> {
  const found = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
}
