// An act on many articles: one after the other, each by its own rules, and in the end the sum of what was done and what was not.
import { asBackendError } from '../../backend/errors';
import type { ErrorCode } from '../../backend/generated/protocol';

export interface Sum {
  done: string[];
  /** How many could not, by reason. */
  refused: Partial<Record<ErrorCode, number>>;
  /** Those not come to because the person stopped it. */
  left: number;
}

export class Acts {
  /** How far an act is; none while nothing runs. */
  progress = $state.raw<{ done: number; total: number } | null>(null);
  private stopped = false;

  async run(articles: readonly string[], act: (article: string) => Promise<unknown>): Promise<Sum> {
    const sum: Sum = { done: [], refused: {}, left: 0 };
    this.stopped = false;
    try {
      for (const [at, article] of articles.entries()) {
        if (this.stopped) {
          sum.left = articles.length - at;
          break;
        }
        this.progress = { done: at, total: articles.length };
        try {
          await act(article);
          sum.done.push(article);
        } catch (thrown) {
          const { code } = asBackendError(thrown);
          sum.refused[code] = (sum.refused[code] ?? 0) + 1;
        }
      }
    } finally {
      this.progress = null;
    }
    return sum;
  }

  /** The article that is under way is finished, the next one is not begun. */
  stop(): void {
    this.stopped = true;
  }
}
