// Vietnamese typed in the real window through the input method that most Linux desktops have: ibus with Unikey, keys from the X server. Each field of
// the window and each place of a text takes a sentence, letter for letter.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../shared/browser.js';
import { journey } from '../shared/journey.js';
import { drawJpeg, smallPdf } from '../shared/media.js';
import { emptyFolder, start, startPortal, freePort, writeProvision } from '../shared/programs.js';
import { until } from '../shared/until.js';
import { pressKeys, Window } from './window.js';

/** Keys of Telex, and what they are to become. The space ends the last syllable. */
const KEYS = 'tieengs Vieetj dduwowngf Nguyeenx thuowr ';
const SENTENCE = 'tiếng Việt đường Nguyễn thuở';
/** Between two keys, in milliseconds: as fast as people type who look at the paper and not at the keys. */
const BETWEEN = '40';

const folder = emptyFolder('input-method');
const profiles = join(folder, 'profiles');
const photo = join(folder, 'anh.jpg');
const pdf = join(folder, 'ke-hoach.pdf');
let daemon, portal, window;

const text = (words) => [{ type: 'text', text: words }];
const paragraph = (words) => ({ type: 'paragraph', content: text(words) });
const cell = (type, words) => ({ type, content: [paragraph(words)] });
const empty = { type: 'paragraph' };
/** Blocks of every kind in which nobody has written yet. */
const blocksToFill = [
  empty,
  { type: 'heading', attrs: { level: 3 } },
  { type: 'ordered_list', content: [{ type: 'list_item', content: [empty] }] },
  { type: 'blockquote', content: [empty] },
  { type: 'callout', attrs: { kind: 'important' }, content: [empty] },
  { type: 'pull_quote' },
  { type: 'question_answer', content: [{ type: 'question' }, { type: 'answer', content: [empty] }] },
  { type: 'table', content: [{ type: 'table_row', content: [{ type: 'table_header', content: [empty] }, { type: 'table_cell', content: [empty] }] }] },
];
/** Places in them: a question has two, a row of a table as many as it has cells. */
const PLACES_TO_FILL = 10;
const body = {
  type: 'doc',
  content: [
    paragraph('Đoạn văn'),
    { type: 'heading', attrs: { level: 2 }, content: text('Tiêu đề mục') },
    { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph('Mục gạch đầu dòng')] }] },
    { type: 'blockquote', content: [paragraph('Lời trích')] },
    { type: 'callout', attrs: { kind: 'note' }, content: [paragraph('Lời ghi chú')] },
    { type: 'table', content: [{ type: 'table_row', content: [cell('table_header', 'Ô đầu'), cell('table_cell', 'Ô trong bảng')] }] },
    ...blocksToFill,
  ],
};
/** Places of the text, by the words that stand there. */
const PLACES = ['Đoạn văn', 'Tiêu đề mục', 'Mục gạch đầu dòng', 'Lời trích', 'Lời ghi chú', 'Ô đầu', 'Ô trong bảng'];

const ibus = (...words) => spawnSync('ibus', words, { encoding: 'utf8' }).stdout.trim();

/** Chooses Unikey. The command fails where the X server takes no other keyboard layout, when the engine is chosen already; so it is asked. */
function unikey() {
  ibus('engine', 'Unikey');
  return ibus('engine') === 'Unikey';
}

/** Types the sentence where the focus is. The engine is chosen anew: each field has an input context of its own. */
function type() {
  assert.ok(unikey(), 'Unikey is chosen');
  pressKeys('type', '--delay', BETWEEN, KEYS);
}

/** The words of a field become the sentence. */
async function takes(testid, selector = `[data-testid="${testid}"]`) {
  const field = await window.browser.$(selector);
  await field.waitForDisplayed({ timeout: 30_000 });
  await window.browser.execute((selector) => {
    const field = document.querySelector(selector);
    field.scrollIntoView({ block: 'center' });
    field.focus();
    field.select();
  }, selector);
  type();
  await becomes(testid, () => field.getValue(), `${SENTENCE} `);
}

/** What stands somewhere is the wanted words in the end; what it is instead is told. */
async function becomes(name, read, wanted) {
  await until(`${name} holds the whole sentence`, async () => (await read()) === wanted, { seconds: 10 }).catch(() => {});
  assert.equal(await read(), wanted, name);
}

/** The sentence stands behind the words that were there, in the same block. */
async function takesBehind(words) {
  await window.browser.execute((words) => {
    const editor = document.querySelector('[data-testid="body"] .ProseMirror');
    const block = [...editor.querySelectorAll('p, h2, figcaption')].find((each) => each.textContent === words);
    block.scrollIntoView({ block: 'center' });
    editor.focus();
    getSelection().collapse(block, block.childNodes.length);
  }, words);
  pressKeys('key', 'space');
  type();
  const written = () => window.browser.execute((words) => [...document.querySelectorAll('[data-testid="body"] .ProseMirror :is(p, h2, figcaption)')].map((each) => each.textContent).find((each) => each.startsWith(words)), words);
  await becomes(words, written, `${words} ${SENTENCE} `);
}

