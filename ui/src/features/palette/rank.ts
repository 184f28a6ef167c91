// Which entries answer what was typed. Marks are optional while one types, and a syllable under way has not got all of them yet, so letters are
// compared without; an entry that has them just as typed comes first.
import type { Span } from '../../backend/generated/protocol';
import { bare } from '../../editor/extensions/find/match';
import type { Entry, Found } from './entry';

const folded = (text: string) => bare(text.normalize('NFC')).toLowerCase();

/** How well a word is met: at the start of the name, at the start of a word of it, within one, among the other words; null when it is not. */
function rankOf(word: string, name: string, also: string): number | null {
  if (name.startsWith(word)) return 0;
  if (` ${name}`.includes(` ${word}`)) return 1;
  if (` ${also}`.includes(` ${word}`)) return 2;
  // One letter is in everything.
  return word.length > 1 && name.includes(word) ? 3 : null;
}

/** The entries that answer, the best first, in their own order where they answer equally well. Nothing typed is answered by all of them. */
export function ranked(entries: readonly Entry[], typed: string): Found[] {
  const words = folded(typed).split(/\s+/).filter((word) => word !== '');
  const exact = typed.normalize('NFC').trim().toLowerCase();
  const found = entries.flatMap((entry) => {
    const label = entry.label.normalize('NFC');
    const name = folded(label);
    const ranks = words.map((word) => rankOf(word, name, folded(entry.also ?? '')));
    if (ranks.includes(null)) return [];
    const marks = label.toLowerCase().includes(exact) ? 0 : 1;
    const rank = ranks.reduce<number>((sum, each) => sum + (each ?? 0), 0) * 2 + marks;
    // Only where each letter stayed one letter are places in the folded name places in the name.
    const spans = name.length === label.length ? words.flatMap((word) => spanOf(name, word)) : [];
    return [{ rank, entry: { ...entry, label, spans } }];
  });
  return found.sort((one, other) => one.rank - other.rank).map(({ entry }) => entry);
}

function spanOf(name: string, word: string): Span[] {
  const atWord = ` ${name}`.indexOf(` ${word}`);
  const start = atWord >= 0 ? atWord : name.indexOf(word);
  return start < 0 ? [] : [{ start, end: start + word.length }];
}
