// Parts of a picture, in ten-thousandths of its width and height: what a person does to one by dragging, by numbers or by a proportion.
import type { CropView } from '../../backend/generated/protocol';

export const WHOLE: CropView = { x: 0, y: 0, width: 10_000, height: 10_000 };

/** Less than this of a side is a slip of the hand. */
const LEAST = 200;

const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

export function isWhole({ x, y, width, height }: CropView): boolean {
  return x === 0 && y === 0 && width === 10_000 && height === 10_000;
}

/** The part as it may be: within the picture and no sliver of it. */
export function kept(part: CropView): CropView {
  const width = between(LEAST, part.width, 10_000);
  const height = between(LEAST, part.height, 10_000);
  return { x: between(0, part.x, 10_000 - width), y: between(0, part.y, 10_000 - height), width, height };
}

export function moved(part: CropView, dx: number, dy: number): CropView {
  return kept({ ...part, x: part.x + dx, y: part.y + dy });
}

/** A side or an edge was written as a number: an edge pushes into the part and not the part out of the picture. */
export function written(part: CropView, change: Partial<CropView>): CropView {
  const next = { ...part, ...change };
  const x = between(0, next.x, 10_000 - LEAST);
  const y = between(0, next.y, 10_000 - LEAST);
  return { x, y, width: between(LEAST, next.width, 10_000 - x), height: between(LEAST, next.height, 10_000 - y) };
}

export type Corner = 'nw' | 'ne' | 'sw' | 'se';

/** One corner is dragged, the one across from it stays. */
export function stretched(part: CropView, corner: Corner, dx: number, dy: number): CropView {
  const [right, bottom] = [part.x + part.width, part.y + part.height];
  const west = corner.endsWith('w');
  const north = corner.startsWith('n');
  const x = west ? between(0, part.x + dx, right - LEAST) : part.x;
  const y = north ? between(0, part.y + dy, bottom - LEAST) : part.y;
  return {
    x,
    y,
    width: west ? right - x : between(LEAST, part.width + dx, 10_000 - part.x),
    height: north ? bottom - y : between(LEAST, part.height + dy, 10_000 - part.y),
  };
}

/** The largest part of this proportion (width to height, in pixels) around the middle of the one there is. */
export function inProportion(part: CropView, proportion: number, picture: { width: number; height: number }): CropView {
  // In shares of the picture's own sides.
  const share = (proportion * picture.height) / picture.width;
  const width = Math.min(10_000, 10_000 * share);
  const height = Math.min(10_000, 10_000 / share);
  return kept({ x: part.x + part.width / 2 - width / 2, y: part.y + part.height / 2 - height / 2, width, height });
}

/** The same part of the picture after a quarter turn clockwise. */
export function turned({ x, y, width, height }: CropView): CropView {
  return { x: 10_000 - y - height, y: x, width: height, height: width };
}
