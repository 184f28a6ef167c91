// What revisions are called.
import type { MilestoneView, RevisionKind, RevisionRow } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import { dateTime, number } from '../../shared/amounts';

const kinds: Record<RevisionKind, () => string> = {
  autosave: m.revision_autosave, named: m.revision_named, submitted: m.revision_submitted, approved: m.revision_approved,
  merged: m.revision_merged, remote: m.revision_remote, restored: m.revision_restored,
};

const milestones: Record<MilestoneView, () => string> = {
  received: m.milestone_received, submitted: m.milestone_submitted, approved: m.milestone_approved, published: m.milestone_published,
};

export const milestoneWords = (milestone: MilestoneView) => milestones[milestone]();

export const kindWords = (kind: RevisionKind) => kinds[kind]();

/** Its name, or why it was made. */
export const rowTitle = (row: RevisionRow) => row.name ?? kindWords(row.kind);

/** Enough to tell it from others in a sentence. */
export const rowLabel = (row: RevisionRow) => m.revision_label({ title: rowTitle(row), at: dateTime(row.at_ms) });

export const changeWords = (added: number, removed: number) => m.words_changed({ added: number(added), removed: number(removed) });
