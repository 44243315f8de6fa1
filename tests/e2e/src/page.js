// What a person with a screen reader finds under a role and a name. axe knows both, so the
// same book of rules finds things and judges them. Answers the elements with exactly this name,
// or, if there is none, those whose name begins with it. Looks only inside another element if the
// role and name of one are given.
const [role, name, within] = arguments;
axe.setup(document);
try {
  const under = (root, role, name) => {
    const found = Array.from(root.querySelectorAll("*"))
      .filter((element) => axe.commons.aria.getRole(element) === role)
      .filter((element) => axe.commons.dom.isVisibleToScreenReaders(element))
      .map((element) => ({
        element,
        name: axe.commons.text.accessibleText(element).replace(/\s+/g, " ").trim(),
      }));
    const exact = found.filter((one) => one.name === name);
    const chosen = exact.length ? exact : found.filter((one) => one.name.startsWith(name));
    return { elements: chosen.map((one) => one.element), names: found.map((one) => one.name) };
  };
  const outer = within ? under(document.body, ...within) : { elements: [document.body] };
  if (outer.elements.length !== 1) {
    return { elements: [], names: [`${outer.elements.length} × ${within.join(" ")}`] };
  }
  return under(outer.elements[0], role, name);
} finally {
  axe.teardown();
}
