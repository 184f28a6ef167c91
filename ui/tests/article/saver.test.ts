import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Saver, type SaveState } from '../../src/features/article/saver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A core that keeps what it is given when it is told to answer. */
function office() {
  const kept: string[] = [];
  const states: SaveState['is'][] = [];
  const desk = { text: '', refuses: false, slow: null as null | (() => void) };
  const saver = new Saver(
    async () => {
      const { text } = desk;
      if (desk.slow !== null) await new Promise<void>((resolve) => (desk.slow = resolve));
      if (desk.refuses) throw new Error('disk full');
      kept.push(text);
    },
    (state) => states.push(state.is),
  );
  const types = (text: string) => {
    desk.text = text;
    saver.touch();
  };
  return { saver, kept, states, desk, types };
}

test('a quarter of a second after the last key the text is saved, once', async () => {
  const { kept, types } = office();
  types('x');
  await vi.advanceTimersByTimeAsync(200);
  types('xã');
  await vi.advanceTimersByTimeAsync(249);
  expect(kept).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(kept).toEqual(['xã']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kept).toHaveLength(1);
});

test('someone who never stops typing is saved every second all the same', async () => {
  const { kept, types } = office();
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    types('chữ '.repeat(tenth));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(kept.length, 'a kill now may cost at most a second').toBeGreaterThanOrEqual(1);
});

test('what is typed while a save is on its way is saved after it, and never beside it', async () => {
  const { saver, kept, desk, types } = office();
  desk.slow = () => undefined;
  types('một');
  await vi.advanceTimersByTimeAsync(250);
  types('một hai');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept, 'one in flight at a time').toEqual([]);
  const answer = desk.slow;
  desk.slow = null;
  answer();
  await vi.advanceTimersByTimeAsync(250);
  expect(kept).toEqual(['một', 'một hai']);
  expect(saver.dirty).toBe(false);
});

test('a full disk keeps the text, says so, and is tried again until there is room', async () => {
  const { saver, kept, states, desk, types } = office();
  desk.refuses = true;
  types('chữ');
  await vi.advanceTimersByTimeAsync(250);
  expect(states.at(-1)).toBe('failed');
  expect(saver.dirty, 'unsaved words must count as unsaved').toBe(true);
  desk.refuses = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept).toEqual(['chữ']);
  expect(states.at(-1)).toBe('saved');
});

test('leaving saves at once and tells whether everything is safe', async () => {
  const { saver, kept, desk, types } = office();
  types('chữ');
  await expect(saver.flush()).resolves.toBe(true);
  expect(kept).toEqual(['chữ']);
  desk.refuses = true;
  types('chữ nữa');
  await expect(saver.flush()).resolves.toBe(false);
});
