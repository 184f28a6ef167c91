// The menu behind “/”. The sign and what follows are ordinary text until something is chosen, so an input method can type in it like anywhere;
// the menu only reads along. Keys are its own while it is open, but never those of a composition.
import { Plugin, PluginKey, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { insertable, type Insertable } from '../../catalogue';

export interface SlashMenu {
  /** Where the sign stands. */
  from: number;
  query: string;
  choices: readonly Insertable[];
  at: number;
}

type Act = { act: 'close' } | { act: 'stand'; at: number };

const key = new PluginKey<SlashMenu | null>('slash');
/** Longer than any name: whoever writes on means text. */
const LONGEST = 24;

export const slashMenu = (state: EditorState): SlashMenu | null => key.getState(state) ?? null;

export const SLASH_LIST = 'slash-list';
export const slashOption = (id: string) => `slash-${id}`;

export function slash(choose: (view: EditorView, choice: Insertable) => void): Plugin<SlashMenu | null> {
  return new Plugin<SlashMenu | null>({
    key,
    state: {
      init: () => null,
      apply(tr, before, _old, state) {
        const act = tr.getMeta(key) as Act | undefined;
        if (act?.act === 'close') return null;
        if (before !== null && act?.act === 'stand') return { ...before, at: act.at };
        if (before === null) return opened(tr.steps.length > 0 && tr.getMeta('paste') === undefined && tr.getMeta('history$') === undefined && typedSign(tr.steps), state);
        if (!tr.docChanged && !tr.selectionSet) return before;
        return read(state, tr.mapping.map(before.from, -1), before);
      },
    },
    props: {
      attributes: (state): Record<string, string> => {
        const menu = key.getState(state);
        if (menu === null || menu === undefined) return {};
        const chosen = menu.choices[menu.at];
        return { 'aria-controls': SLASH_LIST, 'aria-haspopup': 'listbox', ...(chosen === undefined ? {} : { 'aria-activedescendant': slashOption(chosen.id) }) };
      },
      handleKeyDown(view, event) {
        const menu = key.getState(view.state);
        if (menu === null || menu === undefined || view.composing || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return false;
        if (event.key === 'Escape') {
          view.dispatch(view.state.tr.setMeta(key, { act: 'close' } satisfies Act));
          return true;
        }
        const count = menu.choices.length;
        if (count === 0) return false;
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by !== undefined) {
          view.dispatch(view.state.tr.setMeta(key, { act: 'stand', at: (menu.at + by + count) % count } satisfies Act));
          return true;
        }
        const chosen = menu.choices[menu.at];
        if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey || chosen === undefined) return false;
        take(view, chosen, choose);
        return true;
      },
      handleDOMEvents: {
        blur: (view) => {
          if (key.getState(view.state) !== null && !view.composing) view.dispatch(view.state.tr.setMeta(key, { act: 'close' } satisfies Act));
          return false;
        },
      },
    },
  });
}

/** Takes the sign and what follows away, and does what was chosen. */
export function take(view: EditorView, chosen: Insertable, choose: (view: EditorView, choice: Insertable) => void): void {
  const menu = key.getState(view.state);
  if (menu === null || menu === undefined) return;
  view.dispatch(view.state.tr.delete(menu.from, view.state.selection.from).setMeta(key, { act: 'close' } satisfies Act));
  choose(view, chosen);
}

/** Whether the change was one sign typed: what is pasted, undone or replaced opens nothing. */
function typedSign(steps: readonly { toJSON(): unknown }[]): boolean {
  if (steps.length !== 1) return false;
  const { slice } = steps[0]?.toJSON() as { slice?: { content?: { text?: string }[] } };
  return slice?.content?.length === 1 && slice.content[0]?.text === '/';
}

function opened(typed: boolean, state: EditorState): SlashMenu | null {
  const { $from, empty } = state.selection;
  if (!typed || !empty || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 2), $from.parentOffset, undefined, '\ufffc');
  return /(?:^|\s)\/$/.test(before) ? read(state, $from.pos - 1, null) : null;
}

function read(state: EditorState, from: number, before: SlashMenu | null): SlashMenu | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.pos <= from || $from.pos - from > LONGEST || from < $from.start()) return null;
  const text = state.doc.textBetween(from, $from.pos, undefined, '\ufffc');
  if (!text.startsWith('/') || /^\/\s|\ufffc/.test(text)) return null;
  const query = text.slice(1);
  const choices = insertable(state, query);
  // Nothing is called that: it is text with a slash in it.
  if (choices.length === 0 && (before?.choices.length ?? 0) === 0 && query.length > 2) return null;
  return { from, query, choices, at: before?.query === query ? Math.min(before.at, Math.max(0, choices.length - 1)) : 0 };
}
