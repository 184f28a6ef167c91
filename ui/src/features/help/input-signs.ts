// What a field hears while somebody types into it, without what was typed: which kinds of events came, in which order, how many letters each brought.
// From that it can be told how the input method works, which is what goes wrong when Vietnamese letters are lost or doubled.

/** What kind of key was pressed; never which letter. */
export type KeyKind = 'letter' | 'digit' | 'space' | 'enter' | 'backspace' | 'held' | 'other';

/** One event. `letters` counts characters as a person does. */
export type Sign =
  | { is: 'key'; at: number; key: KeyKind }
  | { is: 'begins'; at: number }
  | { is: 'grows'; at: number; letters: number }
  | { is: 'ends'; at: number; letters: number }
  | { is: 'inserts'; at: number; letters: number; marked: boolean }
  | { is: 'removes'; at: number };

/** How the input method works, as far as it can be told. */
export type Works =
  /** Nothing was typed yet that would tell. */
  | 'unknown'
  /** Letters come as they are on the keys. */
  | 'none'
  /** The syllable is seen while it is made. */
  | 'preedit'
  /** The syllable is made where nobody sees it, and comes at once. */
  | 'hidden'
  /** Letters are taken back and typed anew, as UniKey and EVKey on Windows do. */
  | 'retyped'
  /** Letters with marks come by themselves. */
  | 'direct';

/** More than anybody reads; the last ones are kept. */
const KEPT = 200;
/** What is retyped comes faster than a person types. */
const RETYPED_WITHIN_MS = 60;

/** What an event says; none when it says nothing of interest. */
export function signOf(event: Event, at: number): Sign | null {
  if (event instanceof KeyboardEvent) return event.type === 'keydown' ? { is: 'key', at, key: kindOf(event) } : null;
  if (event instanceof CompositionEvent) {
    const letters = count(event.data);
    if (event.type === 'compositionstart') return { is: 'begins', at };
    return event.type === 'compositionupdate' ? { is: 'grows', at, letters } : { is: 'ends', at, letters };
  }
  if (event instanceof InputEvent && event.type === 'input') {
    if (event.inputType.startsWith('delete')) return { is: 'removes', at };
    if (event.inputType === 'insertCompositionText') return null;
    const data = event.data ?? '';
    return { is: 'inserts', at, letters: count(data), marked: isMarked(data) };
  }
  return null;
}

function kindOf(event: KeyboardEvent): KeyKind {
  if (event.keyCode === 229 || event.isComposing || event.key === 'Process' || event.key === 'Unidentified') return 'held';
  if (event.key === ' ') return 'space';
  if (event.key === 'Enter') return 'enter';
  if (event.key === 'Backspace') return 'backspace';
  if (event.ctrlKey || event.altKey || event.metaKey || [...event.key].length !== 1) return 'other';
  return /\p{N}/u.test(event.key) ? 'digit' : 'letter';
}

const count = (text: string): number => [...text.normalize('NFC')].length;

/** Vietnamese letters that no key has. */
const isMarked = (text: string): boolean => /[^\0-\x7f]/.test(text) && /\p{L}/u.test(text);

export function withSign(signs: readonly Sign[], next: Sign): readonly Sign[] {
  return [...signs, next].slice(-KEPT);
}

/** How the input method works, by what was heard. */
export function worksBy(signs: readonly Sign[]): Works {
  const grown = signs.filter((sign) => sign.is === 'grows' && sign.letters > 0);
  const ended = signs.filter((sign) => sign.is === 'ends' && sign.letters > 0);
  if (grown.length > 0) return 'preedit';
  if (ended.length > 0 || signs.some((sign) => sign.is === 'begins')) return 'hidden';
  const marked = signs.flatMap((sign, place) => (sign.is === 'inserts' && sign.marked ? [place] : []));
  if (marked.some((place) => followsRemoval(signs, place))) return 'retyped';
  if (marked.length > 0) return 'direct';
  return signs.filter((sign) => sign.is === 'inserts' && sign.letters > 0).length >= 3 ? 'none' : 'unknown';
}

function followsRemoval(signs: readonly Sign[], place: number): boolean {
  const at = signs[place]?.at ?? 0;
  return signs.slice(0, place).some((sign) => sign.is === 'removes' && at - sign.at <= RETYPED_WITHIN_MS);
}
