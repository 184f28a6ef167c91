// Links and files that are opened with the app, as they arrive in the window.
import { beforeEach, expect, test } from 'vitest';
import type { Errand } from '../../src/backend/generated/protocol';
import { emptyContent, type MemoryBackend } from '../../src/backend/memory';
import { full, id, newBackend, open } from '../library/desk';

let backend: MemoryBackend;

beforeEach(() => {
  backend = newBackend();
  backend.put({ article: 'a1', content: full({ title: 'Bài một' }), saved_ms: 2 });
  backend.put({ article: 'a2', content: full({ title: 'Bài hai' }), saved_ms: 1 });
});

async function asked(errand: Errand): Promise<void> {
  // The window takes them once it is at rest, and what it fetches first may be on its way for the first time.
  await expect.poll(() => backend.takesErrands, { timeout: 10_000 }).toBe(true);
  backend.asks(errand);
}

const writes = () => backend.calls.filter(({ command }) => ['article_create', 'article_save', 'article_trash', 'drafts_import', 'document_import'].includes(command)).length;

test('a link shows its article, and what was typed in another one is saved first', async () => {
  open(backend);
  await id('row').nth(0).click();
  await id('title').fill('Bài một, viết thêm');
  await asked({ errand: 'article', article: 'a2' });
  await expect.element(id('title')).toHaveValue('Bài hai');
  expect(backend.articles.get('a1')?.content.title).toBe('Bài một, viết thêm');
});

test('a link to an article that is not here and a link of no meaning get a sentence and change nothing', async () => {
  open(backend);
  await id('row').nth(0).click();
  await expect.element(id('title')).toHaveValue('Bài một');
  await asked({ errand: 'article', article: 'khong-co' });
  await expect.element(id('toast').last()).toHaveTextContent('không có trong hồ sơ đang mở');
  await asked({ errand: 'strange_link' });
  await expect.element(id('toast').last()).toHaveTextContent('không có nghĩa gì với Bản Thảo');
  await asked({ errand: 'strange_file', name: 'la.exe' });
  await expect.element(id('toast').last()).toHaveTextContent('la.exe');
  await expect.element(id('title')).toHaveValue('Bài một');
  expect(writes()).toBe(0);
});

test('a link for a new article that comes again and again begins one', async () => {
  open(backend);
  for (let times = 0; times < 3; times += 1) {
    await asked({ errand: 'new_article' });
    await expect.element(id('title')).toHaveValue('');
  }
  expect(backend.calls.filter(({ command }) => command === 'article_create')).toHaveLength(1);
});

test('a Word document becomes an article with a receipt, and can be taken back', async () => {
  open(backend);
  await asked({ errand: 'document', path: '/o-ngoai/Báo cáo quý.docx' });
  await expect.element(id('title')).toHaveValue('Báo cáo quý');
  const toast = id('toast').last();
  await expect.element(toast).toHaveTextContent('“Báo cáo quý.docx” thành bài mới: 3 đoạn, 1 bảng. Bỏ: 2');
  await toast.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect.poll(() => backend.calls.some(({ command }) => command === 'article_trash')).toBe(true);
});

test('a document that cannot be read is answered, and nothing is begun', async () => {
  backend.failing.set('document_import', 'document_unreadable');
  open(backend);
  await asked({ errand: 'document', path: '/o-ngoai/hong.docx' });
  await expect.element(id('toast').last()).toHaveTextContent('như văn bản Word');
  expect(writes(), 'the import that was refused is all that was asked').toBe(1);
});

test('an export that was opened is offered for import and not taken in unasked', async () => {
  open(backend);
  await asked({ errand: 'drafts', path: '/o-ngoai/ban-thao.zip' });
  await expect.element(id('import-from')).toHaveValue('/o-ngoai/ban-thao.zip');
  expect(writes()).toBe(0);
  await id('import-do').click();
  await expect.element(id('settings-said')).toBeVisible();
  expect(backend.calls.find(({ command }) => command === 'drafts_import')?.request).toEqual({ path: '/o-ngoai/ban-thao.zip' });
});

test('a profile of another machine is asked for its secret, also before a profile is open, and other errands wait for that', async () => {
  backend.app = { ...backend.app, lock: { lock: 'passphrase' } };
  backend.put({ article: 'a3', content: { ...emptyContent(), title: 'Bài ba' } });
  open(backend);
  await asked({ errand: 'article', article: 'a3' });
  await asked({ errand: 'bundle', path: '/o-ngoai/ho-so.banthao' });
  await expect.element(id('bundle-path')).toHaveValue('/o-ngoai/ho-so.banthao');
  await id('bundle-secret').fill('mã');
  await id('bundle-open-do').click();
  await expect.element(id('title')).toHaveValue('Bài ba');
});
