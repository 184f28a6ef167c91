// The page as the public would see it: made anew when the text has rested for a moment, the last wish winning.
import type { Backend } from '../../backend/backend';
import type { ArticleContentView, PreviewView } from '../../backend/generated/protocol';
import { sentence } from '../../shared/sentences';

/** What is to be shown: the article with everything that is on the screen, saved or not. */
export interface Shown {
  article: string;
  content: ArticleContentView;
}

/** From the last key to the question. The answer and the page's own loading must fit into the 300 ms after it as well. */
export const PAUSE_MS = 120;

export class Preview {
  view = $state.raw<PreviewView | null>(null);
  trouble = $state<string | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly backend: Backend,
    private readonly shown: () => Shown | null,
  ) {}

  /** Something changed. */
  touch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), PAUSE_MS);
  }

  /** Asks now. */
  async ask(): Promise<void> {
    clearTimeout(this.timer);
    if (this.asking) {
      this.again = true;
      return;
    }
    const shown = this.shown();
    if (shown === null || this.stopped) return;
    this.asking = true;
    try {
      this.view = await this.backend.call('preview_render', shown);
      this.trouble = null;
    } catch (error) {
      this.trouble = sentence(error);
    } finally {
      this.asking = false;
    }
    if (this.again) {
      this.again = false;
      await this.ask();
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
