// Where a picture will stand while its bytes are being taken in. A decoration, not a node: the document holds only pictures that exist.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { node } from '../../schema';
import { whenSettled } from '../../settled';

/** What is known of a picture once it was taken in. */
export interface Picture {
  blob: string;
  width: number | null;
  height: number | null;
}

/** A picture that can be taken in, whatever it lies in. */
export interface PictureSource {
  readonly name: string;
  take(): Promise<Picture>;
}

type Act = { add: string; pos: number; name: string } | { done: string };

const key = new PluginKey<DecorationSet>('pending');

export function pendingPictures(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const mapped = set.map(tr.mapping, tr.doc);
        const act = tr.getMeta(key) as Act | undefined;
        if (act === undefined) return mapped;
        if ('done' in act) return mapped.remove(mapped.find(undefined, undefined, (spec) => spec['id'] === act.done));
        return mapped.add(tr.doc, [Decoration.widget(act.pos, () => placeholder(act.name), { id: act.add, side: -1 })]);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Takes a picture in and puts it where the caret stood when it was given. Rejects when the source does; the text is as it was then. */
export async function insertPicture(view: EditorView, source: PictureSource, at = view.state.selection.from): Promise<void> {
  const id = crypto.randomUUID();
  whenSettled(view, () => {
    const pos = besideBlock(view.state, Math.min(at, view.state.doc.content.size));
    view.dispatch(view.state.tr.setMeta(key, { add: id, pos, name: source.name } satisfies Act));
  });
  try {
    const picture = await source.take();
    if (!view.isDestroyed) whenSettled(view, () => view.dispatch(place(view.state, id, picture)));
  } catch (error) {
    if (!view.isDestroyed) whenSettled(view, () => view.dispatch(view.state.tr.setMeta(key, { done: id } satisfies Act)));
    throw error;
  }
}

function place(state: EditorState, id: string, picture: Picture): Transaction {
  const found = key.getState(state)?.find(undefined, undefined, (spec) => spec['id'] === id)[0];
  const pos = found?.from ?? state.doc.content.size;
  const figure = node('figure').create({ blob: picture.blob, width: picture.width ?? 0, height: picture.height ?? 0 }, node('figcaption').create());
  const { tr } = state;
  const above = state.doc.resolve(pos).nodeBefore;
  // An empty line was where the picture was meant to go.
  if (above !== null && above.type === node('paragraph') && above.content.size === 0 && state.doc.childCount > 1) {
    tr.replaceWith(pos - above.nodeSize, pos, figure);
  } else {
    tr.insert(pos, figure);
  }
  if (tr.doc.lastChild?.type === node('figure')) tr.insert(tr.doc.content.size, node('paragraph').create());
  return tr.setMeta(key, { done: id } satisfies Act);
}

/** The end of the outermost block around a position: pictures stand between blocks. */
function besideBlock(state: EditorState, at: number): number {
  const resolved = state.doc.resolve(at);
  return resolved.depth === 0 ? at : resolved.after(1);
}

function placeholder(name: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'pending-picture';
  box.setAttribute('role', 'status');
  box.textContent = m.figure_pending({ name });
  return box;
}
