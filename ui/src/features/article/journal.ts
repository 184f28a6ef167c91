// What was typed and is not in the core yet, in the order typed: the editor's steps and the fields that changed. Steps say what became of the
// text that the core has; where the core keeps that text in other letters than the screen (it composes accents, drops what cannot be seen), the
// next batch carries the whole text instead, and steps go on from there.
import type { Step } from 'prosemirror-transform';
import type { ArticleContentView, JournalEntry } from '../../backend/generated/protocol';

export type Fields = Partial<Omit<ArticleContentView, 'body'>>;
type Typed = { steps: Step[] } | { fields: Fields };

export interface Batch {
  seq: number;
  entries: JournalEntry[];
}

export class Journal {
  private waiting: Typed[] = [];
  private underWay: Typed[] = [];
  private kept = 0;
  private sent = 0;
  private apart = false;

  /** The last batch that the core may have. */
  get through(): number {
    return this.sent;
  }

  typed(steps: readonly Step[]): void {
    const last = this.waiting.at(-1);
    if (last !== undefined && 'steps' in last) last.steps.push(...steps);
    else if (steps.length > 0) this.waiting.push({ steps: [...steps] });
  }

  edited(fields: Fields): void {
    const last = this.waiting.at(-1);
    if (last !== undefined && 'fields' in last) Object.assign(last.fields, fields);
    else this.waiting.push({ fields: { ...fields } });
  }

  /** The next batch, null when nothing was typed. `body` is the text as it is now. */
  next(body: () => unknown): Batch | null {
    if (this.waiting.length === 0) return null;
    this.hold();
    this.sent = this.kept + 1;
    const entries: JournalEntry[] = [];
    if (this.apart) entries.push({ entry: 'body', body: body() });
    for (const typed of this.underWay) {
      if ('fields' in typed) entries.push({ entry: 'fields', fields: typed.fields });
      else if (!this.apart) entries.push({ entry: 'steps', steps: merged(typed.steps).map((step) => step.toJSON() as unknown) });
    }
    return { seq: this.sent, entries };
  }

  /** The batch under way is in the core. */
  confirm(): void {
    this.underWay = [];
    this.kept = this.sent;
    this.apart = false;
  }

  /** All that was typed until now goes with a whole text. */
  hold(): void {
    this.underWay = [...this.underWay, ...this.waiting];
    this.waiting = [];
  }

  /** What was under way did not arrive, and goes before what was typed since. */
  giveBack(): void {
    const back = this.underWay;
    this.underWay = [];
    const since = this.waiting;
    this.waiting = [];
    for (const typed of [...back, ...since]) {
      if ('steps' in typed) this.typed(typed.steps);
      else this.edited(typed.fields);
    }
  }

  /** The core has the whole text that was held; `rewritten` when in other letters than the screen. */
  begin(rewritten: boolean): void {
    this.underWay = [];
    this.kept = 0;
    this.sent = 0;
    this.apart = rewritten;
  }

  /** Another text is on the screen, as the core gave it. */
  forget(): void {
    this.waiting = [];
    this.begin(false);
  }
}

/** Letters typed one after the other are one insertion. */
function merged(steps: readonly Step[]): Step[] {
  const result: Step[] = [];
  for (const step of steps) {
    const one = result.at(-1)?.merge(step) ?? null;
    if (one === null) result.push(step);
    else result[result.length - 1] = one;
  }
  return result;
}
