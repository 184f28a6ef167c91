// Measures the editor in the real window: what a person waits for between a key and its letter, and until an article, the palette and the preview
// are there. Prints one line of JSON: the rounds of each figure in milliseconds, null for what this window does not have.
//
// Keys come from the X server, as from a keyboard. The page takes the time: from the moment that the key event was made until the first task after
// the frame in which the letter was painted. requestAnimationFrame runs before that frame's layout and painting, and a message posted from it is
// delivered when they are done; a second requestAnimationFrame would add the idle rest of the frame, and is told beside as `…_second_frame`.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { pressKeys, Window } from '../desktop/window.js';
import { emptyFolder } from '../shared/programs.js';
import { until } from '../shared/until.js';

const ROUNDS = 5;
const KEYS = 300;
/** Between two keys: seventeen a second, faster than most people type. */
const BETWEEN_MS = 60;
/** Keys without a pause. After each of them the window rests, long enough for the whole text to be saved and checked, and the next keys meet that work. */
const BURST = 50;
const REST_MS = 650;
/** What is typed, over and over: no sign that an input rule or the menu behind “/” answers to. */
const WORDS = 'hoi nghi truc tuyen voi cac xa vung cao ';
const OPENINGS = 7;
const PALETTE = 'dialog[data-testid="palette"][open]';

const folder = emptyFolder('bench-editor');
const window = await Window.open({ profiles: join(folder, 'profiles') });
const { browser } = window;

/** Milliseconds from a click on a row until the article stands painted on the page. */
const opens = (title) =>
  browser.executeAsync((title, done) => {
    const row = [...document.querySelectorAll('[data-testid="row"]')].find((row) => row.textContent.includes(title));
    const channel = new MessageChannel();
    const begin = performance.now();
    channel.port1.onmessage = () => done(performance.now() - begin);
    const look = () => {
      const shown = document.querySelector('[data-testid="title"]')?.value === title && document.querySelector('[data-testid="body"] .ProseMirror') !== null;
      requestAnimationFrame(shown ? () => channel.port2.postMessage(null) : look);
    };
    row.click();
    look();
  }, title);

const toRow = (title) =>
  until(`the list shows “${title}”`, () => browser.execute((title) => [...document.querySelectorAll('[data-testid="row"]')].some((row) => row.textContent.includes(title)), title));

/** Takes the time of every letter from now on. */
const watchKeys = () =>
  browser.execute(() => {
    if (globalThis.__keys) return;
    const keys = (globalThis.__keys = { done: [], second: [], delay: [] });
    const channel = new MessageChannel();
    const framed = [];
    channel.port1.onmessage = () => {
      const now = performance.now();
      for (const at of framed.splice(0)) keys.done.push(now - at);
    };
    addEventListener('keydown', (event) => {
      if (event.key.length !== 1 || event.ctrlKey) return;
      const seen = performance.now();
      // Where an engine gives events no time of this clock, the moment in which the page hears of it has to do.
      const at = event.timeStamp > 0 && event.timeStamp <= seen && seen - event.timeStamp < 5_000 ? event.timeStamp : seen;
      keys.delay.push(seen - at);
      requestAnimationFrame(() => {
        framed.push(at);
        channel.port2.postMessage(null);
        requestAnimationFrame(() => keys.second.push(performance.now() - at));
      });
    }, true);
  });

/** Waits for the last letter too: a key that comes late is a figure like any other. */
async function takeKeys() {
  await until('every key has been painted', () => browser.execute((keys) => globalThis.__keys.second.length === keys, KEYS), { seconds: 60 });
  return takePainted();
}

const takePainted = () => browser.execute(() => { const { done, second, delay } = globalThis.__keys; return { done: done.splice(0), second: second.splice(0), delay: delay.splice(0) }; });

/** The caret at the end of a paragraph in the middle of the text. */
const toMiddle = () =>
  browser.execute(() => {
    const body = document.querySelector('[data-testid="body"] .ProseMirror');
    const paragraphs = [...body.querySelectorAll(':scope > p')];
    const middle = paragraphs[Math.floor(paragraphs.length / 2)];
    middle.scrollIntoView({ block: 'center' });
    body.focus();
    getSelection().collapse(middle, middle.childNodes.length);
  });

