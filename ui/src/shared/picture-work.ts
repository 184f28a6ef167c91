// A picture of the text that is to be turned, cut or pointed at: what the text asks for and what it is told afterwards.
import type { PictureView } from '../backend/generated/protocol';

export interface PictureAsked {
  blob: string;
  facts: PictureView;
  /** It became this picture, of which this is known. */
  done(picture: { blob: string; width: number | null; height: number | null }, facts: Pick<PictureView, 'focus' | 'recipe'>): void;
  /** The person thought better of it. */
  cancel(): void;
}

/** Of a picture of which nobody said anything yet. */
export const unknown: PictureView = { licence: '', ai_made: null, focus: null, recipe: null, rest: {} };
