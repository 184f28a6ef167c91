import type { NodeSpec } from 'prosemirror-model';

export const nodes: Record<string, NodeSpec> = { divider: { parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] } };
