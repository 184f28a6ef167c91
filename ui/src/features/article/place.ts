// Where the caret stood, in the form in which the core keeps it for the next start. The core does not look inside.

export interface Place {
  field: 'title' | 'sapo' | 'body';
  anchor: number;
  head: number;
}

/** What an older or newer build may have kept is no reason to fail. */
export function readPlace(kept: unknown): Place | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { field, anchor, head } = kept as Record<string, unknown>;
  if (field !== 'title' && field !== 'sapo' && field !== 'body') return null;
  if (!Number.isInteger(anchor) || !Number.isInteger(head)) return null;
  return { field, anchor: Math.max(0, Number(anchor)), head: Math.max(0, Number(head)) };
}
