import { expect, test } from 'vitest';
import { inProportion, isWhole, kept, moved, stretched, turned, WHOLE, written } from '../../src/features/media/cutting';

const part = { x: 1_000, y: 2_000, width: 4_000, height: 3_000 };

test('a part stays within its picture wherever it is dragged', () => {
  expect(moved(part, 2_000.4, -500)).toEqual({ ...part, x: 3_000, y: 1_500 });
  expect(moved(part, 99_999, -99_999)).toEqual({ ...part, x: 6_000, y: 0 });
  expect(kept({ x: -5, y: 20_000, width: 0, height: 99_999 })).toEqual({ x: 0, y: 0, width: 200, height: 10_000 });
});

test('an edge that is written pushes into the part and not the part out of its picture', () => {
  expect(written(WHOLE, { y: 1_000 })).toEqual({ x: 0, y: 1_000, width: 10_000, height: 9_000 });
  expect(written(part, { width: 99_999 })).toEqual({ ...part, width: 9_000 });
  expect(written(part, { x: 99_999 })).toEqual({ ...part, x: 9_800, width: 200 });
});

test('the corner across from the one that is dragged stays where it is', () => {
  for (const corner of ['nw', 'ne', 'sw', 'se'] as const) {
    for (const [dx, dy] of [[300, 400], [-99_999, -99_999], [99_999, 99_999]] as const) {
      const { x, y, width, height } = stretched(part, corner, dx, dy);
      if (corner.endsWith('w')) expect(x + width, corner).toBe(5_000);
      else expect(x, corner).toBe(1_000);
      if (corner.startsWith('n')) expect(y + height, corner).toBe(5_000);
      else expect(y, corner).toBe(2_000);
      expect(Math.min(width, height), corner).toBeGreaterThanOrEqual(200);
      expect(Math.max(x + width, y + height), corner).toBeLessThanOrEqual(10_000);
    }
  }
});

test('a proportion is that of the pixels and not of the shares', () => {
  const picture = { width: 1_600, height: 900 };
  expect(isWhole(inProportion(part, 16 / 9, picture))).toBe(true);
  const square = inProportion(WHOLE, 1, picture);
  expect(square).toEqual({ x: 2_188, y: 0, width: 5_625, height: 10_000 });
  expect(inProportion({ ...part, x: 0 }, 1, picture).x, 'as near to the part as the picture allows').toBe(0);
});

test('four quarter turns lead back', () => {
  expect(turned(part)).toEqual({ x: 5_000, y: 1_000, width: 3_000, height: 4_000 });
  expect(turned(turned(turned(turned(part))))).toEqual(part);
});
