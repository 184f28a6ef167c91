import { beforeEach, expect, test } from 'vitest';
import type { AwayLine } from '../../src/backend/generated/protocol';
import { MemoryBackend } from '../../src/backend/memory';
import { ABSENCE_MS, Away, CATCH_UP_MS } from '../../src/features/library/away.svelte';

const line: AwayLine = { article: 'a', title: 'Bài', what: 'returned', by: 'Lãnh đạo', reason: null, at_ms: 5 };
let backend: MemoryBackend;
let now: number;
let away: Away;
const happens = () => (backend.away = { since_ms: 1, mark: { seq: 7, at_ms: 5 }, lines: [line], more: 0 });
const seen = () => backend.calls.filter(({ command }) => command === 'away_seen').length;

beforeEach(() => {
  backend = new MemoryBackend();
  now = 1_000_000;
  away = new Away(backend, () => now);
});

test('what the first answers of the portal bring after a start is told until it is closed', async () => {
  await away.refresh();
  expect(away.lines).toEqual([]);
  await away.reaches(true);
  happens();
  await away.refresh();
  expect(away.lines).toEqual([line]);
  now += CATCH_UP_MS * 5;
  await away.refresh();
  expect([away.lines.length, seen()]).toEqual([1, 0]);
  await away.dismiss();
  expect([away.lines, seen()]).toEqual([[], 1]);
});

test('what comes in while someone works has been seen as it came', async () => {
  await away.reaches(true);
  now += CATCH_UP_MS;
  happens();
  await away.refresh();
  expect([away.lines, seen()]).toEqual([[], 1]);
});

test('what came in during a long absence is told at the return', async () => {
  await away.reaches(true);
  now += ABSENCE_MS;
  happens();
  await away.refresh();
  expect(seen(), 'nobody was there to see it').toBe(0);
  await away.touched();
  expect(away.lines).toEqual([line]);
});

test('after a sleep, what the next answers bring is still about the absence', async () => {
  await away.reaches(true);
  now += ABSENCE_MS * 4;
  await away.touched();
  now += 8_000;
  happens();
  await away.refresh();
  expect(away.lines).toEqual([line]);
});

test('after long without the portal, what its first answers bring is told to whoever wrote on meanwhile', async () => {
  await away.reaches(true);
  now += CATCH_UP_MS;
  await away.reaches(false);
  for (let minutes = 0; minutes < 60; minutes += 10) {
    now += 10 * 60_000;
    await away.touched();
  }
  happens();
  await away.refresh();
  await away.reaches(true);
  expect([away.lines, seen()]).toEqual([[line], 0]);
});

test('where nobody ever looked, the first whole answer of the portal is the beginning', async () => {
  backend.away = { since_ms: null, mark: { seq: 3, at_ms: 2 }, lines: [], more: 0 };
  await away.refresh();
  expect(seen(), 'the portal has not been heard yet').toBe(0);
  await away.reaches(true);
  expect(seen()).toBe(1);
});
