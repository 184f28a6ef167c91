import type { NodeSpec } from 'prosemirror-model';
import { m } from '../../../paraglide/messages.js';

export const KINDS = ['note', 'important', 'warning'] as const;
export type CalloutKind = (typeof KINDS)[number];

export const kindName: Record<CalloutKind, () => string> = { note: m.callout_note, important: m.callout_important, warning: m.callout_warning };

export const isKind = (kind: unknown): kind is CalloutKind => KINDS.some((known) => known === kind);

export const nodes: Record<string, NodeSpec> = {
  callout: {
    parseDOM: [{ tag: 'aside', getAttrs: ({ dataset }) => ({ kind: isKind(dataset['kind']) ? dataset['kind'] : 'note' }) }],
    toDOM: ({ attrs }) => {
      const kind = isKind(attrs['kind']) ? attrs['kind'] : 'note';
      return ['aside', { class: `callout ${kind}`, 'data-kind': kind, 'data-label': kindName[kind]() }, 0];
    },
  },
};
