// One line of time out of two: what was written, by the clock of the machine it was written on, and what happened on the portal, by its clock.
import type { HistoryLine, RevisionRow } from '../../backend/generated/protocol';

export type Item = { is: 'revision'; at: number; row: RevisionRow; folded: RevisionRow[] } | { is: 'event'; at: number; line: HistoryLine };

export interface Day {
  /** Its first moment, by this machine's calendar. */
  key: number;
  items: Item[];
}

/** Autosaves of one hand that follow each other within this time are one line, until someone wants to see each. */
export const FOLD_MS = 60 * 60_000;

/** The latest first. */
export function timeline(rows: readonly RevisionRow[], lines: readonly HistoryLine[]): Day[] {
  const items: Item[] = [
    ...rows.map((row): Item => ({ is: 'revision', at: row.at_ms, row, folded: [] })),
    ...[...lines].reverse().map((line): Item => ({ is: 'event', at: line.at_ms, line })),
  ];
  // Stable: what happened in one moment stays in the order in which the core told it.
  items.sort((a, b) => b.at - a.at);
  const days: Day[] = [];
  for (const item of items) {
    const key = new Date(item.at).setHours(0, 0, 0, 0);
    let day = days.at(-1);
    if (day?.key !== key) days.push((day = { key, items: [] }));
    const above = day.items.at(-1);
    if (above?.is === 'revision' && item.is === 'revision' && folds(above, item.row)) above.folded.push(item.row);
    else day.items.push(item);
  }
  return days;
}

function folds(above: { at: number; row: RevisionRow }, row: RevisionRow): boolean {
  return isPlain(above.row) && isPlain(row) && above.row.author === row.author && above.row.place === row.place && above.at - row.at_ms <= FOLD_MS;
}

function isPlain(row: RevisionRow): boolean {
  return row.kind === 'autosave' && row.name === null && row.milestones.every((milestone) => milestone === 'received');
}
