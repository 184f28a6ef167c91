// What stands beside a text and follows it, such as its preview.
import type { ArticleContentView } from '../backend/generated/protocol';

export interface BesideText {
  /** The article as it stands on the screen, saved or not. */
  shown(): { article: string; content: ArticleContentView } | null;
  /** Another value whenever that changed. */
  turn: unknown;
  /** The block that the person is at, by its id; empty at the top. */
  at: string;
  /** Shows a block of the text and puts the caret there. */
  point(block: string): void;
  /** Goes back to the text. */
  focus(): void;
}
