import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import cases from '../../../crates/document/schema/unwritten.json';
import { emptyContent } from '../../src/backend/memory';
import { isUnwritten } from '../../src/editor/unwritten';
import { readBody } from '../../src/editor/view';
import { begin, nameOf, originOf, TEMPLATES } from '../../src/features/templates/templates';
import { full, id, newBackend, open, violations } from '../library/desk';

const kinds = (...codes: string[]) => ({ sections: [], levels: [], kinds: codes.map((code) => ({ code, name: code })) });

test.each(TEMPLATES.map((template) => [template.template, template] as const))('the template %s is a text that the editor takes, with a version', (_name, template) => {
  expect(() => readBody(template.content.body)).not.toThrow();
  expect(template.version).toBeGreaterThan(0);
  expect(JSON.stringify(template).normalize('NFC')).toBe(JSON.stringify(template));
  const { content } = begin(template, kinds());
  expect(originOf({ ...emptyContent(), ...content })).toEqual({ template: template.template, version: template.version });
});

test('no two templates have one name, and every kind that officers write has one', () => {
  expect(new Set(TEMPLATES.map(({ template }) => template)).size).toBe(TEMPLATES.length);
  expect(TEMPLATES.map(({ template }) => template)).toEqual(expect.arrayContaining(['tin-su-kien', 'thong-bao', 'thong-cao-bao-chi', 'phan-bac', 'hoi-dap']));
});

test('a template takes the best kind that the portal knows, and none where it knows none of them', () => {
  const questions = TEMPLATES.find(({ template }) => template === 'hoi-dap')!;
  expect(begin(questions, kinds('tin', 'bai')).kind).toBe('bai');
  expect(begin(questions, kinds('bai', 'hoi-dap')).kind).toBe('hoi-dap');
  expect(begin(questions, kinds('tin')).kind).toBeNull();
});

test.each(cases)('the window and the core take the same for an unwritten place: $text', ({ text, unwritten }) => {
  expect(isUnwritten(text)).toBe(unwritten);
});

test('what an article says of a template that is no more, or says in another form, does no harm', () => {
  expect(nameOf({ template: 'mau-cu', version: 3 })).toBe('mau-cu');
  for (const rest of [null, {}, { template: 'x' }, { template: { template: 1, version: 'a' } }]) expect(originOf({ ...full(), rest })).toBeNull();
});

test('beside “Bài mới” stand the templates; what one begins is on the disk before it is on the screen', async () => {
  const backend = newBackend();
  open(backend);
  await id('new-from-template').click();
  await expect.element(id('template-phan-bac')).toBeVisible();
  expect(await violations()).toEqual([]);
  await id('template-phan-bac').click();
  await expect.element(id('title')).toHaveValue('[Sự thật, nói thẳng trong một câu]');
  const [made] = [...backend.articles.values()];
  expect(made?.content.rest).toEqual({ template: { template: 'phan-bac', version: 1 } });
  await id('sapo').fill('Cơ quan khẳng định.');
  await expect.poll(() => [...backend.articles.values()][0]?.content).toMatchObject({ sapo: 'Cơ quan khẳng định.', rest: { template: { version: 1 } } });
});

test('a place of a template that nobody wrote keeps the article from going, and is led to', async () => {
  const backend = newBackend();
  const place = '[từ ngày giờ]';
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: `Theo điều 3 [1], nghỉ ${place}.` }] }] };
  const { article } = backend.put({ content: full({ body, rest: { template: { template: 'thong-bao', version: 1 } } }) });
  backend.app = { ...backend.app, last_article: article };
  open(backend);
  await id('submit').click();
  await expect.element(id('blocker')).toHaveTextContent('Mẫu còn chỗ chưa viết');
  await id('mend-unwritten').click();
  await expect.poll(() => document.getSelection()?.toString()).toBe(place);
  await userEvent.keyboard('ngày mai');
  await id('submit').click();
  await expect.element(id('article-status')).toHaveTextContent('Chờ gửi duyệt');
});
