// What the toolbar shows and does, as functions of the editor's state.
import { setBlockType, toggleMark, lift, wrapIn } from 'prosemirror-commands';
import { redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import { type Command, type EditorState } from 'prosemirror-state';
import type { Level } from './extensions/headings/dom';
import { innermostList, toggleList } from './extensions/lists/keys';
import { place } from './place';
import { mark, node } from './schema';

export type BlockStyle = 'paragraph' | 'heading-2' | 'heading-3' | 'heading-4';

/** The state of every button, for the place where the caret is. */
export interface ToolbarState {
  style: BlockStyle | null;
  strong: boolean;
  em: boolean;
  link: boolean;
  bullet: boolean;
  ordered: boolean;
  quote: boolean;
  canUndo: boolean;
  canRedo: boolean;
}

export const blank: ToolbarState = {
  style: null, strong: false, em: false, link: false, bullet: false, ordered: false, quote: false, canUndo: false, canRedo: false,
};

export function toolbarState(state: EditorState): ToolbarState {
  const list = innermostList(state)?.node.type;
  return {
    style: styleHere(state),
    strong: hasMark(state, 'strong'),
    em: hasMark(state, 'em'),
    link: hasMark(state, 'link'),
    bullet: list === node('bullet_list'),
    ordered: list === node('ordered_list'),
    quote: isInside(state, 'blockquote'),
    canUndo: undoDepth(state) > 0,
    canRedo: redoDepth(state) > 0,
  };
}

export function sameTools(one: ToolbarState, other: ToolbarState): boolean {
  return (Object.keys(one) as (keyof ToolbarState)[]).every((key) => one[key] === other[key]);
}

export const toggleStrong: Command = toggleMark(mark('strong'));
export const toggleEm: Command = toggleMark(mark('em'));
export const toggleBullets: Command = toggleList('bullet_list');
export const toggleNumbers: Command = toggleList('ordered_list');
export { redo, undo };

export const toggleQuote: Command = (state, dispatch, view) =>
  isInside(state, 'blockquote') ? lift(state, dispatch, view) : wrapIn(node('blockquote'))(state, dispatch, view);

export function setStyle(style: BlockStyle): Command {
  if (style === 'paragraph') return setBlockType(node('paragraph'));
  const level = Number(style.slice('heading-'.length)) as Level;
  return setBlockType(node('heading'), { level });
}

export const insertDivider: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.depth === 0) return false;
  return place(() => node('divider').create())(state, dispatch);
};

function styleHere(state: EditorState): BlockStyle | null {
  const { parent } = state.selection.$from;
  if (parent.type === node('paragraph')) return 'paragraph';
  return parent.type === node('heading') ? (`heading-${Number(parent.attrs['level'])}` as BlockStyle) : null;
}

function hasMark(state: EditorState, name: 'strong' | 'em' | 'link'): boolean {
  const { from, to, $from, empty } = state.selection;
  const type = mark(name);
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type);
}

function isInside(state: EditorState, name: 'blockquote'): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === node(name)) return true;
  return false;
}
