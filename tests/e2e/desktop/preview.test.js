// The public page beside the text, in the real window: its frame is a page of a scheme of the app's own, which no browser has.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { journey } from '../shared/journey.js';
import { emptyFolder } from '../shared/programs.js';
import { until } from '../shared/until.js';
import { Window } from './window.js';

const folder = emptyFolder('preview');
const paragraph = (id, text) => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] });
const body = { type: 'doc', content: Array.from({ length: 60 }, (_, at) => paragraph(`doan-${at}`, `Đoạn thứ ${at} của bài.`)) };
let window;

/** What stands in the frame that is seen. */
async function page() {
  const { browser } = window;
  await browser.switchFrame(await window.by('preview-frame'));
  try {
    return { title: await (await browser.$('h1')).getText(), last: await (await browser.$('#b-doan-59')).getText() };
  } finally {
    await browser.switchFrame(null);
  }
}

const edition = () => window.attribute('preview', 'data-shown');

journey(
  'The public page beside the text',
  {
    'the page stands beside the text, as readers will see it': async () => {
      window = await Window.open({ profiles: join(folder, 'profiles') });
      await until('the desk is there', async () => (await window.by('new-article')).isDisplayed());
      await window.writes({ title: 'Tin cho bạn đọc', sapo: 'Một câu.', body });
      await window.opens('Tin cho bạn đọc');
      await window.click('preview-toggle');
      await until('the page is there', async () => (await edition()) !== null);
      assert.deepEqual(await page(), { title: 'Tin cho bạn đọc', last: 'Đoạn thứ 59 của bài.' });
      assert.deepEqual(await window.complaints(), []);
      await window.picture('desktop-10-preview');
    },
    'what is typed is on the page': async () => {
      const before = await edition();
      await window.click('title');
      await window.press('Control', 'a');
      await window.type('Tin đã sửa');
      await until('the page follows', async () => (await edition()) !== before && (await page()).title === 'Tin đã sửa');
    },
    'a block of the page that is clicked leads to its place in the text': async () => {
      const { browser } = window;
      await browser.switchFrame(await window.by('preview-frame'));
      const back = await browser.$('#b-doan-2 a');
      await back.click();
      await browser.switchFrame(null);
      await until('the caret stands there', () =>
        browser.execute(() => getSelection().anchorNode?.parentElement?.closest('[data-testid="body"] .ProseMirror > *')?.textContent === 'Đoạn thứ 2 của bài.'),
      );
      assert.equal((await page()).title, 'Tin đã sửa', 'and the page stays');
    },
  },
  {
    onFailure: (sentence) => window.picture(`failed-preview-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await window?.close().catch(() => {});
    },
  },
);
