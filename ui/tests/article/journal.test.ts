import { toggleMark } from 'prosemirror-commands';
import { Selection } from 'prosemirror-state';
import { Step } from 'prosemirror-transform';
import { expect, test } from 'vitest';
import { refusal } from '../../src/backend/errors';
import { MemoryBackend } from '../../src/backend/memory';
import { mark, schema } from '../../src/editor/schema';
import { readBody, type BodyEditor } from '../../src/editor/view';
import { Journal } from '../../src/features/article/journal';
import { OpenArticle } from '../../src/features/article/open-article.svelte';
import { editorOn } from '../editor/desk';

const letter = (at: number, text: string) => Step.fromJSON(schema, { stepType: 'replace', from: at, to: at, slice: { content: [{ type: 'text', text }] } });
const nothing = () => null;

/** An editor whose steps go to an article on a core in memory. */
async function desk() {
  const backend = new MemoryBackend();
  const article = new OpenArticle(backend);
  await article.create();
  const editor: BodyEditor = editorOn(readBody(article.content?.body), { changed: (steps) => article.bodyChanged(steps) });
  article.attach({ body: () => editor.body(), caret: () => null });
  article.bodyPrepared(editor.prepared);
  const kept = () => [...backend.articles.values()][0]?.content;
  const calls = (command: string) => backend.calls.filter((call) => call.command === command).map((call) => call.request as Record<string, unknown>);
  return { backend, article, editor, kept, calls };
}

test('letters typed one after the other are one step, and fields are told as they last were', () => {
  const journal = new Journal();
  journal.typed([letter(1, 'V')]);
  journal.typed([letter(2, 'i')]);
  journal.edited({ title: 'V' });
  journal.edited({ title: 'Việt' });
  journal.typed([letter(3, 'ệt')]);
  const batch = journal.next(nothing);
  expect(batch?.seq).toBe(1);
  expect(batch?.entries.map((entry) => (entry.entry === 'steps' ? entry.steps.length : entry))).toEqual([1, { entry: 'fields', fields: { title: 'Việt' } }, 1]);
});

test('a batch that did not arrive goes again under its number, before what was typed since', () => {
  const journal = new Journal();
  journal.edited({ title: 'một' });
  journal.next(nothing);
  journal.edited({ sapo: 'hai' });
  journal.giveBack();
  expect(journal.next(nothing)).toEqual({ seq: 1, entries: [{ entry: 'fields', fields: { title: 'một', sapo: 'hai' } }] });
  journal.confirm();
  journal.edited({ title: 'ba' });
  expect(journal.next(nothing)?.seq).toBe(2);
});

test('where the core keeps other letters than the screen, the next batch is the whole text and steps go on from it', () => {
  const journal = new Journal();
  journal.typed([letter(1, 'a')]);
  journal.hold();
  journal.begin(true);
  journal.typed([letter(2, 'b')]);
  expect(journal.next(() => 'toàn văn')?.entries).toEqual([{ entry: 'body', body: 'toàn văn' }]);
  journal.giveBack();
  expect(journal.next(() => 'toàn văn')?.entries, 'until it arrived').toEqual([{ entry: 'body', body: 'toàn văn' }]);
  journal.confirm();
  journal.typed([letter(3, 'c')]);
  expect(journal.next(nothing)?.entries[0]?.entry).toBe('steps');
});

test('whatever is done to a text, the batches lead the core to the text on the screen', async () => {
  const { article, editor, kept } = await desk();
  // A generator of its own, so that a failure can be seen again (mulberry32).
  let seed = 7;
  const random = (below: number) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
  const words = ['Nguyễn ', 'đường', '😀', ' tiếng Việt', 'x'];
  const { view } = editor;
  for (let turn = 0; turn < 400; turn += 1) {
    const { tr } = view.state;
    const size = tr.doc.content.size;
    tr.setSelection(Selection.near(tr.doc.resolve(random(size + 1))));
    const from = tr.selection.from;
    switch (random(5)) {
      case 0:
        tr.insertText(words[random(words.length)] ?? 'x');
        break;
      case 1:
        if (tr.selection.$from.parent.isTextblock) tr.split(from);
        break;
      case 2:
        tr.delete(Math.max(0, from - random(4)), from);
        break;
      case 3:
        tr.addMark(Math.max(0, from - random(9)), from, mark('strong').create());
        break;
      default:
        tr.insertText(words[random(words.length)] ?? 'x');
    }
    view.dispatch(tr);
    if (random(6) === 0) toggleMark(mark('em'))(view.state, view.dispatch);
    if (random(40) === 0) await article.flush();
    if (random(40) === 0) {
      await expect.poll(() => article.save.is).toBe('saved');
      expect(kept()?.body, `after turn ${turn}`).toEqual(editor.body());
    }
  }
  await expect.poll(() => article.save.is).toBe('saved');
  expect(kept()?.body).toEqual(editor.body());
  expect(editor.view.state.doc.childCount, 'there was something to do').toBeGreaterThan(3);
});

test('opening a text that lacks names writes nothing, and the names go with the first letter', async () => {
  const { backend, article, editor, calls } = await desk();
  expect(editor.prepared.length).toBeGreaterThan(0);
  expect(article.dirty).toBe(false);
  editor.view.dispatch(editor.view.state.tr.insertText('a', 1));
  await expect.poll(() => calls('article_journal').length).toBe(1);
  await expect.poll(() => article.save.is).toBe('saved');
  expect([...backend.articles.values()][0]?.content.body).toEqual(editor.body());
});

test('a core that went on from another text gets the whole one', async () => {
  const { backend, editor, kept, calls } = await desk();
  const call = backend.call.bind(backend);
  backend.call = async (command, request) => {
    if (command === 'article_journal') throw refusal('content_changed', 'another text');
    return call(command, request);
  };
  editor.view.dispatch(editor.view.state.tr.insertText('chữ', 1));
  await expect.poll(() => JSON.stringify(kept()?.body)).toContain('chữ');
  expect(calls('article_save').length).toBe(1);
});

test('fields and text of a page that was left in between arrive in the order typed', async () => {
  const { article, editor, kept } = await desk();
  editor.view.dispatch(editor.view.state.tr.insertText('Thân bài', 1));
  article.edit({ title: 'Tiêu đề' });
  const screen = { body: () => editor.body(), caret: () => null };
  article.attach(screen);
  article.detach(screen);
  article.edit({ section: 's' });
  await expect.poll(() => kept()).toMatchObject({ title: 'Tiêu đề', section: 's' });
  expect(JSON.stringify(kept()?.body)).toContain('Thân bài');
});
