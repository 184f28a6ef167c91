import type { Node } from 'prosemirror-model';
import { NodeSelection, Plugin, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { node } from '../../schema';

export interface Footnote {
  /** In reading order, from 1. */
  number: number;
  pos: number;
  text: string;
}

/** The notes within a block, by their places inside it. Blocks do not change, so what was found once holds. */
const found = new WeakMap<Node, readonly { at: number; text: string }[]>();

function within(block: Node): readonly { at: number; text: string }[] {
  const known = found.get(block);
  if (known !== undefined) return known;
  const notes: { at: number; text: string }[] = [];
  block.forEach((child, offset) => {
    if (child.type === node('footnote')) notes.push({ at: offset, text: String(child.attrs['text']) });
    else if (!child.isText) notes.push(...within(child).map(({ at, text }) => ({ at: offset + 1 + at, text })));
  });
  found.set(block, notes);
  return notes;
}

export function footnotes(doc: Node): Footnote[] {
  return within(doc).map(({ at, text }, index) => ({ number: index + 1, pos: at, text }));
}

/** The place of the note that is chosen, or that stands just before the caret. */
export function footnoteHere(state: EditorState): number | null {
  const { selection } = state;
  if (selection instanceof NodeSelection) return selection.node.type === node('footnote') ? selection.from : null;
  if (!selection.empty || selection.$from.nodeBefore?.type !== node('footnote')) return null;
  return selection.from - 1;
}

/** Puts a new note behind the selection and chooses it. */
export const insertFootnote: Command = (state, dispatch) => {
  const at = state.selection.to;
  const { parent } = state.doc.resolve(at);
  if (!parent.inlineContent || parent.contentMatchAt(parent.childCount).matchType(node('footnote')) === null) return false;
  if (dispatch) {
    const tr = state.tr.insert(at, node('footnote').create());
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, at)).scrollIntoView());
  }
  return true;
};

/** Writes a note's words; the first change of a sitting is the one that undoing takes back. */
export function writeFootnote(state: EditorState, pos: number, text: string, first: boolean): Transaction | null {
  const note = state.doc.nodeAt(pos);
  if (note?.type !== node('footnote') || note.attrs['text'] === text) return null;
  return state.tr.setNodeAttribute(pos, 'text', text).setMeta('addToHistory', first);
}

/** The caret behind a note. */
export function behind(state: EditorState, pos: number): Transaction {
  return state.tr.setSelection(TextSelection.near(state.doc.resolve(Math.min(pos + 1, state.doc.content.size)))).scrollIntoView();
}

export function removeFootnote(state: EditorState, pos: number): Transaction | null {
  return state.doc.nodeAt(pos)?.type === node('footnote') ? state.tr.delete(pos, pos + 1).scrollIntoView() : null;
}

/** Opens a note that is clicked on, or chosen and entered. */
export function footnoteOpener(open: (pos: number) => void): Plugin {
  return new Plugin({
    props: {
      handleClickOn: (_view, _pos, clicked, at) => {
        if (clicked.type !== node('footnote')) return false;
        open(at);
        return true;
      },
      handleKeyDown: (view, event) => {
        if (event.key !== 'Enter' || view.composing || event.keyCode === 229) return false;
        const { selection } = view.state;
        if (!(selection instanceof NodeSelection) || selection.node.type !== node('footnote')) return false;
        open(selection.from);
        return true;
      },
    },
  });
}
