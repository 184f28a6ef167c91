import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import en from '../../messages/en.json';
import vi from '../../messages/vi.json';
import LookTab from '../../src/features/settings/LookTab.svelte';
import { m } from '../../src/paraglide/messages.js';
import { bytes, date } from '../../src/shared/amounts';
import { chooseLanguage, chosenLanguage, language, speak } from '../../src/shared/language';
import { fill, id, newBackend, open, violations } from '../library/desk';

afterEach(async () => {
  chooseLanguage('vi');
  await speak('vi');
});

const [vietnamese, english] = [vi, en] as Record<string, string>[] as [Record<string, string>, Record<string, string>];
const params = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('each sentence is in both languages', () => {
  expect(Object.keys(vietnamese).filter((key) => english[key] === undefined), 'only in Vietnamese').toEqual([]);
  expect(Object.keys(english).filter((key) => vietnamese[key] === undefined), 'only in English').toEqual([]);
});

test('each sentence names the same things in both languages', () => {
  const differ = Object.keys(vietnamese).filter((key) => [...new Set(params(vietnamese[key]))].join() !== [...new Set(params(english[key]))].join());
  expect(differ).toEqual([]);
});

test('no English sentence was left in Vietnamese', () => {
  // What is typed into the search, what Vietnamese spelling has no English name for, and what has the same name everywhere.
  const same = /^(search_field_|app_name|language_|filter_day_hint|act_with_key|\$schema)/;
  const marked = /[ăâđêôơưạảãàáặẳẵằắậẩẫầấẹẻẽèéệểễềếịỉĩìíọỏõòóộổỗồốợởỡờớụủũùúựửữừứỵỷỹỳý]/i;
  const left = Object.entries(english).filter(([key, text]) => !same.test(key) && marked.test(text.replaceAll('Bản Thảo', '').replace(/mục:bưu chính|từ:\S+ đến:\S+|trạng thái:trả lại|tệp|liên kết|bảng|“mã”|e, ê and i|sắc or nặng|mark (hỏi|ngã)|NĐ-CP|“\(cũ\)”|“trước đây”/g, '')));
  expect(left).toEqual([]);
});

test('English comes when it is asked for, and the page says so to who hears it', async () => {
  expect(m.new_article()).toBe('Bài mới');
  await speak('en');
  expect([m.new_article(), m.waiting_count({ count: 3 }), document.documentElement.lang]).toEqual(['New article', '3 waiting to be sent', 'en']);
  expect([bytes(1_500_000), date(Date.UTC(2026, 10, 23, 12))]).toEqual(['1.5 MB', '23/11/2026']);
  await speak('vi');
  expect([m.new_article(), document.documentElement.lang, bytes(1_500_000)]).toEqual(['Bài mới', 'vi', '1,5 MB']);
});

test('the whole desk in English has no barrier', async () => {
  await speak('en');
  const backend = newBackend();
  fill(backend, 2);
  open(backend);
  await id('row').first().click();
  await expect.element(page.getByRole('textbox', { name: 'Text of the article' })).toBeVisible();
  expect(await violations(), 'the desk').toEqual([]);
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(id('palette-field')).toHaveFocus();
  await userEvent.keyboard('settings');
  await expect.element(id('palette-row').first()).toHaveTextContent('Settings…');
  await userEvent.keyboard('{Enter}');
  await id('tab-look').click();
  await expect.element(id('language-en')).toBeChecked();
  expect(await violations(), 'the settings').toEqual([]);
});

test('a language is kept on this machine, and Vietnamese leaves nothing behind', async () => {
  const chosen: string[] = [];
  render(LookTab, { theme: '', themes: [{ theme: '', name: 'Theo máy' }], ontheme: () => undefined, onlanguage: (next: 'vi' | 'en') => { chosen.push(next); chooseLanguage(next); } });
  await id('language-en').click();
  expect([chosen, chosenLanguage(), language()]).toEqual([['en'], 'en', 'vi']);
  await id('language-vi').click();
  expect(localStorage.getItem('banthao.language')).toBeNull();
});