const escape = () => pressKeys('key', 'Escape');

journey(
  'Vietnamese through the real input method',
  {
    'the window is open under ibus, with an article': async () => {
      daemon = await start('ibus', 'ibus-daemon', ['--replace', '--panel', 'disable'], { log: join(folder, 'ibus.log') });
      await until('the input method is there', unikey);
      portal = await startPortal({ data: join(folder, 'portal'), port: await freePort() });
      const provision = writeProvision(join(folder, 'provision.json'), portal.address);
      window = await Window.open({ profiles, provision, env: { GTK_IM_MODULE: 'ibus', XMODIFIERS: '@im=ibus' } });
      await window.connection('online');
      await window.writes({ title: 'Lớp học', sapo: 'Một đoạn.', section: 'tin-tuc-su-kien', body });
      await window.opens('Lớp học');
      window.takeKeyboard();
    },
    'the fields of an article take every letter': async () => {
      for (const testid of ['sapo', 'kicker', 'byline', 'source']) await takes(testid);
    },
    'every kind of block takes every letter': async () => {
      for (const words of PLACES) await takesBehind(words);
    },
    'an empty block of every kind takes its first words': async () => {
      const filled = () => window.browser.execute((words) => [...document.querySelectorAll('[data-testid="body"] .ProseMirror :is(p, h3, .pull-quote .hinted)')].filter((each) => each.textContent === words).length, `${SENTENCE} `);
      for (let place = 1; place <= PLACES_TO_FILL; place += 1) {
        await window.browser.execute(() => {
          const editor = document.querySelector('[data-testid="body"] .ProseMirror');
          const block = [...editor.querySelectorAll('p, h3, .pull-quote .hinted')].find((each) => each.textContent === '');
          block.scrollIntoView({ block: 'center' });
          editor.focus();
          getSelection().collapse(block, 0);
        });
        type();
        await becomes(`empty block ${place}`, filled, place);
      }
    },
    'a word stands in the text while it is typed': async () => {
      await window.browser.execute(() => {
        const editor = document.querySelector('[data-testid="body"] .ProseMirror');
        const block = editor.querySelector('p');
        editor.focus();
        getSelection().collapse(block, block.childNodes.length);
      });
      unikey();
      pressKeys('type', '--delay', BETWEEN, 'quyeets');
      await until('the word is on the page before it is ended', () => window.browser.execute(() => document.querySelector('[data-testid="body"] .ProseMirror p').textContent.endsWith('quyết')));
      await window.picture('input-method-typing');
      pressKeys('key', 'space');
      await until('it stays when it is ended', () => window.browser.execute(() => document.querySelector('[data-testid="body"] .ProseMirror p').textContent.endsWith('quyết ')));
    },
    'a picture and a file take their words': async () => {
      const browser = await launch();
      const page = await browser.newPage();
      writeFileSync(photo, await drawJpeg(page, 800, 600));
      await browser.close();
      writeFileSync(pdf, smallPdf());
      await (await window.browser.$('#image-file')).addValue(photo);
      await until('the picture is shown', async () => (await window.article()).pictures[0] > 0, { seconds: 60 });
      await window.click('caption');
      type();
      await becomes('the caption', async () => (await window.article()).caption, `${SENTENCE} `);
      for (const testid of ['alt', 'credit']) await takes(testid);
      await (await window.browser.$('#attachment-file')).addValue(pdf);
      await until('the file is listed', async () => (await window.article()).files.length === 1);
      await takes('the title of a file', '[data-testid="attachment"] input');
    },
    'what opens over the text takes every letter': async () => {
      pressKeys('key', 'ctrl+f');
      await takes('find-text');
      pressKeys('key', 'ctrl+h');
      await takes('find-replacement');
      escape();
      pressKeys('key', 'ctrl+k');
      await takes('palette-field');
      escape();
      pressKeys('key', 'ctrl+shift+s');
      await takes('version-name');
      escape();
    },
    'the search of the list and the sign-in take every letter': async () => {
      await takes('search');
      pressKeys('key', 'ctrl+a', 'BackSpace');
      await window.click('account-menu');
      await window.click('sign-in');
      await takes('username');
      escape();
    },
    'the title takes every letter, and all of it is saved': async () => {
      await takes('title');
      await window.saved();
      const held = await window.browser.execute(() => document.querySelector('[data-testid="body"] .ProseMirror').textContent);
      assert.equal(held.normalize('NFC'), held, 'what was typed is composed');
    },
  },
  {
    onFailure: async (sentence) => window?.picture(`failed-input-method-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await window?.close().catch(() => {});
      await portal?.stop();
      await daemon?.stop();
    },
  },
);
