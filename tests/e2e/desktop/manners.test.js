// What the desktop around the window asks of it and is told by it: links, files, notifications, the place of the window.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey } from '../shared/journey.js';
import { emptyFolder, place, start, startPortal, freePort, writeProvision } from '../shared/programs.js';
import { Reviewer } from '../shared/reviewer.js';
import { until } from '../shared/until.js';
import { pressKeys, Window } from './window.js';

const folder = emptyFolder('manners');
const profiles = join(folder, 'profiles');
const document = fileURLToPath(new URL('../../fixtures/documents/bao-cao-quy.docx', import.meta.url));
const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Chữ của bài, không ai được đọc ở ngoài cửa sổ.' }] }] };
const served = join(folder, 'notifications.log');
let portal, service, window, first, second;

/** Starts the app once more, as a desktop does with a link or a file; the running one takes it over. */
async function startAgain(...words) {
  const again = await start('the second start', place.app, words, { env: { BANTHAO_PROFILES: profiles }, log: join(folder, 'again.log') });
  assert.equal(await again.ended, 0, 'a second start hands over and ends');
}

const shown = (title) => until(`“${title}” is on the page`, async () => (await window.article()).title === title, { seconds: 60 });
const toast = (words) =>
  until(`a notice says “${words}”`, () => window.browser.execute((words) => [...globalThis.document.querySelectorAll('[data-testid="toast"]')].some((each) => each.textContent.includes(words)), words));
/** What the desktop was asked to show. */
const asked = (what) => readFileSync(served, 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).filter((each) => what in each);
/** Without a window manager the keyboard is where the pointer is: here beside the window, there on it. */
const lookElsewhere = () => pressKeys('mousemove', '1396', '896');
const lookAtIt = () => pressKeys('mousemove', '400', '300');

journey(
  'The manners of the window on its desktop',
  {
    'the window is open, with two articles': async () => {
      service = await start('the services of a desktop', join(dirname(place.app), 'examples/desktop-services'), [], { sign: 'ready', log: served });
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
    'the icon in the tray is there when it is wanted, and its menu begins an article': async () => {
      assert.deepEqual(asked('icon'), []);
      await window.browser.execute(() => {
        localStorage.setItem('banthao.tray', 'on');
        location.reload();
      });
      await until('the icon is there', () => asked('icon').length > 0);
      await shown('Báo cáo kết quả quý III');
      // The fourth line of the menu, as crates/desktop numbers it.
      execFileSync('dbus-send', ['--session', `--dest=${asked('icon')[0].icon}`, '/MenuBar', 'com.canonical.dbusmenu.Event', 'int32:4', 'string:clicked', 'variant:int32:0', 'uint32:0']);
      await shown('');
    },
    'an article that is given back while the person looks elsewhere is told by the desktop, and a click shows it': async () => {
      await window.call('article_submit', { article: first });
      const leader = await Reviewer.signsIn(portal.address, 'lanhdao');
      await until('it waits at the portal', async () => (await leader.asks('GET', '/v1/pull?limit=200')).changes?.some(({ stage }) => stage.stage === 'in_review'));
      lookElsewhere();
      await until('the window knows', () => window.browser.execute(() => !globalThis.document.hasFocus()));
      await leader.sendsBack(first, 'Lý do chỉ tác giả được đọc.');
      await until('the desktop was asked to tell it', () => asked('shown').length > 0, { seconds: 60 });
      const [note] = asked('shown');
      assert.deepEqual(note, { shown: note.shown, summary: 'Bài bị trả lại', body: 'Bài thứ nhất' });
      execFileSync('dbus-send', ['--session', '--dest=org.freedesktop.Notifications', '/test', 'vn.banthao.Test.Click', `uint32:${note.shown}`]);
      await shown('Bài thứ nhất');
    },
    'the window comes back where it stood': async () => {
      const id = pressKeys('search', '--onlyvisible', '--class', 'banthao').split('\n').at(-1);
      pressKeys('windowsize', '--sync', id, '900', '620');
      pressKeys('windowmove', '--sync', id, '120', '80');
      const stands = () => window.browser.execute(() => [globalThis.outerWidth, globalThis.outerHeight, globalThis.screenX, globalThis.screenY]);
      await until('it stands there', async () => (await stands())[2] === 120);
      const stood = await stands();
      lookAtIt();
      lookElsewhere();
      await until('it is remembered', () => readFileSync(join(profiles, 'window.json'), 'utf8').includes('"x":120'));
      await window.browser.execute(() => globalThis.__TAURI_INTERNALS__.invoke('window_close'));
      await window.close();
      window = await Window.open({ profiles });
      await shown('Bài thứ nhất');
      assert.deepEqual(await stands(), stood);
    },
  },
  {
    onFailure: (sentence) => window.picture(`failed-manners-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await window?.close().catch(() => {});
      await portal?.stop();
      await service?.stop();
    },
  },
);
