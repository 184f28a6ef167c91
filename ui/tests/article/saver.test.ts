import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Saver, type SaveState } from '../../src/features/article/saver';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A core that keeps what it is given when it is told to answer, and remembers in which way it came. */
function office() {
  const kept: string[] = [];
  const states: SaveState['is'][] = [];
  const desk = { text: '', refuses: '' as '' | 'journal' | 'whole' | 'everything', apart: false, slow: null as null | (() => void) };
  const take = (way: 'journal' | 'whole') => async () => {
    const { text } = desk;
    if (desk.slow !== null) await new Promise<void>((resolve) => (desk.slow = resolve));
    if (desk.refuses === 'everything' || desk.refuses === way) throw new Error('disk full');
    kept.push(`${way}: ${text}`);
  };
  const saver = new Saver(
    {
      journal: async () => {
        if (desk.apart) return 'apart';
        await take('journal')();
        return 'kept';
      },
      whole: take('whole'),
    },
    (state) => states.push(state.is),
  );
  const types = (text: string) => {
    desk.text = text;
    saver.touch();
  };
  return { saver, kept, states, desk, types };
}

test('a quarter of a second after the first key of a batch it is in the journal, and the whole text follows at the pause, once', async () => {
  const { kept, types, saver, states } = office();
  types('x');
  await vi.advanceTimersByTimeAsync(200);
  types('xã');
  await vi.advanceTimersByTimeAsync(49);
  expect(kept).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(kept).toEqual(['journal: xã']);
  expect(states.at(-1), 'what is in the journal is safe').toBe('saved');
  expect(saver.dirty, 'and not yet where lists look').toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kept).toEqual(['journal: xã', 'whole: xã']);
  expect(saver.dirty).toBe(false);
});

test('a whole text that was asked for is not written once more at the pause', async () => {
  const { kept, types, saver } = office();
  types('x');
  await vi.advanceTimersByTimeAsync(300);
  types('xã');
  expect(await saver.flush()).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kept).toEqual(['journal: x', 'whole: xã']);
  types('xã vùng');
  await vi.advanceTimersByTimeAsync(300);
  expect(kept.at(-1), 'and the next words go the usual way').toBe('journal: xã vùng');
});

test('someone who never stops typing is in the journal every quarter of a second, and whole after many batches', async () => {
  const { kept, types } = office();
  for (let tenth = 1; tenth <= 300; tenth += 1) {
    types(`chữ ${tenth}`);
    await vi.advanceTimersByTimeAsync(100);
  }
  const batches = kept.filter((way) => way.startsWith('journal'));
  expect(batches.length, 'a kill may cost no more than a quarter of a second').toBeGreaterThanOrEqual(90);
  expect(kept.some((way) => way.startsWith('whole')), 'the journal does not grow for ever').toBe(true);
});

test('what is typed while a batch is on its way goes after it, and never beside it', async () => {
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
  await vi.advanceTimersByTimeAsync(2_000);
  expect(kept[0]).toBe('journal: một');
  expect(kept.at(-1)).toBe('whole: một hai');
  expect(saver.dirty).toBe(false);
});

test('a full disk keeps the text, says so without a break while typing goes on, and is tried again until there is room', async () => {
  const { saver, kept, states, desk, types } = office();
  desk.refuses = 'everything';
  types('chữ');
  await vi.advanceTimersByTimeAsync(250);
  expect(states.at(-1)).toBe('failed');
  types('chữ nữa');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(states.at(-1), 'a warning that blinks is no warning').toBe('failed');
  expect(saver.dirty, 'unsaved words must count as unsaved').toBe(true);
  desk.refuses = '';
  await vi.advanceTimersByTimeAsync(6_000);
  expect(kept).toEqual(['journal: chữ nữa', 'whole: chữ nữa']);
  expect(states.at(-1)).toBe('saved');
});

test('a whole text that finds no room does not keep a batch from being safe', async () => {
  const { kept, states, desk, types } = office();
  desk.refuses = 'whole';
  types('chữ');
  await vi.advanceTimersByTimeAsync(900);
  expect(kept).toEqual(['journal: chữ']);
  expect(states.at(-1)).toBe('failed');
  types('chữ nữa');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept).toContain('journal: chữ nữa');
});

test('a core that has another text gets the whole one at once', async () => {
  const { kept, desk, types } = office();
  desk.apart = true;
  types('chữ');
  await vi.advanceTimersByTimeAsync(250);
  expect(kept).toEqual(['whole: chữ']);
});

test('leaving writes the whole text at once and tells whether everything is safe', async () => {
  const { saver, kept, desk, types } = office();
  types('chữ');
  await expect(saver.flush()).resolves.toBe(true);
  expect(kept).toEqual(['whole: chữ']);
  desk.refuses = 'everything';
  types('chữ nữa');
  await expect(saver.flush()).resolves.toBe(false);
});

test('a question to the core waits for the batch under way, and the next batch waits for the answer', async () => {
  const { saver, kept, desk, types } = office();
  desk.slow = () => undefined;
  types('một');
  await vi.advanceTimersByTimeAsync(250);
  let answers: (() => void) | null = null;
  const asked = saver.alone(() => new Promise<string>((resolve) => (answers = () => resolve('answer'))));
  await vi.advanceTimersByTimeAsync(100);
  expect(answers, 'not while a batch is under way').toBeNull();
  const arrived = desk.slow;
  desk.slow = null;
  arrived();
  await vi.advanceTimersByTimeAsync(0);
  expect(answers).not.toBeNull();
  types('một hai');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(kept, 'no batch goes into the middle of a question').toEqual(['journal: một']);
  (answers as unknown as () => void)();
  await expect(asked).resolves.toBe('answer');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(kept.at(-1)).toBe('whole: một hai');
  expect(saver.dirty).toBe(false);
});

test('a question that fails holds nothing up', async () => {
  const { saver, kept, types } = office();
  await expect(saver.alone(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  types('chữ');
  await vi.advanceTimersByTimeAsync(250);
  expect(kept).toEqual(['journal: chữ']);
});
