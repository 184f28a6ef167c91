// A long text with a few new words in it: what stayed the same is shown only near them.
import type { WordsView } from '../../backend/generated/protocol';

/** `near`: letters kept on each side of a change. */
export function shortened(words: readonly WordsView[], near: number): WordsView[] {
  return words.map((piece, at) => (piece.is === 'same' ? { ...piece, text: around(piece.text, at > 0 ? near : 0, at < words.length - 1 ? near : 0) } : piece));
}

function around(text: string, head: number, tail: number): string {
  if (text.length <= head + tail + 40) return text;
  const first = text.slice(0, head).replace(/\S*$/u, '').trimEnd();
  const last = tail === 0 ? '' : text.slice(-tail).replace(/^\S*/u, '').trimStart();
  return [first, '…', last].filter((part) => part !== '').join(' ');
}
