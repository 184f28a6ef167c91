import type { NodeSpec } from 'prosemirror-model';

export const nodes: Record<string, NodeSpec> = { blockquote: { parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0] } };
