// Where a picture will stand while its bytes are being taken in. A decoration, not a node: the document holds only pictures that exist.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import type { Node } from 'prosemirror-model';
import { around } from '../../around';
import type { PictureForm } from '../../catalogue';
import { node } from '../../schema';
import { gathered, infographicOf } from '../gallery/gallery';
import { whenSettled } from '../../settled';

/** What is known of a picture once it was taken in. */
export interface Picture {
  blob: string;
  width: number | null;
  height: number | null;
}

/** Told how many bytes of how many have come. */
export type Progress = (done: number, total: number) => void;

/** A picture that can be taken in, whatever it lies in. */
export interface PictureSource {
  readonly name: string;
  take(progress: Progress): Promise<Picture>;
}

type Act = { add: string; pos: number; shown: HTMLElement } | { done: string };

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
        return mapped.add(tr.doc, [Decoration.widget(act.pos, act.shown, { id: act.add, side: -1 })]);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Takes pictures in that belong together, and puts them there as one block once all have come. Those that are refused are told one by one. */
export async function insertTogether(view: EditorView, sources: readonly PictureSource[], as: PictureForm, refused: (source: PictureSource, error: unknown) => void): Promise<void> {
  const id = crypto.randomUUID();
  const { shown, take } = placeholder(sources);
  const into = around(view.state, 'gallery') !== null && as === 'gallery';
  whenSettled(view, () => {
    const pos = besideBlock(view.state, view.state.selection.to);
    view.dispatch(view.state.tr.setMeta(key, { add: id, pos, shown } satisfies Act));
  });
  const taken = await Promise.allSettled(sources.map(take));
  const figures = taken.flatMap((answer) => (answer.status === 'fulfilled' ? [figureOf(answer.value)] : []));
  taken.forEach((answer, at) => {
    const source = sources[at];
    if (answer.status === 'rejected' && source !== undefined) refused(source, answer.reason);
  });
  if (view.isDestroyed) return;
  whenSettled(view, () => {
    const blocks = as === 'infographic' ? figures.map(infographicOf) : as === 'gallery' ? gathered(figures) : figures;
    view.dispatch(blocks.length === 0 ? view.state.tr.setMeta(key, { done: id } satisfies Act) : place(view.state, id, blocks, into ? figures : null));
  });
}

const figureOf = (picture: Picture): Node => node('figure').create({ blob: picture.blob, width: picture.width ?? 0, height: picture.height ?? 0 }, node('figcaption').create());

/** Takes a picture in and puts it where the caret stood when it was given. Rejects when the source does; the text is as it was then. */
export async function insertPicture(view: EditorView, source: PictureSource, at = view.state.selection.from): Promise<void> {
  const id = crypto.randomUUID();
  const { shown, take } = placeholder([source]);
  whenSettled(view, () => {
    const pos = besideBlock(view.state, Math.min(at, view.state.doc.content.size));
    view.dispatch(view.state.tr.setMeta(key, { add: id, pos, shown } satisfies Act));
  });
  try {
    const picture = await take(source);
    if (!view.isDestroyed) whenSettled(view, () => view.dispatch(place(view.state, id, [figureOf(picture)], null)));
  } catch (error) {
    if (!view.isDestroyed) whenSettled(view, () => view.dispatch(view.state.tr.setMeta(key, { done: id } satisfies Act)));
    throw error;
  }
}

function place(state: EditorState, id: string, blocks: readonly Node[], intoGallery: readonly Node[] | null): Transaction {
  const found = key.getState(state)?.find(undefined, undefined, (spec) => spec['id'] === id)[0];
  const pos = found?.from ?? state.doc.content.size;
  const { tr } = state;
  const above = state.doc.resolve(pos).nodeBefore;
  if (intoGallery !== null && above?.type === node('gallery')) {
    tr.insert(pos - 1, [...intoGallery]);
  } else if (above !== null && above.type === node('paragraph') && above.content.size === 0 && state.doc.childCount > 1) {
    // An empty line was where the picture was meant to go.
    tr.replaceWith(pos - above.nodeSize, pos, blocks);
  } else {
    tr.insert(pos, [...blocks]);
  }
  if (tr.doc.lastChild?.isTextblock === false) tr.insert(tr.doc.content.size, node('paragraph').create());
  return tr.setMeta(key, { done: id } satisfies Act);
}

/** The end of the outermost block around a position: pictures stand between blocks. */
function besideBlock(state: EditorState, at: number): number {
  const resolved = state.doc.resolve(at);
  return resolved.depth === 0 ? at : resolved.after(1);
}

/**
 * What is seen where pictures will stand, and how they are taken in so that it tells how far they have come: all as one, each of them counted alike. That
 * is written straight to the page: a transaction for each piece that comes would have to wait for the end of a syllable, and a fast typist would feel it.
 */
function placeholder(sources: readonly PictureSource[]): { shown: HTMLElement; take: (source: PictureSource) => Promise<Picture> } {
  const name = m.figure_pending({ name: sources.map((source) => source.name).join(', ') });
  const shown = document.createElement('div');
  const words = document.createElement('span');
  const bar = document.createElement('progress');
  const come = new Map(sources.map((source) => [source, 0]));
  shown.className = 'pending-picture';
  words.setAttribute('role', 'status');
  words.textContent = name;
  bar.setAttribute('aria-label', name);
  shown.append(words, bar);

  const tell = (source: PictureSource, part: number) => {
    come.set(source, part);
    bar.value = [...come.values()].reduce((sum, each) => sum + each, 0) / come.size;
  };
  const take = async (source: PictureSource) => {
    try {
      return await source.take((done, total) => tell(source, Math.min(1, done / Math.max(1, total))));
    } finally {
      // Nothing more comes of one that was refused either.
      tell(source, 1);
    }
  };
  return { shown, take };
}
