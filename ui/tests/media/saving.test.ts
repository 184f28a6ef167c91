import { beforeEach, expect, test } from 'vitest';
import { emptyContent, type MemoryBackend } from '../../src/backend/memory';
import { id, newBackend, open, violations } from '../library/desk';

const picture = 'ab'.repeat(32);
const plan = { blob: 'cd'.repeat(32), title: '', file_name: 'ke-hoach.pdf', media_type: 'application/pdf', bytes: 412_000, rest: {} };
const body = { type: 'doc', content: [{ type: 'figure', attrs: { id: 'f', blob: picture, alt: 'Lễ', credit: 'CTV', decorative: false, width: 4, height: 3 }, content: [{ type: 'figcaption' }] }] };
let backend: MemoryBackend;

beforeEach(async () => {
  backend = newBackend();
  backend.put({ content: { ...emptyContent(), title: 'Khai mạc', attachments: [plan], body } });
  open(backend);
  await id('row').first().click();
});

test('a file and a picture are saved where the person says, and the notice says where', async () => {
  await id('attachment-save').click();
  await expect.element(id('toast').last()).toHaveTextContent('/nha/tep-1');
  await id('picture-save').click();
  await expect.element(id('toast').last()).toHaveTextContent('/nha/tep-2');
  expect(backend.saved).toEqual([plan.blob, picture]);
  expect(await violations()).toEqual([]);
});

test('whoever thinks better of it hears nothing, and a file that is not here is answered', async () => {
  backend.savesTo = () => null;
  await id('attachment-save').click();
  await expect.poll(() => backend.saved.length).toBe(1);
  expect(document.querySelector('[data-testid="toast"]')).toBeNull();
  backend.failing.set('save_media', 'media_not_here');
  await id('attachment-save').click();
  await expect.element(id('toast').last()).toHaveTextContent('chưa có ở máy');
});
