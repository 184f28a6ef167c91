import { expect, test } from 'vitest';
import { MemoryBackend } from '../../src/backend/memory';
import { OpenArticle, type Screen } from '../../src/features/article/open-article.svelte';

const words = (text: string) => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text }] }] });
const screenWith = (text: string): Screen => ({ body: () => words(text), caret: () => null });

async function opened() {
  const backend = new MemoryBackend();
  const article = new OpenArticle(backend);
  await article.create();
  return { backend, article };
}

test('a page that goes away hands over its text, so that the next page goes on from there', async () => {
  const { backend, article } = await opened();
  const first = screenWith('Chữ đã gõ.');
  article.attach(first);
  article.bodyChanged([]);
  await article.flush();
  article.detach(first);
  expect(article.content?.body).toEqual(words('Chữ đã gõ.'));

  article.edit({ section: 's' });
  await article.flush();
  expect([...backend.articles.values()][0]?.content.body, 'a save without a page must not empty the text').toEqual(words('Chữ đã gõ.'));
});

test('a page of an article that was left does not write into the one that came after', async () => {
  const { article } = await opened();
  const first = screenWith('Bài thứ nhất.');
  article.attach(first);
  await article.create();
  article.detach(first);
  expect(article.content?.body).not.toEqual(words('Bài thứ nhất.'));
});

test('news that comes while an answer is on its way is asked for after it', async () => {
  const { backend, article } = await opened();
  const id = article.view!.article;
  const ask = backend.call.bind(backend);
  let answer = () => {};
  backend.call = (async (command, request) => {
    const view = await ask(command, request);
    if (command === 'article_open') await new Promise<void>((resolve) => (answer = resolve));
    return view;
  }) as typeof backend.call;
  const first = article.refresh();
  await expect.poll(() => backend.calls.filter(({ command }) => command === 'article_open').length).toBe(1);
  backend.articles.get(id)!.status = { status: 'in_review', waiting: 'Chờ duyệt', yours: false };
  await article.refresh();
  answer();
  await expect.poll(() => backend.calls.filter(({ command }) => command === 'article_open').length).toBe(2);
  answer();
  await first;
  expect(article.view?.status.status).toBe('in_review');
});
