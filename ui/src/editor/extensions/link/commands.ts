import type { Mark } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { mark } from '../../schema';

export interface LinkHere {
  from: number;
  to: number;
  href: string;
  text: string;
}

/** The link around the caret, or the selected text that would become one. */
export function linkHere(state: EditorState): LinkHere {
  const { from, to, $from, empty } = state.selection;
  if (!empty) {
    const inside = findLink($from.marks()) ?? findLink(state.doc.nodeAt(from)?.marks ?? []);
    return { from, to, href: inside ? String(inside.attrs['href']) : '', text: state.doc.textBetween(from, to, ' ') };
  }
  const here = findLink($from.marks()) ?? findLink($from.nodeAfter?.marks ?? []);
  if (here === undefined) return { from, to, href: '', text: '' };
  // The whole run of text that carries this link, so that changing one word does not cut it in two.
  let [start, end] = [from, from];
  $from.parent.forEach((child, offset) => {
    const childStart = $from.start() + offset;
    if (!here.isInSet(child.marks)) return;
    if (childStart <= from && childStart + child.nodeSize >= from) [start, end] = [childStart, childStart + child.nodeSize];
  });
  return { from: start, to: end, href: String(here.attrs['href']), text: state.doc.textBetween(start, end) };
}

/** Puts the link there; with no text in the range, the text (or the address) is written first. */
export function setLink(place: LinkHere, href: string, text: string): Command {
  return (state, dispatch) => {
    const type = mark('link');
    const shown = text.trim() === '' ? href : text;
    const { tr } = state;
    if (place.from === place.to || shown !== place.text) {
      const marks = state.doc.resolve(place.from).marks().filter((other) => other.type !== type);
      tr.replaceWith(place.from, place.to, state.schema.text(shown, [...marks, type.create({ href })]));
    } else {
      tr.removeMark(place.from, place.to, type).addMark(place.from, place.to, type.create({ href }));
    }
    dispatch?.(tr.removeStoredMark(type).scrollIntoView());
    return true;
  };
}

export function removeLink(place: LinkHere): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.removeMark(place.from, place.to, mark('link')));
    return true;
  };
}

function findLink(marks: readonly Mark[]): Mark | undefined {
  return marks.find((candidate) => candidate.type === mark('link'));
}
