// Punctuation as a Vietnamese page has it, made from what the keyboard has: quotes that open and close, a dash, an ellipsis, no space before a
// stop. Each is one change that Backspace or undoing takes back at once, and all of them only where the person asked for them.
import { InputRule } from 'prosemirror-inputrules';

/** What stands before a sign, and what the sign becomes. */
export interface Punctuation {
  typed: RegExp;
  becomes: (before: string) => string;
}

export const PUNCTUATION: readonly Punctuation[] = [
  { typed: /(^|[\s([{“‘–—\ufffc])"$/, becomes: (before) => `${before}“` },
  { typed: /([^\s([{“‘–—\ufffc])"$/, becomes: (before) => `${before}”` },
  { typed: /(^|[\s([{“–—\ufffc])'$/, becomes: (before) => `${before}‘` },
  { typed: /([^\s([{“‘–—\ufffc])'$/, becomes: (before) => `${before}’` },
  // At the start of a line two dashes are on the way to a dividing line.
  { typed: /([^-\s]\s?)--$/, becomes: (before) => `${before}–` },
  { typed: /([^.]|^)\.\.\.$/, becomes: (before) => `${before}…` },
  { typed: /([\p{L}\p{N})\]”’%])[ \u00a0]([,.:;!?])$/u, becomes: (before) => before },
];

export function punctuation(wanted: () => boolean): InputRule[] {
  return PUNCTUATION.map(
    ({ typed, becomes }) =>
      new InputRule(typed, (state, match, start, end) => {
        if (!wanted()) return null;
        const before = match[1] ?? '';
        const text = becomes(before) + (match[2] ?? '');
        return state.tr.insertText(text.slice(before.length), start + before.length, end);
      }),
  );
}
