import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { chooseTheme } from '../../src/features/session/theme';
import type { MemoryBackend } from '../../src/backend/memory';
import { full, id, newBackend, open, violations } from '../library/desk';

const LONG = 'Hội nghị tổng kết công tác chuyển đổi số, cải cách thủ tục hành chính và phát triển hạ tầng bưu chính, viễn thông của các xã vùng cao';

let backend: MemoryBackend;
beforeEach(() => {
  backend = newBackend();
  backend.put({ article: 'a1', content: full({ title: LONG, kicker: LONG }), saved_ms: 2 });
  backend.put({ article: 'a2', content: full(), saved_ms: 1 });
  backend.app = { ...backend.app, last_article: 'a1' };
});
afterEach(async () => {
  chooseTheme(null);
  await page.viewport(1366, 768);
});

/** What a person needs to get at, wherever it stands: cut off by nothing that does not scroll. */
function cutOff(): string[] {
  return [...document.querySelectorAll<HTMLElement>('button, input, textarea, select, [role="option"]')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.closest('.unseen') === null && each.tabIndex >= 0 && !each.matches('.unseen'))
    .filter((each) => {
      const { left, right } = each.getBoundingClientRect();
      return left < -1 || right > innerWidth + 1;
    })
    .map((each) => each.outerHTML.slice(0, 90));
}

// 1366 × 768 at 200 %, and at 125 % with twice the text: what is enlarged is laid out in half the room.
test.each([[683, 384], [546, 307]])('enlarged to %i × %i nothing is lost: no sideways scrolling, every key within the window', async (width, height) => {
  await page.viewport(width, height);
  open(backend);
  await expect.element(id('line')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(cutOff(), 'the page').toEqual([]);
  expect(await violations(), 'the page').toEqual([]);
  await id('side-panel').click();
  await expect.element(id('kind')).toBeVisible();
  expect(cutOff(), 'the side panel').toEqual([]);
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(id('palette-field')).toBeVisible();
  const { bottom, right } = document.querySelector('[data-testid="palette"]')!.getBoundingClientRect();
  expect([bottom <= height, right <= width], 'the palette is within the window').toEqual([true, true]);
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(id('settings-close')).toBeVisible();
  expect(document.querySelector('[data-testid="settings-close"]')!.getBoundingClientRect().bottom, 'the dialog can be closed').toBeLessThanOrEqual(height);
  expect(cutOff(), 'the settings').toEqual([]);
});

test('the text keeps room to be read and written in at 200 %', async () => {
  await page.viewport(683, 384);
  open(backend);
  await expect.element(id('line')).toBeVisible();
  const room = document.querySelector('.page .scroll')!.clientHeight;
  expect(room, 'three lines of a title and two of text').toBeGreaterThan(160);
});

test('the theme of high contrast is chosen in the settings and passes axe with contrast of 7', async () => {
  open(backend);
  await expect.element(id('line')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await id('tab-look').click();
  await id('theme-contrast').click();
  expect(document.documentElement.dataset['theme']).toBe('contrast');
  expect(await violations(), 'the settings').toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(id('settings')).not.toBeInTheDocument();
  expect(await violations(), 'the desk').toEqual([]);
  const { default: axe } = await import('axe-core');
  const { violations: weak } = await axe.run(document, { runOnly: ['color-contrast-enhanced'], rules: { 'color-contrast-enhanced': { enabled: true } } });
  expect(weak.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 90)))).toEqual([]);
});

test('in the colours of the system, what is chosen and what is focused is told by more than a tint', async () => {
  const devtools = cdp() as unknown as { send(method: string, params?: object): Promise<unknown> };
  await devtools.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  try {
    open(backend);
    await expect.element(id('line')).toBeVisible();
    const outline = (selector: string) => getComputedStyle(document.querySelector(selector)!).outlineStyle;
    expect(outline('[data-testid="shelf-drafts"][aria-pressed="true"]')).toBe('solid');
    expect(outline('[role="tab"][aria-selected="true"]')).toBe('solid');
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(id('palette-row').first()).toBeVisible();
    expect(outline('[role="option"][aria-selected="true"]')).toBe('solid');
    await userEvent.keyboard('{Escape}');
  } finally {
    await devtools.send('Emulation.setEmulatedMedia', { features: [] });
  }
});
