import type { NodeSpec } from 'prosemirror-model';
import { m } from '../../../paraglide/messages.js';

export const nodes: Record<string, NodeSpec> = {
  question_answer: { parseDOM: [{ tag: 'div.qa', priority: 60 }], toDOM: () => ['div', { class: 'qa' }, 0] },
  question: { parseDOM: [{ tag: 'p.question', priority: 60 }], toDOM: () => ['p', { class: 'question hinted', 'data-label': m.question_label(), 'data-hint': m.question_hint() }, 0] },
  answer: { parseDOM: [{ tag: 'div.answer', priority: 60 }], toDOM: () => ['div', { class: 'answer', 'data-label': m.answer_label() }, 0] },
};
