import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MemoryBackend } from '../../src/backend/memory';
import { SHORTCUTS } from '../../src/shared/shortcuts';
import { compose, SENTENCE, unikey } from '../typing';
import { full, id, newBackend, open, violations } from '../library/desk';

let backend: MemoryBackend;
beforeEach(() => {
  backend = newBackend();
  backend.put({ article: 'a1', content: full({ title: 'Đà Nẵng mở lớp học số' }), saved_ms: 3, owner: 'Nguyễn Thị Hạnh' });
  backend.put({ article: 'a2', content: full({ title: 'Lịch trực tổng đài' }), saved_ms: 2, owner: 'Trần Văn Bảo' });
  backend.put({ article: 'a3', content: full({ title: 'Tuần lễ kỹ năng số' }), saved_ms: 1 });
});

const shown = () => [...document.querySelectorAll<HTMLElement>('[data-testid="palette-row"]')];
const labels = (group?: string) => shown().filter((row) => group === undefined || row.parentElement?.querySelector('.head')?.textContent === group).map((row) => row.querySelector('.label')?.textContent);
const chosen = () => document.querySelector('[data-testid="palette-row"][aria-selected="true"] .label')?.textContent;

async function openPalette() {
  open(backend);
  await expect.element(id('new-article')).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(id('palette-field')).toHaveFocus();
}

test('an article is found without accents and opened by Enter alone', async () => {
  await openPalette();
  await userEvent.keyboard('da nang');
  await expect.poll(() => labels('Bài')).toEqual(['Đà Nẵng mở lớp học số']);
  await userEvent.keyboard('{Enter}');
  await expect.element(id('title')).toHaveValue('Đà Nẵng mở lớp học số');
  await expect.element(id('palette')).not.toBeInTheDocument();
});

test('Enter pressed at once does what answers the words, not what answered earlier ones', async () => {
  await openPalette();
  await userEvent.keyboard('lich truc{Enter}');
  await expect.element(id('title')).toHaveValue('Lịch trực tổng đài');
});

test('a person is found and shows what they wrote', async () => {
  await openPalette();
  await userEvent.keyboard('hanh');
  await expect.poll(() => labels('Người')).toEqual(['Nguyễn Thị Hạnh']);
  await page.getByTestId('palette-row').filter({ hasText: 'Nguyễn Thị Hạnh' }).click();
  await expect.poll(() => [...document.querySelectorAll('[data-testid="row"] .name')].map((row) => row.textContent)).toEqual(['Đà Nẵng mở lớp học số']);
});

test('a command shows its key, and only what can be done now is offered', async () => {
  await openPalette();
  await userEvent.keyboard('cai dat');
  await expect.poll(chosen).toBe('Cài đặt…');
  expect(document.querySelector('[data-testid="palette-row"][aria-selected="true"] kbd')?.textContent).toBe(SHORTCUTS.settings);
  await userEvent.keyboard('{Enter}');
  await expect.element(id('settings')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>}k{/Control}gui duyet');
  // No article is open.
  await expect.poll(() => labels('Lệnh')).not.toContain('Gửi duyệt');
});

test('Esc gives the keyboard back to the very letter where it was', async () => {
  backend.app = { ...backend.app, last_article: 'a1' };
  open(backend);
  await expect.element(id('title')).toHaveValue('Đà Nẵng mở lớp học số');
  const body = page.getByRole('textbox', { name: 'Nội dung bài' });
  await body.click();
  await userEvent.keyboard('{Control>}{Home}{/Control}{ArrowRight}{ArrowRight}');
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(id('palette-field')).toHaveFocus();
  await userEvent.keyboard('abc{Escape}');
  await expect.element(body).toHaveFocus();
  await userEvent.keyboard('+');
  await expect.element(body).toHaveTextContent('Nộ+i dung.');
});

