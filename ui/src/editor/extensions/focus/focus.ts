// The block that is being written stands out (focus mode), and the line that is being written stays in the middle of the window (typewriter).
import { Plugin, PluginKey, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';

export interface Manner {
  focus: boolean;
  typewriter: boolean;
}

interface Here extends Manner {
  at: number;
  mark: DecorationSet;
}

const key = new PluginKey<Here>('focus');
/** How far down the window the line being written stays. */
const HEIGHT = 0.45;

const PLAIN: Here = { focus: false, typewriter: false, at: -1, mark: DecorationSet.empty };

export function writingManner(): Plugin<Here> {
  return new Plugin<Here>({
    key,
    state: {
      init: () => PLAIN,
      apply(tr, before, _old, state) {
        const manner = (tr.getMeta(key) as Manner | undefined) ?? before;
        if (!manner.focus) return { ...PLAIN, typewriter: manner.typewriter };
        const at = start(state);
        // The same block, grown by a letter: the mark grows with it and nothing is drawn anew.
        const stays = before.focus && tr.mapping.map(before.at) === at && at >= 0;
        return { ...manner, at, mark: stays ? before.mark.map(tr.mapping, tr.doc) : mark(state, at) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.mark,
      handleScrollToSelection: (view) => key.getState(view.state)?.typewriter === true && centre(view),
    },
  });
}

export function setManner(view: EditorView, manner: Manner): void {
  view.dispatch(view.state.tr.setMeta(key, manner));
}

const start = ({ selection: { $from } }: EditorState): number => ($from.depth > 0 ? $from.before(1) : $from.pos);

function mark(state: EditorState, at: number): DecorationSet {
  const block = state.doc.nodeAt(at);
  return block === null ? DecorationSet.empty : DecorationSet.create(state.doc, [Decoration.node(at, at + block.nodeSize, { class: 'here' })]);
}

function centre(view: EditorView): boolean {
  const page = view.dom.closest('.scroll');
  if (page === null) return false;
  const line = view.coordsAtPos(view.state.selection.head);
  const { top, height } = page.getBoundingClientRect();
  page.scrollTop += line.top - (top + height * HEIGHT);
  return true;
}
