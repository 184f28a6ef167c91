// The main job in the real window: written while the portal is down, killed in the middle, sent by itself, approved by two, read by all.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../shared/browser.js';
import { journey } from '../shared/journey.js';
import { drawJpeg, smallPdf, tellsTooMuch, withPlace } from '../shared/media.js';
import { emptyFolder, freePort, startPortal, writeProvision } from '../shared/programs.js';
import { assertPublished } from '../shared/public-site.js';
import { plain, story } from '../shared/story.js';
import { until } from '../shared/until.js';
import { startsAs } from '../shared/words.js';
import { Window } from './window.js';

const folder = emptyFolder('desktop');
const profiles = join(folder, 'profiles');
const photo = join(folder, 'mot-cua.jpg');
const pdf = join(folder, story.pdf);
const LAST_WORDS = 'Câu này đang được gõ thì máy mất điện giữa chừng, không ai kịp bấm gì.'.split(' ');
/** What a crash may cost at most. */
const LOSS_MS = 1000;
let browser, portal, port, window;

const startTheSamePortal = async () => (portal = await startPortal({ data: join(folder, 'portal'), port }));

/** Everything that was saved is on the page; the last sentence may lack its end. */
const assertWhole = (article) => {
  assert.equal(article.title, story.title);
  assert.equal(article.sapo, story.sapo);
  assert.deepEqual(article.headings.map(plain), [story.heading]);
  assert.deepEqual(article.strong.map(plain), [story.strong]);
  assert.deepEqual(article.items.map(plain), story.items);
  assert.deepEqual(article.quotes.map(plain), [story.quote]);
  for (const part of [story.opening, story.closing]) assert.ok(plain(article.body).includes(part), `the text lacks “${part}”`);
  assert.equal(article.alt, story.alt);
  assert.equal(article.credit, story.credit);
  assert.equal(plain(article.caption), story.caption);
  assert.equal(article.files.length, 1);
};

const approve = async () => {
  await window.click('approve');
  await window.click('confirm');
};

journey(
  'The main job in the real window',
  {
    'the window opens signed in, with the key in the keyring': async () => {
      browser = await launch();
      port = await freePort();
      await startTheSamePortal();
      const provision = writeProvision(join(folder, 'provision.json'), portal.address);
      window = await Window.open({ profiles, provision });
      await window.connection('online');
      await window.picture('desktop-1-open');
    },
    'the portal goes down, and the window says so': async () => {
      await portal.stop();
      await window.connection('offline');
    },
    'an article is typed while the portal is down': async () => {
      await window.click('new-article');
      await window.click('title');
      await window.type(story.title);
      await window.press('Enter');
      await window.type(story.sapo);
      await window.press('Enter');
      await window.type(`${story.opening} `);
      await window.press('Control', 'b');
      await window.type(story.strong);
      await window.press('Control', 'b');
      await window.press('Enter');
      await window.type(`## ${story.heading}`);
      await window.press('Enter');
      await window.type(`- ${story.items[0]}`);
      await window.press('Enter');
      await window.type(story.items[1]);
      await window.press('Enter');
      await window.press('Enter');
      await window.type(`> ${story.quote}`);
      await window.press('Enter');
      await window.press('Enter');
      await window.type(story.closing);
      await window.saved();
      await window.picture('desktop-2-typed');
    },
    'a photograph of nine megapixels with a place in it is inserted': async () => {
      const page = await browser.newPage();
      const bytes = withPlace(await drawJpeg(page, 3500, 2500));
      await page.close();
      assert.ok(tellsTooMuch(bytes), 'the photograph must carry what has to be removed');
      writeFileSync(photo, bytes);
      await (await window.browser.$('#image-file')).addValue(photo);
      await until('the picture is shown', async () => (await window.article()).pictures[0] > 0, { seconds: 60 });
      await window.click('caption');
      await window.type(story.caption);
      await window.fill('alt', story.alt);
      await window.fill('credit', story.credit);
    },
    'a PDF is attached, and all of it is saved on this machine': async () => {
      writeFileSync(pdf, smallPdf());
      await (await window.browser.$('#attachment-file')).addValue(pdf);
      await until('the file is listed', async () => (await window.article()).files.length === 1);
      await window.saved();
      assert.equal(await window.attribute('article-status', 'data-status'), 'on_device');
      assertWhole(await window.article());
      await window.picture('desktop-3-saved-offline');
    },
    'killed in mid-typing, the app comes back with the article open': async () => {
      // Behind the last character of the closing paragraph.
      await window.browser.execute((closing) => {
        const body = document.querySelector('[data-testid="body"] [contenteditable]') ?? document.querySelector('[data-testid="body"]');
        const paragraph = [...body.querySelectorAll('p')].find((node) => node.textContent === closing);
        body.focus();
        getSelection().collapse(paragraph, paragraph.childNodes.length);
      }, story.closing);
      const typed = [];
      for (const begin = performance.now(); performance.now() - begin < 3 * LOSS_MS; ) {
        const word = LAST_WORDS[typed.length % LAST_WORDS.length];
        await window.type(` ${word}`);
        typed.push({ word, at: performance.now() });
      }
      const cut = performance.now();
      await window.kill();
      const safe = typed.filter(({ at }) => cut - at > LOSS_MS).map(({ word }) => word).join(' ');
      window = await Window.open({ profiles });
      await until('the article is open', async () => (await window.article()).title === story.title, { seconds: 60 });
      await until('its picture is shown', async () => (await window.article()).pictures[0] > 0);
      const article = await window.article();
      assertWhole(article);
      const kept = plain(article.body).split(story.closing)[1].trimStart();
      assert.ok(safe.length > 0 && kept.startsWith(safe), `typed more than ${LOSS_MS} ms before the end: “${safe}”; kept: “${kept.slice(0, safe.length + 40)}”`);
      await window.picture('desktop-4-after-kill');
    },
    'when the portal is back the article goes up by itself': async () => {
      await startTheSamePortal();
      await window.status('received');
      const words = await (await window.by('article-status')).getText();
      assert.ok(startsAs(words, 'status_received'), words);
      await window.picture('desktop-5-received');
    },
    'axe has nothing to say about the window': async () => {
      assert.deepEqual(await window.complaints(), []);
    },
    'the officer submits it': async () => {
      await window.click('tab-metadata');
      await (await window.by('section')).selectByIndex(1);
      await window.saved();
      await window.click('submit');
      await window.status('in_review');
      await window.picture('desktop-6-submitted');
    },
    'the unit leader signs in at the same window and approves': async () => {
      await window.signIn(portal.address, 'lanhdao');
      await window.openFrom('mine', story.title);
      await until('the picture came along', async () => (await window.article()).pictures[0] > 0, { seconds: 60 });
      await window.picture('desktop-7-leader');
      await approve();
    },
    'the editor approves, and it is published': async () => {
      await window.signIn(portal.address, 'bientap');
      await window.openFrom('mine', story.title);
      await approve();
      await window.status('published');
      await window.picture('desktop-8-published');
    },
    'the public reads it, and no picture tells where it was taken': async () => {
      const page = await (await browser.newContext({ locale: 'vi-VN', acceptDownloads: true })).newPage();
      await assertPublished(page, portal.address, story, { pdf: readFileSync(pdf), name: 'desktop' });
    },
  },
  {
    onFailure: (sentence) => window.picture(`failed-desktop-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await window?.close().catch(() => {});
      await browser?.close();
      await portal?.stop();
    },
  },
);
