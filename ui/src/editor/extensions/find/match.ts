// Finding words as people look for them in Vietnamese. A letter typed without marks stands for every letter under it: "tieng" finds "tiếng" and
// "tiềng", "d" finds "đ". A letter typed with marks stands for itself alone: "tiếng" does not find "tiềng". Asked for exactly, every letter does.

export interface Question {
  text: string;
  /** Only with the very same marks. */
  exact: boolean;
  matchCase: boolean;
  wholeWord: boolean;
}

export interface Match {
  from: number;
  to: number;
}

/** A text letter by letter: each as it is, and without its marks. */
interface Letters {
  /** Without marks, one unit of it for each unit of `at`. */
  bare: string;
  /** Where in the text each unit of `bare` begins; one more for its end. */
  at: number[];
}

const MARKS = /\p{M}/gu;

/** A letter without its marks, in the same case. */
export function bare(letter: string): string {
  return letter.normalize('NFD').replace(MARKS, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

function spelled(text: string): Letters {
  const at: number[] = [];
  let plain = '';
  // A letter is a base with the marks that follow it, in either form of Unicode.
  for (const found of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const base = bare(found[0]) || found[0];
    for (let unit = 0; unit < base.length; unit += 1) at.push(found.index);
    plain += base;
  }
  at.push(text.length);
  return { bare: plain, at };
}

const isWord = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}_]/u.test(unit);

/** Lower case that keeps the length, so that places stay places. */
function lowered(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : [...text].map((unit) => (unit.toLowerCase().length === unit.length ? unit.toLowerCase() : unit)).join('');
}

/** What makes matches of a question; null for one that asks nothing. */
export function finder(question: Question): ((text: string) => Match[]) | null {
  const asked = question.text.normalize('NFC');
  if (asked === '') return null;
  const folded = (text: string) => (question.matchCase ? text : lowered(text));
  const letters = spelled(asked);
  const needle = folded(letters.bare);
  const letterAt = (text: string, { at }: Letters, index: number) => folded(text.slice(at[index], at[index + 1]).normalize('NFC'));
  const strict = [...needle].map((_unit, index) => {
    const letter = asked.slice(letters.at[index], letters.at[index + 1]).normalize('NFC');
    return question.exact || letter !== bare(letter) ? folded(letter) : null;
  });

  return (text) => {
    const read = spelled(text);
    const hay = folded(read.bare);
    const matches: Match[] = [];
    for (let index = hay.indexOf(needle); index >= 0; index = hay.indexOf(needle, index + 1)) {
      const end = index + needle.length;
      if (strict.some((letter, offset) => letter !== null && letterAt(text, read, index + offset) !== letter)) continue;
      if (question.wholeWord && (isWord(hay[index - 1]) || isWord(hay[end]))) continue;
      const match = { from: read.at[index] ?? 0, to: read.at[end] ?? text.length };
      if (match.from < (matches.at(-1)?.to ?? 0)) continue;
      matches.push(match);
    }
    return matches;
  };
}
