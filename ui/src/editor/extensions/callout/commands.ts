import { lift, wrapIn } from 'prosemirror-commands';
import type { Command, EditorState } from 'prosemirror-state';
import { around } from '../../around';
import { place } from '../../place';
import { node } from '../../schema';
import type { CalloutKind } from './dom';

export function calloutHere(state: EditorState): CalloutKind | null {
  return (around(state, 'callout')?.node.attrs['kind'] as CalloutKind | undefined) ?? null;
}

/** Sets the paragraphs of the selection apart, changes the kind of the callout around them, or, where it is of that kind, takes it away. */
export function toggleCallout(kind: CalloutKind): Command {
  return (state, dispatch, view) => {
    const here = around(state, 'callout');
    if (here === null) return wrapIn(node('callout'), { kind })(state, dispatch, view) || place(() => node('callout').create({ kind }, node('paragraph').create()))(state, dispatch, view);
    if (here.node.attrs['kind'] === kind) return lift(state, dispatch, view);
    dispatch?.(state.tr.setNodeAttribute(here.pos, 'kind', kind));
    return true;
  };
}