function p95(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

async function typed() {
  const text = WORDS.repeat(Math.ceil(KEYS / WORDS.length)).slice(0, KEYS);
  for (let at = 0; at < KEYS; at += BURST) {
    pressKeys('type', '--delay', String(BETWEEN_MS), text.slice(at, at + BURST));
    await pass(REST_MS);
  }
  return takeKeys();
}

/** Until the whole text has been looked at: no underline has come for a second. */
async function atRest() {
  let before = 0;
  await until('spelling has been looked at', async () => {
    const now = await browser.execute(() => document.querySelectorAll('.proof').length);
    const still = now > 0 && now === before;
    before = now;
    if (!still) await pass(1_000);
    return still;
  }, { seconds: 60 });
}

async function measureKeys(words, rounds) {
  const title = `Bài ${words} chữ`;
  await opens(title);
  await atRest();
  await toMiddle();
  await watchKeys();
  // One to warm up.
  for (let round = -1; round < ROUNDS; round += 1) {
    const { done, second, delay } = await typed();
    if (round < 0) continue;
    rounds[`key_to_paint_${words}`].push(p95(done));
    rounds[`key_to_paint_${words}_p50`].push([...done].sort((one, other) => one - other)[KEYS / 2]);
    rounds[`key_to_paint_${words}_second_frame`].push(p95(second));
    rounds[`key_wait_${words}`].push(p95(delay));
  }
  if ((await window.attribute('save-state', 'data-save')) === 'failed') throw new Error('autosave failed');
}

/** Milliseconds from a key until what it opens is painted; null when it opens nothing. */
const appears = (key, selector) =>
  browser.executeAsync((key, selector, done) => {
    const channel = new MessageChannel();
    const begin = performance.now();
    channel.port1.onmessage = () => done(performance.now() - begin);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key }));
    const look = () => {
      if (document.querySelector(selector) !== null) channel.port2.postMessage(null);
      else if (performance.now() - begin > 3_000) done(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, key, selector);

async function measurePalette() {
  const times = [];
  for (let round = -1; round < OPENINGS; round += 1) {
    await browser.execute(() => document.querySelector('[data-testid="title"]').focus());
    const took = await appears({ key: 'k', code: 'KeyK', ctrlKey: true }, `${PALETTE} [data-testid="palette-row"]`);
    if (took === null) return null;
    if (round >= 0) times.push(took);
    await window.press('Escape');
    await until('the palette is closed', () => browser.execute((palette) => document.querySelector(palette) === null, PALETTE));
  }
  return times;
}

/** From the last key until the preview shows its letter. The pause after which the window asks for it is part of the time. `rest` goes before each key. */
async function measurePreview(rest) {
  const shown = () => browser.execute(() => document.querySelector('[data-testid="preview"]')?.dataset.shown);
  const times = [];
  for (let round = 0; round < OPENINGS; round += 1) {
    await toMiddle();
    await pass(rest);
    const before = await shown();
    const watching = browser.executeAsync((before, done) => {
      let last = performance.now();
      addEventListener('keydown', () => (last = performance.now()), { capture: true });
      const look = () => (document.querySelector('[data-testid="preview"]').dataset.shown === before ? requestAnimationFrame(look) : done(performance.now() - last));
      look();
    }, before);
    pressKeys('key', 'a');
    times.push(await watching);
  }
  return times;
}

const rounds = {};
try {
  await until('the desk is there', async () => (await window.by('new-article')).isDisplayed());
  for (const words of [20_000, 50_000]) {
    const { sapo, body } = JSON.parse(readFileSync(join(process.env.BANTHAO_TEXTS, `${words}.json`), 'utf8'));
    await window.writes({ title: `Bài ${words} chữ`, sapo, body });
    for (const each of ['', '_p50', '_second_frame']) rounds[`key_to_paint_${words}${each}`] = [];
    rounds[`key_wait_${words}`] = [];
  }
  await window.writes({ title: 'Bài ngắn' });
  await window.opens('Bài ngắn');
  for (const title of ['Bài 20000 chữ', 'Bài 50000 chữ', 'Bài ngắn']) await toRow(title);

  window.takeKeyboard();

  rounds.open_50000 = [];
  for (let round = -1; round < OPENINGS; round += 1) {
    const took = await opens('Bài 50000 chữ');
    if (round >= 0) rounds.open_50000.push(took);
    await opens('Bài ngắn');
  }
  await measureKeys(20_000, rounds);
  await measureKeys(50_000, rounds);
  rounds.palette = await measurePalette();
  rounds.preview_first = [await appears({ key: 'F9', code: 'F9' }, '[data-testid="preview"][data-shown]')];
  if (rounds.preview_first[0] !== null) {
    rounds.preview = await measurePreview(REST_MS);
    // While the text is still being saved and checked from the key before.
    rounds.preview_hurried = await measurePreview(0);
  }
  console.log(JSON.stringify(rounds));
} finally {
  await window.close();
  if (!process.env.BANTHAO_KEEP) rmSync(folder, { recursive: true, force: true });
}
