// How the window behaves on this machine's desktop, as far as its person chose; like the theme, it is this machine's and not the profile's.

/** What is chosen, and what holds until somebody chooses. */
const USUAL = { notifies: true, tray: false, safe_typing: false } as const;
export type Manner = keyof typeof USUAL;

const keyOf = (manner: Manner): string => `banthao.${manner}`;

/** How often something was chosen: whoever shows a choice shows it anew then. */
let chosen = $state(0);

export function hasManner(manner: Manner): boolean {
  void chosen;
  const kept = localStorage.getItem(keyOf(manner));
  return kept === null ? USUAL[manner] : kept === 'on';
}

export function chooseManner(manner: Manner, on: boolean): void {
  chosen += 1;
  if (on === USUAL[manner]) localStorage.removeItem(keyOf(manner));
  else localStorage.setItem(keyOf(manner), on ? 'on' : 'off');
}
