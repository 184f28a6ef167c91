// Parts of the window that no start waits for: fetched when the window has come to rest, or when they are first needed, whichever comes first.
import type { Component } from 'svelte';
import Later from './Later.svelte';
import { whenAtRest } from './rest';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any component may come later; its own properties are kept below
type AnyComponent = Component<any, any, any>;

/**
 * A component that stands for one that is fetched later, with the same properties. It is needed as soon as it is put into the page or, for what opens
 * and closes, when it first opens: a dialog that nobody has opened costs nothing.
 */
export function later<C extends AnyComponent>(load: () => Promise<{ default: C }>, needed: 'at once' | 'when open' = 'at once'): C {
  let part: C | null = null;
  const fetch = async () => (part ??= (await load()).default);
  whenAtRest(fetch);
  const stand: AnyComponent = (page, given: Record<string, unknown>) =>
    Later(page, { here: () => part, fetch, wanted: () => needed === 'at once' || given['open'] === true, given });
  return stand as C;
}
