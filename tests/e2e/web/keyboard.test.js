// From an empty profile to a submitted article with a table and a picture, without a pointer: keys alone, as a person does who cannot use one.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, picture } from '../shared/browser.js';
import { journey } from '../shared/journey.js';
import { drawJpeg } from '../shared/media.js';
import { emptyFolder, freePort, PASSWORD, startBridge, startPortal } from '../shared/programs.js';
import { story } from '../shared/story.js';
import { until } from '../shared/until.js';
import { words } from '../shared/words.js';
import { Desk, PASSPHRASE } from './desk.js';

const folder = emptyFolder('web-keyboard');
const photo = join(folder, 'một cửa.jpg');
/** More stops of the Tab key than any part of the window has. */
const MOST_STOPS = 80;
let browser, portal, bridge, desk, keyboard;

const focused = () => desk.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.id ?? '');

/** Goes on with the Tab key until the focus is where it is to be. */
const tabTo = async (testid) => {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if ((await focused()) === testid) return;
    await keyboard.press('Tab');
  }
  assert.fail(`the Tab key does not lead to ${testid}`);
};

const arrives = (testid) => until(`the focus is on ${testid}`, async () => (await focused()) === testid);

/** Chooses a command from the palette by its words. */
const command = async (said) => {
  await keyboard.press('Control+k');
  await desk.by('palette-field').waitFor();
  await keyboard.type(said);
  await until(`the palette offers “${said}” first`, async () => (await desk.by('palette-row').first().innerText()).includes(said));
  await keyboard.press('Enter');
  await desk.by('palette-field').waitFor({ state: 'detached' });
};

journey(
  'Keys alone',
  {
    'a passphrase makes the profile': async () => {
      browser = await launch();
      portal = await startPortal({ data: join(folder, 'portal'), port: await freePort() });
      bridge = await startBridge({ profiles: join(folder, 'profiles') });
      const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
      await page.addInitScript(() => {
        globalThis.pointers = 0;
        for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => globalThis.pointers++, true);
      });
      // Somebody who listens from the beginning: one who only comes with the key that asks for a file may come too late to hear of it.
      page.on('filechooser', () => {});
      desk = new Desk(page);
      keyboard = page.keyboard;
      await page.goto(bridge.said);
      writeFileSync(photo, await drawJpeg(page, 1600, 1000));
      await desk.by('lock').waitFor();
      await arrives('passphrase');
      await keyboard.type(PASSPHRASE);
      await tabTo('passphrase-again');
      await keyboard.type(PASSPHRASE);
      await keyboard.press('Enter');
      await desk.by('new-article').waitFor();
    },
    'the palette leads to the sign-in': async () => {
      await command(words('account_sign_in'));
      await arrives('portal-url');
      await keyboard.press('Control+a');
      await keyboard.type(portal.address);
      await tabTo('username');
      await keyboard.type('canbo');
      await tabTo('password');
      await keyboard.type(PASSWORD);
      await keyboard.press('Enter');
      await desk.by('portal-url').waitFor({ state: 'detached' });
      await desk.connected();
    },
    'title, sapo and text follow one another': async () => {
      await command(words('new_article'));
      await arrives('title');
      await keyboard.type(story.title);
      await keyboard.press('Enter');
      await keyboard.type(story.sapo);
      await keyboard.press('Enter');
      await keyboard.type(story.opening);
      await keyboard.press('Enter');
      await desk.by('body').locator('p', { hasText: story.opening }).waitFor();
    },
    'a table is called by its name, filled and left': async () => {
      await keyboard.type('/bảng');
      await desk.page.locator('[role=option][aria-selected=true]', { hasText: words('insert_table') }).waitFor();
      await keyboard.press('Enter');
      await desk.by('body').locator('table').waitFor();
      for (const cell of ['Đơn vị', 'Điểm', 'Hạng']) {
        await keyboard.type(cell);
        await keyboard.press('Tab');
      }
      await keyboard.type('Sở Tài chính');
      await desk.by('body').locator('table', { hasText: 'Sở Tài chính' }).waitFor();
      // Down through the rows and out.
      for (let row = 0; row < 3; row++) await keyboard.press('ArrowDown');
      await keyboard.type(story.closing);
      await desk.by('body').locator('p', { hasText: story.closing }).waitFor();
      await keyboard.press('Enter');
    },
    'a picture is chosen from a file and described': async () => {
      await keyboard.type('/ảnh');
      await desk.page.locator('[role=option][aria-selected=true]', { hasText: words('tool_image') }).waitFor();
      const chooser = desk.page.waitForEvent('filechooser');
      await keyboard.press('Enter');
      await (await chooser).setFiles(photo);
      const image = desk.by('body').locator('figure img');
      await until('the picture is shown', () => image.evaluate((img) => img.complete && img.naturalWidth > 0));
      await tabTo('alt');
      await keyboard.type(story.alt);
      await tabTo('credit');
      await keyboard.type(story.credit);
      await desk.saved();
    },
    'the section is chosen and the article submitted': async () => {
      await command(words('command_metadata'));
      await tabTo('section');
      await keyboard.press('ArrowDown');
      await desk.saved();
      await command(words('act_submit'));
      await desk.status('in_review');
    },
    'no pointer was touched': async () => {
      assert.equal(await desk.page.evaluate(() => globalThis.pointers), 0);
      desk.assertQuiet();
    },
  },
  {
    onFailure: (sentence) => picture(desk.page, `failed-web-keyboard-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await browser?.close();
      await bridge?.stop();
      await portal?.stop();
    },
  },
);
