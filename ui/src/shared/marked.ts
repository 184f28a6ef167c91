// A text cut where something was found in it.
import type { Span } from '../backend/generated/protocol';

export interface Piece {
  text: string;
  found: boolean;
}

/** Letters kept before the first mark, for the words around it. */
const LEAD = 18;

/** A text that is shown in one line, from a little before what was found in it: or the line would end before the mark. */
export function near(text: string, spans: readonly Span[]): { text: string; spans: readonly Span[] } {
  const first = Math.min(...spans.map((span) => span.start));
  if (!Number.isFinite(first) || first <= LEAD * 2) return { text, spans };
  // From the beginning of a word, so that no letter is torn from its marks.
  const from = text.lastIndexOf(' ', first - LEAD) + 1;
  if (from === 0) return { text, spans };
  const shift = from - 1;
  return { text: `…${text.slice(from)}`, spans: spans.map(({ start, end }) => ({ start: start - shift, end: end - shift })) };
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
