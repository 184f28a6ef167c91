// What is doubted, as the plugin's state holds it.
import { PluginKey, type EditorState } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import type { Finding, Placed } from './finding';
import type { Span } from './seen';

export interface Underlines {
  readonly on: boolean;
  /** Every finding, where it stands. */
  readonly set: DecorationSet;
  /** Those of them that are drawn. */
  readonly drawn: DecorationSet;
  /** Where findings are drawn; null for everywhere. */
  readonly span: Span | null;
  /** Counts up when a finding came or fell, and not when findings only moved with the text. */
  readonly edition: number;
}

export const proofingKey = new PluginKey<Underlines>('proofing');

/** What is doubted now, drawn or not, in the order of the text. */
export function placedIn(state: EditorState): Placed[] {
  const found = proofingKey.getState(state)?.set.find() ?? [];
  return found.map(({ from, to, spec }) => ({ from, to, finding: spec['finding'] as Finding })).sort((a, b) => a.from - b.from);
}

/** Where a finding stands by now, which may have moved since it was told of; null when it fell. */
export function placeNow(state: EditorState, placed: Placed): Placed | null {
  const { rule, text } = placed.finding;
  // Checked anew, a finding is another object of the same words.
  const same = placedIn(state).filter(({ finding }) => finding.rule === rule && finding.text === text);
  const far = ({ from }: Placed) => Math.abs(from - placed.from);
  return same.sort((one, other) => far(one) - far(other))[0] ?? null;
}
