import type { NodeSpec } from 'prosemirror-model';

export const nodes: Record<string, NodeSpec> = {
  bullet_list: { parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
  ordered_list: {
    parseDOM: [{ tag: 'ol', getAttrs: (list) => ({ start: firstNumber(list.getAttribute('start')) }) }],
    toDOM: (node) => (node.attrs['start'] === 1 ? ['ol', 0] : ['ol', { start: Number(node.attrs['start']) }, 0]),
  },
  list_item: { parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
};

function firstNumber(written: string | null): number {
  const start = Number(written ?? 1);
  return Number.isInteger(start) && start >= 1 && start <= 100_000 ? start : 1;
}
