// A long text with a few new words in it: what stayed the same is shown only near them.
import type { WordsView } from '../../backend/generated/protocol';

/** Letters kept on each side of a change. */
const NEAR = 160;

export function shortened(words: readonly WordsView[]): WordsView[] {
  return words.map((piece, at) => (piece.is === 'same' ? { ...piece, text: near(piece.text, at > 0, at < words.length - 1) } : piece));
}

function near(text: string, after: boolean, before: boolean): string {
  const head = after ? NEAR : 0;
  const tail = before ? NEAR : 0;
  if (text.length <= head + tail + 40) return text;
  const first = text.slice(0, head).replace(/\S*$/u, '').trimEnd();
  const last = tail === 0 ? '' : text.slice(-tail).replace(/^\S*/u, '').trimStart();
  return [first, '…', last].filter((part) => part !== '').join(' ');
}
