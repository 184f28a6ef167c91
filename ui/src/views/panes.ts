// F6 walks the parts of the window, as in other desktop programs.

/** Where the keyboard goes in a pane that does not say it itself. */
const STOPS = '[aria-current="true"], textarea, input:not([type="file"]), [role="tab"][aria-selected="true"], button';

/** Focus the next part (or the one before) that is on the screen. */
export function cyclePanes(desk: HTMLElement, backwards: boolean): void {
  const panes = [...desk.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(here + (backwards ? -1 : 1) + panes.length) % panes.length];
  if (next === undefined) return;
  const first = next.querySelector<HTMLElement>('[data-pane-first]');
  // Not all of a pane is on the screen at every width, and what is not takes no focus.
  const target = first ?? [...next.querySelectorAll<HTMLElement>(STOPS)].find((stop) => stop.offsetParent !== null);
  (target ?? next).focus();
}