test('the window behind is out of reach, and a press beside the palette leaves it', async () => {
  await openPalette();
  await userEvent.keyboard('{Tab}{Tab}');
  await expect.element(id('palette-field')).toHaveFocus();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(id('palette-field')).toHaveFocus();
  for (const [x, y] of [[5, 5], [innerWidth - 5, innerHeight - 5]] as const) expect(document.elementFromPoint(x, y)).toBe(id('palette').element());
  // A key of the window is none while the palette stands over it, wherever it is pressed.
  const settings = () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ',', ctrlKey: true, bubbles: true, cancelable: true }));
  expect(settings(), 'nobody takes it').toBe(true);
  document.elementFromPoint(5, 5)?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  await expect.element(id('palette')).not.toBeInTheDocument();
  expect(settings(), 'and now the window does').toBe(false);
});

test('without words the articles that were open stand first, and the arrows go round', async () => {
  await openPalette();
  await userEvent.keyboard('da nang{Enter}');
  await expect.element(id('title')).toHaveValue('Đà Nẵng mở lớp học số');
  await userEvent.keyboard('{Control>}k{/Control}lich truc{Enter}');
  await expect.element(id('title')).toHaveValue('Lịch trực tổng đài');
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.poll(() => labels('Vừa mở')).toEqual(['Đà Nẵng mở lớp học số']);
  await expect.poll(chosen).toBe('Đà Nẵng mở lớp học số');
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(chosen).toBe(labels().at(-1));
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(chosen).toBe('Đà Nẵng mở lớp học số');
});

test('words that nothing is named by lead on to the search of all articles', async () => {
  await openPalette();
  await userEvent.keyboard('zzz');
  await expect.poll(labels).toEqual(['Tìm “zzz” trong mọi bài']);
  await userEvent.keyboard('{Enter}');
  await expect.element(id('search')).toHaveValue('zzz');
});

test.each([['a composition', compose], ['UniKey', unikey]] as const)('the field takes Vietnamese through %s', async (_way, type) => {
  await openPalette();
  await type();
  await expect.element(id('palette-field')).toHaveValue(SENTENCE);
});

test('an article begins with a template and says which, in which version', async () => {
  await openPalette();
  await userEvent.keyboard('thong cao');
  await expect.poll(() => labels('Bài mới theo mẫu')).toEqual(['Thông cáo báo chí']);
  await page.getByTestId('palette-row').filter({ hasText: 'dùng được ngay' }).click();
  await expect.element(id('title')).toHaveValue('Thông cáo báo chí: [nội dung chính]');
  await expect.element(id('kind')).toHaveValue('thong-cao');
  await expect.element(id('began-with')).toHaveTextContent('Bắt đầu từ mẫu “Thông cáo báo chí”, bản 1');
});

test('what the core refuses leaves the commands in their place', async () => {
  backend.failing.set('article_list', 'internal');
  await openPalette();
  await userEvent.keyboard('cai dat');
  await expect.poll(chosen).toBe('Cài đặt…');
});

test.each([['light'], ['dark']])('no barrier in the palette, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  await openPalette();
  expect(await violations(), 'without words').toEqual([]);
  await userEvent.keyboard('so');
  await expect.poll(() => labels('Bài').length).toBeGreaterThan(0);
  expect(await violations(), 'with words').toEqual([]);
  document.documentElement.dataset['theme'] = 'light';
});

test('the page of keys lists every key of the window, each once', async () => {
  open(backend);
  await expect.element(id('new-article')).toBeVisible();
  await userEvent.keyboard('{F1}');
  await expect.element(page.getByRole('heading', { name: 'Phím tắt' })).toBeVisible();
  const listed = [...document.querySelectorAll('.shortcuts kbd')].map((key) => key.textContent);
  expect([...new Set(Object.values(SHORTCUTS))].filter((key) => !listed.includes(key)), 'keys that the page does not name').toEqual([]);
  expect(await violations()).toEqual([]);
});
