// Every block has an id of its own for life: merging, comparing and commenting name blocks by it. Typing copies ids (a split paragraph
// is two with one id), so after every change the copies get new ones.
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { ReplaceAroundStep, ReplaceStep } from 'prosemirror-transform';
import type { EditorView } from 'prosemirror-view';
import { whenSettled } from '../../settled';

const key = new PluginKey('ids');

/** A transaction that gives each block without an id, or with another block's, a new one; null when all is well. */
export function mintIds(state: EditorState, mint: () => string = () => crypto.randomUUID()): Transaction | null {
  const holders = new Map<string, { pos: number; node: Node }>();
  const nameless: number[] = [];
  state.doc.descendants((node, pos) => {
    if (node.type.spec.attrs?.['id'] === undefined) return;
    const id = String(node.attrs['id']);
    const holder = holders.get(id);
    if (id === '') {
      nameless.push(pos);
    } else if (holder === undefined) {
      holders.set(id, { pos, node });
    } else if (holder.node.content.size === 0 && node.content.size > 0) {
      // Enter at the start of a paragraph leaves an empty one above: the words keep their name.
      nameless.push(holder.pos);
      holders.set(id, { pos, node });
    } else {
      nameless.push(pos);
    }
  });
  if (nameless.length === 0) return null;
  const { tr } = state;
  for (const pos of nameless) tr.setNodeAttribute(pos, 'id', mint());
  return tr.setMeta('addToHistory', false).setMeta(key, true);
}

/** Whether a change may have copied or made a block. Typing within a line cannot, and a long text is not looked through at each key. */
function movesBlocks(transaction: Transaction): boolean {
  return transaction.steps.some((step) => {
    if (step instanceof ReplaceAroundStep) return true;
    if (!(step instanceof ReplaceStep)) return false;
    const { content, openStart, openEnd } = step.slice;
    return openStart > 0 || openEnd > 0 || (content.firstChild?.isBlock ?? false);
  });
}

export function blockIds(): Plugin {
  let editor: EditorView | null = null;
  return new Plugin({
    key,
    view(view) {
      editor = view;
      return { destroy: () => (editor = null) };
    },
    appendTransaction(transactions, _before, after) {
      if (!transactions.some(movesBlocks)) return null;
      if (editor?.composing) {
        // Touching the block under composition would break the syllable being typed.
        whenSettled(editor, (view) => {
          const minted = mintIds(view.state);
          if (minted !== null) view.dispatch(minted);
        });
        return null;
      }
      return mintIds(after);
    },
  });
}
