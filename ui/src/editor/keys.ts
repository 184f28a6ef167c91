import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keydownHandler } from 'prosemirror-keymap';
import { Plugin, type Command } from 'prosemirror-state';
import { blockKeys } from './extensions/blocks/move';
import { guardCaption, leaveCaption } from './extensions/figure/view';
import { guardQuestion, toAnswer } from './extensions/question-answer/commands';
import { insertTable, tableKeys } from './extensions/tables/commands';
import { linkHere } from './extensions/link/commands';
import { listKeys } from './extensions/lists/keys';
import { leaveBlock } from './leave';
import { node } from './schema';
import { setStyle, toggleBullets, toggleEm, toggleNumbers, toggleQuote, toggleStrong } from './toolbar';

/** Keys with commands, but for those that belong to an input method: it may say Enter and mean the word that it is making. */
function keymap(bindings: Record<string, Command>): Plugin {
  const handle = keydownHandler(bindings);
  return new Plugin({ props: { handleKeyDown: (view, event) => !view.composing && !event.isComposing && event.keyCode !== 229 && handle(view, event) } });
}

/** Every key of the editor. `askLink` opens the link dialog, `addFootnote` puts a note at the caret, `escape` leaves what is around the text. */
export function keys(askLink: () => void, addFootnote: Command, escape: () => boolean): Plugin[] {
  const breakLine: Command = chainCommands(exitCode, (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type === node('figcaption')) return false;
    dispatch?.(state.tr.replaceSelectionWith(node('hard_break').create()).scrollIntoView());
    return true;
  });
  const link: Command = (state) => {
    const { from, to } = linkHere(state);
    // Without a word to link, Ctrl+K is the command palette's.
    if (from === to) return false;
    askLink();
    return true;
  };
  return [
    keymap({
      'Mod-b': toggleStrong,
      'Mod-i': toggleEm,
      'Mod-k': link,
      'Mod-Alt-0': setStyle('paragraph'),
      'Mod-Alt-1': setStyle('heading-2'),
      'Mod-Alt-2': setStyle('heading-3'),
      'Mod-Alt-3': setStyle('heading-4'),
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Shift-Enter': breakLine,
      Escape: escape,
      'Mod-Alt-t': insertTable(),
      'Mod-Alt-f': addFootnote,
      'Mod-Shift-7': toggleNumbers,
      'Mod-Shift-8': toggleBullets,
      'Mod-Shift-9': toggleQuote,
      Backspace: chainCommands(undoInputRule, guardCaption, guardQuestion),
    }),
    keymap(blockKeys),
    keymap({ Enter: chainCommands(leaveCaption, toAnswer, leaveBlock) }),
    keymap(listKeys()),
    keymap(tableKeys),
    keymap(baseKeymap),
  ];
}

/** Marks typed at the start of a line: "- ", "1. ", "> ", "## ", "--- "; and what else is made of what is typed. */
export function typedMarks(more: readonly InputRule[] = []): Plugin {
  return inputRules({
    rules: [
      ...more,
      wrappingInputRule(/^\s*[-*]\s$/, node('bullet_list')),
      wrappingInputRule(
        /^(\d{1,4})\.\s$/,
        node('ordered_list'),
        (match) => ({ start: Math.max(1, Number(match[1])) }),
        (match, list) => list.childCount + Number(list.attrs['start']) === Number(match[1]),
      ),
      wrappingInputRule(/^\s*>\s$/, node('blockquote')),
      textblockTypeInputRule(/^(#{2,4})\s$/, node('heading'), (match) => ({ level: match[1]?.length ?? 2 })),
      new InputRule(/^---\s$/, (state, _match, start, end) => {
        const { $from } = state.selection;
        if ($from.depth !== 1) return null;
        return state.tr.delete(start, end).insert($from.before(1), node('divider').create());
      }),
    ],
  });
}
