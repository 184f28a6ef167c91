// News of a person's articles, told through the desktop while they look elsewhere: what happened and the title, and nothing of the text, for a locked
// screen shows it to anybody.
import type { AwayKind, AwayLine, NoteRequest } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import { number } from '../../shared/amounts';

/** More than this at once are told as one. */
const MOST = 3;
/** What was told is remembered as long as it can come again. */
const REMEMBERED = 1_000;

/** What is worth looking up for. Another's text that came into an article is there when one comes back to it. */
const WORDS: Partial<Record<AwayKind, () => string>> = {
  returned: m.tidings_returned,
  approved: m.tidings_approved,
  published: m.tidings_published,
  conflict: m.tidings_conflict,
  waiting: m.tidings_waiting,
};

interface World {
  /** The person has the window before them. */
  inFront: () => boolean;
  /** They have not turned it off. */
  wanted: () => boolean;
  show: (note: NoteRequest) => void;
}

export class Tidings {
  /** None before the first answer, which is about the time before this start and stands in the window. */
  private told: Set<string> | null = null;

  constructor(private readonly world: World) {}

  /** Hears what is new, as often as it is said, and tells each piece once. */
  readonly hear = (lines: readonly AwayLine[]): void => {
    const fresh = this.told === null ? [] : lines.filter((line) => WORDS[line.what] !== undefined && !this.told?.has(keyOf(line)));
    if (this.told === null || this.told.size > REMEMBERED) this.told = new Set();
    for (const line of lines) this.told.add(keyOf(line));
    if (fresh.length === 0 || this.world.inFront() || !this.world.wanted()) return;
    if (fresh.length > MOST) return this.world.show({ summary: m.tidings_many({ count: number(fresh.length) }), body: '', open: m.tidings_open(), article: null });
    for (const { article, title, what } of fresh) this.world.show({ summary: WORDS[what]?.() ?? '', body: title || m.untitled(), open: m.tidings_open(), article });
  };
}

const keyOf = ({ article, what, at_ms }: AwayLine): string => `${article} ${what} ${at_ms}`;
