// What axe says of a page, in the page: run by whoever drives it, after axe itself was put there.

/** Complaints as lines. It stands alone, for it is sent to the page as text. */
export async function look() {
  // A menu is a layer over the page like a dialog; axe takes only the dialog for one and misses a landmark around the menu.
  const region = { enabled: document.querySelector('[role="menu"]') === null };
  const { violations } = await globalThis.axe.run({ rules: { region } });
  // A list that the field walks through with its own keys scrolls along with them, and is no stop of the Tab key. axe knows that of comboboxes alone.
  const walked = (id, selector) => id === 'scrollable-region-focusable' && document.activeElement?.getAttribute('aria-controls') === document.querySelector(selector)?.id;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .filter(({ target }) => !walked(id, target.at(-1)))
      .map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`));
}
