// Versions of one place that stand beside each other until somebody decides. They come from a merge alone: nothing that is pasted makes one.
import type { NodeSpec } from 'prosemirror-model';
import { m } from '../../../paraglide/messages.js';

export const nodes: Record<string, NodeSpec> = {
  conflict: { toDOM: () => ['section', { class: 'conflict', 'aria-label': m.conflict_block() }, 0] },
  conflict_side: { toDOM: () => ['div', { class: 'conflict-version' }, 0] },
};
