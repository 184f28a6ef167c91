// The keys of the window. A key that belongs to an input method, or that what has the focus has taken, is none of them; nor is any while a question
// stands over the window.
import { keyOf, SHORTCUTS, type ShortcutId } from '../../shared/shortcuts';
import { cyclePanes } from '../panes';
import type { Acts } from './acts.svelte';
import type { Desk } from './desk.svelte';

/** What the window's keys do; the palette and its page of help name the same. */
export type Runs = Partial<Record<ShortcutId, () => unknown>>;

const QUESTION = 'dialog[open], [role="dialog"][data-state="open"]:not(.popover), [role="alertdialog"]';

export function runsOf(desk: Desk, acts: Acts): Runs {
  const withArticle = (act: () => unknown) => () => desk.view !== null && act();
  return {
    palette: () => (desk.paletteOpen = true),
    search: () => desk.parts.search?.focus(),
    new: () => desk.create(),
    save: acts.saveNow,
    name_version: withArticle(acts.nameVersion),
    history: withArticle(desk.openHistory),
    settings: () => desk.showSettings(),
    shortcuts: () => (desk.help = { open: true, page: 'phim-tat' }),
    back: () => desk.go(-1),
    forward: () => desk.go(1),
    pane: () => desk.element && cyclePanes(desk.element, false),
    pane_back: () => desk.element && cyclePanes(desk.element, true),
  };
}

export function windowKeys(desk: Desk, runs: Runs): (event: KeyboardEvent) => void {
  const byKey = new Map(Object.entries(runs).map(([id, run]) => [SHORTCUTS[id as ShortcutId] as string, run]));
  return (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (document.querySelector(QUESTION) !== null) return;
    if (event.key === 'Escape') {
      if (desk.closeOverlay()) event.preventDefault();
      return;
    }
    const run = byKey.get(keyOf(event));
    if (run === undefined) return;
    event.preventDefault();
    void run();
  };
}
