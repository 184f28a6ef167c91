// Galleries and infographics keep what they are by themselves: a gallery of one picture is that picture, an infographic without its picture is
// the words that told it. Whatever led there (a deletion, a move, an undo), the mending is part of the same change.
import { Fragment, type Node } from 'prosemirror-model';
import { NodeSelection, Plugin, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import type { NodeViewConstructor } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { around } from '../../around';
import { changedBlocks } from '../../changed';
import { FieldedView } from '../../fielded';
import { node } from '../../schema';

/** As many as the core takes (crates/document/src/validate/body.rs). */
export const MOST_PICTURES = 50;

export const galleryView: NodeViewConstructor = (gallery, view, getPos) => {
  const dom = document.createElement('div');
  const contentDOM = document.createElement('div');
  dom.className = 'gallery-block';
  contentDOM.className = 'gallery';
  dom.append(contentDOM);
  return new FieldedView(gallery, view, getPos, { dom, contentDOM, attr: 'caption', label: m.gallery_caption(), hint: m.gallery_caption_hint(), testid: 'gallery-caption', side: 'below' });
};

/** Several pictures as one block, or the picture itself where it is alone. */
export function gathered(figures: readonly Node[]): Node[] {
  const groups: Node[] = [];
  for (let at = 0; at < figures.length; at += MOST_PICTURES) {
    const group = figures.slice(at, at + MOST_PICTURES);
    groups.push(...(group.length === 1 ? group : [node('gallery').create(null, group)]));
  }
  return groups;
}

export function infographicOf(figure: Node): Node {
  return node('infographic').create(null, [figure, node('description').create(null, node('paragraph').create())]);
}

/** The pictures that stand in a row around the chosen one become a gallery. */
export const gatherPictures: Command = (state, dispatch) => {
  const here = around(state, 'figure');
  if (here?.depth !== 1) return false;
  const index = state.doc.resolve(here.pos).index(0);
  const isPicture = (at: number) => at >= 0 && at < state.doc.childCount && state.doc.child(at).type === node('figure');
  let [first, last] = [index, index];
  while (isPicture(first - 1)) first -= 1;
  while (isPicture(last + 1)) last += 1;
  if (first === last) return false;
  if (dispatch) {
    const figures = Array.from({ length: last - first + 1 }, (_, at) => state.doc.child(first + at));
    let from = here.pos;
    for (let at = first; at < index; at += 1) from -= state.doc.child(at).nodeSize;
    const size = figures.reduce((sum, figure) => sum + figure.nodeSize, 0);
    dispatch(state.tr.replaceWith(from, from + size, gathered(figures)).scrollIntoView());
  }
  return true;
};

/** The pictures of a gallery become pictures one below the other. */
export const scatterPictures: Command = (state, dispatch) => {
  const here = around(state, 'gallery');
  if (here === null) return false;
  dispatch?.(state.tr.replaceWith(here.pos, here.pos + here.node.nodeSize, here.node.content).scrollIntoView());
  return true;
};

/** A picture gets its words beside it. */
export const describePicture: Command = (state, dispatch) => {
  const here = around(state, 'figure');
  if (here?.depth !== 1) return false;
  dispatch?.(state.tr.replaceWith(here.pos, here.pos + here.node.nodeSize, infographicOf(here.node)).scrollIntoView());
  return true;
};

/** The picture before or after, inside its gallery. */
export const shiftPicture = (by: -1 | 1): Command => (state, dispatch) => {
  const here = around(state, 'figure');
  if (here === null || around(state, 'gallery') === null) return false;
  const $at = state.doc.resolve(here.pos);
  const other = $at.parent.maybeChild($at.index() + by);
  if (other === null || other === undefined) return false;
  if (dispatch) {
    const from = by < 0 ? here.pos - other.nodeSize : here.pos;
    const pair = by < 0 ? [here.node, other] : [other, here.node];
    const tr = state.tr.replaceWith(from, from + here.node.nodeSize + other.nodeSize, pair);
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, by < 0 ? from : from + other.nodeSize)).scrollIntoView());
  }
  return true;
};

function mended(block: Node): Fragment | null {
  if (block.type === node('gallery')) {
    if (block.childCount < 2) return block.content;
    if (block.childCount <= MOST_PICTURES) return null;
    const figures = Array.from({ length: block.childCount }, (_, at) => block.child(at));
    return Fragment.from(gathered(figures));
  }
  if (block.type === node('infographic') && block.childCount < 2) return block.firstChild?.content ?? Fragment.empty;
  return null;
}

/** The change that makes every gallery and infographic one again, null where all are. */
export function mendPictures(before: EditorState, after: EditorState): Transaction | null {
  const broken = changedBlocks(before.doc, after.doc).flatMap(({ block, pos }) => {
    const content = mended(block);
    return content === null ? [] : [{ pos, size: block.nodeSize, content }];
  });
  if (broken.length === 0) return null;
  const { tr } = after;
  for (const { pos, size, content } of broken.reverse()) {
    // The text may have been this block alone.
    const left = content.size > 0 || tr.doc.childCount > 1 ? content : Fragment.from(node('paragraph').create());
    tr.replaceWith(pos, pos + size, left);
  }
  return tr;
}

export const wholePictures = (): Plugin => new Plugin({
  appendTransaction: (transactions, before, after) => (transactions.some(({ docChanged }) => docChanged) ? mendPictures(before, after) : null),
});
