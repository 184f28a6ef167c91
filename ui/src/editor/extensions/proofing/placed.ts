// What is underlined, as the plugin's state holds it.
import { PluginKey, type EditorState } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import type { Finding, Placed } from './finding';

export interface Underlines {
  readonly on: boolean;
  readonly set: DecorationSet;
}

export const proofingKey = new PluginKey<Underlines>('proofing');

/** What is underlined now, in the order of the text. */
export function placedIn(state: EditorState): Placed[] {
  const found = proofingKey.getState(state)?.set.find() ?? [];
  return found.map(({ from, to, spec }) => ({ from, to, finding: spec['finding'] as Finding })).sort((a, b) => a.from - b.from);
}
