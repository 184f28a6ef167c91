// The keys of the window. A key that belongs to an input method, or that what has the focus has taken, is none of them.
import { cyclePanes } from '../panes';
import type { Acts } from './acts.svelte';
import type { Desk } from './desk.svelte';

export function windowKeys(desk: Desk, acts: Acts): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'F6') {
      event.preventDefault();
      if (desk.element !== null) cyclePanes(desk.element, event.shiftKey);
      return;
    }
    if (event.key === 'Escape' && (desk.sideOpen || desk.listOpen) && !event.defaultPrevented) {
      desk.sideOpen = false;
      desk.listOpen = false;
      return;
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    if (event.shiftKey) {
      const shifted = { h: desk.openHistory, s: acts.nameVersion }[event.key.toLowerCase()];
      if (shifted === undefined || desk.view === null) return;
      event.preventDefault();
      void shifted();
      return;
    }
    const act = { n: desk.create, s: acts.saveNow, k: () => desk.parts.search?.focus(), ',': () => desk.showSettings() }[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    void act();
  };
}
