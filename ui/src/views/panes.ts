// F6 walks the parts of the window, as in other desktop programs.

/** Focus the next part (or the one before) that is on the screen. */
export function cyclePanes(desk: HTMLElement, backwards: boolean): void {
  const panes = [...desk.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(here + (backwards ? -1 : 1) + panes.length) % panes.length];
  if (next === undefined) return;
  const target = next.querySelector<HTMLElement>('[data-pane-first], [aria-current="true"], textarea, input:not([type="file"]), [role="tab"][data-state="active"], button');
  (target ?? next).focus();
}
