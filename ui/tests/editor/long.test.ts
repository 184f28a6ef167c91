import { Node } from 'prosemirror-model';
import { afterEach, expect, test, vi } from 'vitest';
import { ask } from '../../src/editor/extensions/find/find';
import { insertTable } from '../../src/editor/extensions/tables/commands';
import { doc, editorOn, idsOf, paragraph, typed } from './desk';

afterEach(() => vi.restoreAllMocks());

const long = () => editorOn(doc(...Array.from({ length: 400 }, (_, at) => paragraph('Ủy ban nhân dân xã', `b${at}`))));

test('a key in a long text looks at the block it is in and not through the text', () => {
  const editor = long();
  editor.placeCaret({ anchor: 4000, head: 4000 });
  const looks = vi.spyOn(Node.prototype, 'descendants');
  typed(editor, 'chữ');
  expect(looks).not.toHaveBeenCalled();
  editor.destroy();
});

test('neither does a key while something is looked for, nor counting after it', () => {
  const editor = long();
  ask(editor.view, { text: 'xa', exact: false, matchCase: false, wholeWord: false });
  editor.counts();
  editor.placeCaret({ anchor: 4000, head: 4000 });
  const looks = vi.spyOn(Node.prototype, 'descendants');
  const reads = vi.spyOn(Node.prototype, 'textBetween');
  typed(editor, 'c');
  expect(looks).not.toHaveBeenCalled();
  reads.mockClear();
  editor.counts();
  expect(reads).toHaveBeenCalledTimes(1);
  editor.destroy();
});

test('blocks that come with a change are named all the same', () => {
  const editor = long();
  editor.placeCaret({ anchor: 4000, head: 4000 });
  editor.run(insertTable());
  const ids = idsOf(editor);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain('');
  editor.destroy();
});
