// What the desktop around the window asks of it: links and files that are opened while it runs.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey } from '../shared/journey.js';
import { emptyFolder, place, start, startPortal, freePort, writeProvision } from '../shared/programs.js';
import { until } from '../shared/until.js';
import { Window } from './window.js';

const folder = emptyFolder('manners');
const profiles = join(folder, 'profiles');
const document = fileURLToPath(new URL('../../fixtures/documents/bao-cao-quy.docx', import.meta.url));
const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Chữ của bài, không ai được đọc ở ngoài cửa sổ.' }] }] };
let portal, window, first, second;

/** Starts the app once more, as a desktop does with a link or a file; the running one takes it over. */
async function startAgain(...words) {
  const again = await start('the second start', place.app, words, { env: { BANTHAO_PROFILES: profiles }, log: join(folder, 'again.log') });
  assert.equal(await again.ended, 0, 'a second start hands over and ends');
}

const shown = (title) => until(`“${title}” is on the page`, async () => (await window.article()).title === title, { seconds: 60 });
const toast = (words) =>
  until(`a notice says “${words}”`, () => window.browser.execute((words) => [...globalThis.document.querySelectorAll('[data-testid="toast"]')].some((each) => each.textContent.includes(words)), words));

journey(
  'The manners of the window on its desktop',
  {
    'the window is open, with two articles': async () => {
      portal = await startPortal({ data: join(folder, 'portal'), port: await freePort() });
      window = await Window.open({ profiles, provision: writeProvision(join(folder, 'provision.json'), portal.address) });
      await window.connection('online');
      first = await window.writes({ title: 'Bài thứ nhất', sapo: 'Một đoạn.', section: 'tin-tuc-su-kien', body });
      second = await window.writes({ title: 'Bài thứ hai' });
      await window.opens('Bài thứ hai');
    },
    'a link that is opened while the app runs shows its article in the window that is there': async () => {
      await startAgain(`banthao://bai/${first}`);
      await shown('Bài thứ nhất');
      await startAgain(`banthao://bai/${second}`);
      await shown('Bài thứ hai');
    },
    'a hostile link and a link to nothing get a sentence and change nothing': async () => {
      const articles = async () => (await window.call('article_list', { shelf: 'all' })).total;
      const before = await articles();
      await startAgain(`banthao://bai/${first}/approve?yes=1`);
      await toast('không có nghĩa gì với Bản Thảo');
      await startAgain('banthao://bai/0192f1a0-7b1c-7d2e-8f3a-4b5c6d7e8f90');
      await toast('không có trong hồ sơ đang mở');
      assert.equal((await window.article()).title, 'Bài thứ hai');
      assert.equal(await articles(), before);
    },
    'a Word document becomes an article, with its table and a receipt': async () => {
      await startAgain(document);
      await shown('Báo cáo kết quả quý III');
      await toast('bao-cao-quy.docx');
      assert.deepEqual((await window.article()).headings, ['Số liệu']);
      const cells = await window.browser.execute(() => [...globalThis.document.querySelectorAll('[data-testid="body"] :is(td, th)')].map((cell) => cell.textContent));
      assert.deepEqual(cells, ['Tháng', 'Hồ sơ', '9', '1.250']);
      await window.picture('desktop-9-document');
    },
  },
  {
    onFailure: (sentence) => window.picture(`failed-manners-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await window?.close().catch(() => {});
      await portal?.stop();
    },
  },
);
