// What did not change is folded away, but for a line on each side of what did: enough to know where one is.
import type { LineView } from '../../backend/generated/protocol';

export type Stretch = { is: 'lines'; at: number; lines: LineView[] } | { is: 'folded'; at: number; lines: LineView[] };

/** Fewer than this are shown: a fold takes a line itself. */
const FEWEST = 3;
const CONTEXT = 1;

export function stretches(lines: readonly LineView[]): Stretch[] {
  const shown = lines.map((_, at) => lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ change }) => change !== 'same'));
  const found: Stretch[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && shown[end] === shown[at]) end += 1;
    const is = shown[at] || end - at < FEWEST ? 'lines' : 'folded';
    const last = found.at(-1);
    if (is === 'lines' && last?.is === 'lines') last.lines.push(...lines.slice(at, end));
    else found.push({ is, at, lines: lines.slice(at, end) });
    at = end;
  }
  return found;
}
