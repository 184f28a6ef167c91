import { expect, test } from 'vitest';
import type { HistoryLine, LineView, RevisionRow } from '../../src/backend/generated/protocol';
import { stretches } from '../../src/features/history/folding';
import { timeline } from '../../src/features/history/timeline';

const NOON = new Date(2026, 10, 23, 12).getTime();
const MINUTE = 60_000;

const row = (revision: string, at_ms: number, patch: Partial<RevisionRow> = {}): RevisionRow => ({
  revision, at_ms, kind: 'autosave', name: null, milestones: [], author: 'Cán bộ thử', place: 'here', from: null, added: 1, removed: 0, on_screen: false, ...patch,
});
const event = (at_ms: number): HistoryLine => ({ at_ms, by: 'Trưởng đơn vị thử', what: 'approved', level: null, reason: null });

const shape = (rows: RevisionRow[], lines: HistoryLine[] = []) =>
  timeline(rows, lines).map(({ items }) => items.map((item) => (item.is === 'event' ? item.line.what : [item.row.revision, ...item.folded.map(({ revision }) => revision)].join('+'))));

test('texts and events share one line of time, the latest first, day by day', () => {
  const yesterday = NOON - 24 * 60 * MINUTE;
  expect(shape([row('c', NOON), row('b', NOON - 5 * MINUTE, { kind: 'submitted' }), row('a', yesterday)], [event(yesterday + MINUTE), event(NOON - MINUTE)])).toEqual([
    ['c', 'approved', 'b'],
    ['approved', 'a'],
  ]);
});

test('autosaves of one hand within an hour are one line, and what was meant stands alone', () => {
  const minutes = (ago: number) => NOON - ago * MINUTE;
  expect(shape([row('f', minutes(0)), row('e', minutes(5)), row('d', minutes(10), { name: 'Bản chốt' }), row('c', minutes(15)), row('b', minutes(70)), row('a', minutes(90))])).toEqual([['f+e', 'd', 'c+b', 'a']]);
  expect(shape([row('b', minutes(0)), row('a', minutes(1), { author: 'Người khác' })])).toEqual([['b', 'a']]);
});

const line = (change: LineView['change']): LineView => ({ change, block: { block: 'paragraph' }, depth: 0, pieces: [], notes: [] });
const folds = (changes: LineView['change'][]) => stretches(changes.map(line)).map(({ is, lines }) => `${is} ${lines.length}`);

test('what did not change is folded but for a line on each side', () => {
  expect(folds(['same', 'same', 'same', 'same', 'edited', 'same', 'same', 'same', 'same', 'same', 'added'])).toEqual(['folded 3', 'lines 3', 'folded 3', 'lines 2']);
});

test('a fold that would save nothing is not made', () => {
  expect(folds(['same', 'same', 'edited', 'same', 'same'])).toEqual(['lines 5']);
  expect(folds([])).toEqual([]);
});

test('no line is lost between the folds', () => {
  const changes = Array.from({ length: 200 }, (_, at): LineView['change'] => (at % 17 === 0 ? 'edited' : 'same'));
  expect(stretches(changes.map(line)).flatMap(({ lines }) => lines.map(({ change }) => change))).toEqual(changes);
});
