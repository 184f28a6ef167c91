// When what was typed goes to the core. A batch goes to the journal at most a quarter of a second after its first key, however long someone
// types; the whole text follows at a pause, after many batches, or when it is asked for. One of them is under way at a time, in the order typed.
// What is refused stays in memory and is tried again by itself; until then the state stays `failed`, whatever else is typed.

export type SaveState = { is: 'saved' } | { is: 'waiting' } | { is: 'saving' } | { is: 'failed'; error: unknown };

export interface Ways {
  /** Writes a batch. `apart` when the core has another text by now, so that only a whole one helps. Rejects when nothing was kept. */
  journal(): Promise<'kept' | 'apart'>;
  /** Writes the whole text. Rejects when it was not kept. */
  whole(): Promise<void>;
}

/** From the first key of a batch until it goes. */
export const LATEST_MS = 250;
/** From the last key until the whole text goes. */
export const PAUSE_MS = 600;
/** Batches until the whole text goes without a pause. */
export const MOST_BATCHES = 50;
export const RETRY_MS = 5_000;

type Next = 'journal' | 'whole';

export class Saver {
  private batchTimer: ReturnType<typeof setTimeout> | undefined;
  private wholeTimer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  /** Something is in memory only. */
  private typed = false;
  /** Something is in the journal and not in the whole text. */
  private loose = false;
  private wholeDue = false;
  private batches = 0;
  private failed = false;

  constructor(
    private readonly ways: Ways,
    private readonly tell: (state: SaveState) => void,
  ) {}

  /** Whether the core's whole text is not yet what is on the screen. */
  get dirty(): boolean {
    return this.typed || this.loose || this.running !== null;
  }

  /** Whether everything typed is on the disk, in the whole text or in the journal: nothing would be lost now. */
  get safe(): boolean {
    return !this.typed && this.running === null;
  }

  /** The text changed. */
  touch(): void {
    this.typed = true;
    if (!this.failed) this.tell({ is: 'waiting' });
    clearTimeout(this.wholeTimer);
    this.wholeTimer = undefined;
    this.schedule();
  }

  /** Writes the whole text now and waits. True when nothing is left unsaved. Where there is no room for it, what was typed may still fit the journal. */
  async flush(): Promise<boolean> {
    do {
      if (this.running !== null) await this.running;
      if (!this.typed && !this.loose) break;
      await this.run('whole');
    } while (this.dirty && !this.failed);
    if (this.failed && this.typed) await this.run('journal');
    return !this.dirty;
  }

  /** Asks the core something while nothing is being saved: an answer about an article would otherwise be of half of what was typed. */
  async alone<T>(ask: () => Promise<T>): Promise<T> {
    while (this.running !== null) await this.running;
    const answer = ask();
    this.running = answer.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await answer;
    } finally {
      this.running = null;
      this.schedule();
    }
  }

  /** Forgets what was scheduled; the text is someone else's now. */
  stop(): void {
    this.rest();
    this.typed = false;
    this.loose = false;
    this.wholeDue = false;
    this.batches = 0;
    this.failed = false;
  }

  private rest(): void {
    clearTimeout(this.batchTimer);
    clearTimeout(this.wholeTimer);
    this.batchTimer = undefined;
    this.wholeTimer = undefined;
  }

  private schedule(): void {
    if (this.running !== null) return;
    if (this.failed) {
      this.batchTimer ??= setTimeout(() => void this.run(this.typed ? 'journal' : 'whole'), RETRY_MS);
      return;
    }
    if (!this.typed && !this.loose) {
      // Somebody asked for the whole text before the pause came: a second writing of it could meet what was done with it since.
      this.wholeDue = false;
      return;
    }
    if (this.wholeDue || this.batches >= MOST_BATCHES) {
      void this.run('whole');
      return;
    }
    if (this.typed) this.batchTimer ??= setTimeout(() => void this.run('journal'), LATEST_MS);
    this.wholeTimer ??= setTimeout(() => this.pause(), PAUSE_MS);
  }

  private pause(): void {
    this.wholeTimer = undefined;
    this.wholeDue = true;
    this.schedule();
  }

  private run(next: Next): Promise<void> {
    clearTimeout(this.batchTimer);
    this.batchTimer = undefined;
    this.running ??= this.once(next).finally(() => {
      this.running = null;
      if (!this.failed) this.tell(this.typed ? { is: 'waiting' } : { is: 'saved' });
      this.schedule();
    });
    return this.running;
  }

  private async once(next: Next): Promise<void> {
    const typed = this.typed;
    this.typed = false;
    if (!this.failed) this.tell({ is: 'saving' });
    try {
      if (next === 'journal') await this.batch();
      else await this.everything();
      this.failed = false;
    } catch (error) {
      this.failed = true;
      this.typed ||= typed;
      this.tell({ is: 'failed', error });
    }
  }

  private async batch(): Promise<void> {
    if ((await this.ways.journal()) === 'apart') {
      this.typed = true;
      this.wholeDue = true;
      return;
    }
    this.loose = true;
    this.batches += 1;
  }

  private async everything(): Promise<void> {
    const loose = this.loose;
    this.loose = false;
    try {
      await this.ways.whole();
      this.batches = 0;
      this.wholeDue = false;
    } catch (error) {
      this.loose = loose;
      throw error;
    }
  }
}
