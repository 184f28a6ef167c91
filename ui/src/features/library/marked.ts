// A text cut where something was found in it.
import type { Span } from '../../backend/generated/protocol';

export interface Piece {
  text: string;
  found: boolean;
}

/** The text in pieces. Spans that lie outside it, cross each other or go backwards cost a mark, never a letter. */
export function pieces(text: string, spans: readonly Span[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, at), Math.min(end, text.length)];
    if (from >= to) continue;
    if (from > at) cut.push({ text: text.slice(at, from), found: false });
    cut.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length) cut.push({ text: text.slice(at), found: false });
  return cut;
}
