import { TextSelection, type Command } from 'prosemirror-state';
import { place } from '../../place';
import { node } from '../../schema';

export const insertQuestion: Command = place(() =>
  node('question_answer').create(null, [node('question').create(), node('answer').create(null, node('paragraph').create())]),
);

/** Enter in a question goes on to its answer; a question is one line. */
export const toAnswer: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type !== node('question')) return false;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after() + 1))).scrollIntoView());
  return true;
};

/** Backspace at the start of a question or an answer must not melt it into what stands above. */
export const guardQuestion: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  const inQuestion = $from.parent.type === node('question');
  const startsAnswer = $from.depth >= 2 && $from.node(-1).type === node('answer') && $from.index(-1) === 0;
  if (!inQuestion && !startsAnswer) return false;
  const pair = $from.node(inQuestion ? -1 : -2);
  // A pair without a word in it goes as a whole.
  if (pair.textContent === '') {
    const pos = $from.before(inQuestion ? -1 : -2);
    if (dispatch) {
      const tr = state.tr.replaceWith(pos, pos + pair.nodeSize, node('paragraph').create());
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))));
    }
  }
  return true;
};
