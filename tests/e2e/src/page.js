// What a person with a screen reader finds under a role and a name. axe knows both, so the
// same book of rules finds things and judges them. Answers the elements with exactly this name,
// or, if there is none, those whose name begins with it.
const [role, name] = arguments;
axe.setup(document);
try {
  const found = Array.from(document.querySelectorAll("body *"), (element) => ({
    element,
    role: axe.commons.aria.getRole(element),
  }))
    .filter((one) => one.role === role && axe.commons.dom.isVisibleToScreenReaders(one.element))
    .map(({ element }) => ({
      element,
      name: axe.commons.text.accessibleText(element).replace(/\s+/g, " ").trim(),
    }));
  const exact = found.filter((one) => one.name === name);
  const chosen = exact.length ? exact : found.filter((one) => one.name.startsWith(name));
  return { elements: chosen.map((one) => one.element), names: found.map((one) => one.name) };
} finally {
  axe.teardown();
}
