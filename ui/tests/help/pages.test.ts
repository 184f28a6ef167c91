import { userEvent } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { pageOf, pagesIn } from '../../src/features/help/pages';
import { speak } from '../../src/shared/language';
import { id, newBackend, open, violations } from '../library/desk';

afterEach(() => speak('vi'));

const [vietnamese, english] = await Promise.all([pagesIn('vi'), pagesIn('en')]);

test('both languages have the same pages with the same examples, and none lacks its words or its source', () => {
  const shared = english.map(({ key, examples }) => ({ key, examples }));
  expect(shared).toEqual(vietnamese.map(({ key, examples }) => ({ key, examples })));
  const lacking = [...vietnamese, ...english].filter(({ title, text, source }) => text.length === 0 || [title, source, ...text].some((words) => words.trim() === ''));
  expect(lacking).toEqual([]);
});

test('a page that is not known leads to the first one', () => {
  expect([pageOf(english, 'hoi-nga').key, pageOf(english, 'khong-co').key]).toEqual(['hoi-nga', 'cach-kiem']);
});

test('no Vietnamese of an English page is left to an English voice', () => {
  const marked = /[ăâđêôơưạảãàáặẳẵằắậẩẫầấẹẻẽèéệểễềếịỉĩìíọỏõòóộổỗồốợởỡờớụủũùúựửữừứỵỷỹỳý*]/i;
  const left = english.flatMap(({ title, text, source }) => [title, ...text, source]).filter((words) => marked.test(words.replace(/\*[^*]+\*/g, '')));
  expect(left).toEqual([]);
});

test('where the app speaks English its help does, and the examples stay Vietnamese', async () => {
  await speak('en');
  open(newBackend());
  await expect.element(id('account-menu')).toBeVisible();
  await userEvent.keyboard('{F1}');
  await id('help-hoi-nga').click();
  const shown = id('help-page');
  await expect.element(shown).toHaveTextContent('The tones hỏi and ngã');
  const languages = ['h3', 'h3 span', 'p', 'th', 'td', '.source'].map((part) => shown.element().querySelector(part)?.closest<HTMLElement>('[lang]')?.lang);
  expect(languages).toEqual(['en', 'vi', 'en', 'en', 'vi', 'en']);
  expect(id('help-hoi-nga').element().getAttribute('lang')).toBe('en');
  expect(await violations()).toEqual([]);
});
