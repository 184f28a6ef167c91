// When what was typed goes to the core: soon after the last key, never later than a second, one at a time, the latest text always last.
// A refused save keeps the text in memory and is tried again at the next change and every five seconds.

export type SaveState = { is: 'saved' } | { is: 'waiting' } | { is: 'saving' } | { is: 'failed'; error: unknown };

export const IDLE_MS = 250;
export const LATEST_MS = 1_000;
export const RETRY_MS = 5_000;

export class Saver {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private firstChange: number | null = null;
  private running: Promise<void> | null = null;
  private changed = false;

  /** `write` reads the text itself, when its turn comes; it rejects when the text was not kept. */
  constructor(
    private readonly write: () => Promise<void>,
    private readonly tell: (state: SaveState) => void,
  ) {}

  /** Whether there is text that the core has not confirmed. */
  get dirty(): boolean {
    return this.changed || this.running !== null;
  }

  /** The text changed. */
  touch(): void {
    this.changed = true;
    if (this.running !== null) return;
    const now = Date.now();
    this.firstChange ??= now;
    this.schedule(Math.max(0, Math.min(IDLE_MS, this.firstChange + LATEST_MS - now)));
    this.tell({ is: 'waiting' });
  }

  /** Saves now and waits. True when nothing is left unsaved. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    if (this.running !== null) await this.running;
    if (this.changed) await this.save();
    return !this.dirty;
  }

  /** Forgets what was scheduled; the text is someone else's now. */
  stop(): void {
    clearTimeout(this.timer);
    this.changed = false;
    this.firstChange = null;
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), delay);
  }

  private save(): Promise<void> {
    this.running ??= this.once().finally(() => {
      this.running = null;
      // Typed while the last save was on its way.
      if (this.changed && this.firstChange !== null) this.schedule(IDLE_MS);
    });
    return this.running;
  }

  private async once(): Promise<void> {
    clearTimeout(this.timer);
    this.changed = false;
    this.firstChange = null;
    this.tell({ is: 'saving' });
    try {
      await this.write();
      if (this.changed) this.firstChange = Date.now();
      this.tell(this.changed ? { is: 'waiting' } : { is: 'saved' });
    } catch (error) {
      this.changed = true;
      this.tell({ is: 'failed', error });
      this.schedule(RETRY_MS);
    }
  }
}
