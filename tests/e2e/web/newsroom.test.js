// From a blank page to the public one and back through the people between, in one window over the bridge.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, launch, picture } from '../shared/browser.js';
import { journey } from '../shared/journey.js';
import { drawJpeg, smallPdf, withPlace } from '../shared/media.js';
import { emptyFolder, freePort, startBridge, startPortal, writeProvision } from '../shared/programs.js';
import { assertPublished } from '../shared/public-site.js';
import { plain, story } from '../shared/story.js';
import { until } from '../shared/until.js';
import { startsAs } from '../shared/words.js';
import { Desk, PASSPHRASE } from './desk.js';

const folder = emptyFolder('web-newsroom');
const REASON = 'Cần ghi rõ ngày công bố trong sapo.';
const revised = { ...story, sapo: `${story.sapo} Công bố ngày 20 tháng 11.` };
const photo = join(folder, 'một cửa.jpg');
const pdf = join(folder, story.pdf);
let browser, portal, bridge, desk, reader;

const signInAs = (username) => desk.signIn({ portal: portal.address, username, passphrase: PASSPHRASE });

const approve = async () => {
  await desk.by('approve').click();
  await desk.by('confirm').click();
};

journey(
  'The newsroom',
  {
    'the officer’s desk opens signed in': async () => {
      browser = await launch();
      portal = await startPortal({ data: join(folder, 'portal'), port: await freePort() });
      const provision = writeProvision(join(folder, 'provision.json'), portal.address, PASSPHRASE);
      bridge = await startBridge({ profiles: join(folder, 'profiles'), provision });
      const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
      desk = new Desk(page);
      await page.goto(bridge.said);
      await desk.connected();
    },
    'an article is written with the keyboard': async () => {
      const { page } = desk;
      await desk.by('new-article').click();
      await desk.by('title').click();
      await page.keyboard.type(story.title);
      await page.keyboard.press('Enter');
      await page.keyboard.type(story.sapo);
      await page.keyboard.press('Enter');
      await page.keyboard.type(`${story.opening} `);
      await page.keyboard.press('Control+b');
      await page.keyboard.type(story.strong);
      await page.keyboard.press('Control+b');
      await page.keyboard.press('Enter');
      await page.keyboard.type(`## ${story.heading}`);
      await page.keyboard.press('Enter');
      await page.keyboard.type(`- ${story.items[0]}`);
      await page.keyboard.press('Enter');
      await page.keyboard.type(story.items[1]);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.keyboard.type(`> ${story.quote}`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.keyboard.type(story.closing);
      await desk.saved();
      const body = desk.by('body');
      await body.locator('strong', { hasText: story.strong }).waitFor();
      await body.locator('h2', { hasText: story.heading }).waitFor();
      await body.locator('blockquote', { hasText: story.quote }).waitFor();
      assert.equal(await body.locator('ul > li').count(), 2);
    },
    'a picture and a file are added': async () => {
      writeFileSync(photo, withPlace(await drawJpeg(desk.page, 1600, 1000)));
      writeFileSync(pdf, smallPdf());
      await desk.page.locator('#image-file').setInputFiles(photo);
      const image = desk.by('body').locator('figure img');
      await until('the picture is shown', () => image.evaluate((img) => img.complete && img.naturalWidth > 0));
      await desk.by('caption').click();
      await desk.page.keyboard.type(story.caption);
      await desk.by('alt').fill(story.alt);
      await desk.by('credit').fill(story.credit);
      await desk.page.locator('#attachment-file').setInputFiles(pdf);
      await desk.by('attachment').filter({ hasText: story.pdf.replace('.pdf', '') }).waitFor();
      await desk.saved();
      await accessible(desk.page, 'web-writing');
    },
    'the portal has it without a click': async () => {
      await desk.status('received');
      assert.ok(startsAs(await desk.statusWords(), 'status_received'), await desk.statusWords());
      await desk.by('outbox').click();
      await desk.by('outbox-view').waitFor();
      await accessible(desk.page, 'web-outbox');
      await desk.by('outbox').click();
      assert.ok(plain(await desk.by('body').innerText()).includes(story.closing), 'back from the outbox, the text is gone');
    },
    'without a section it cannot be submitted, and the desk says so': async () => {
      await desk.by('submit').click();
      await desk.page.locator('[data-testid=blocker][data-blocker=section]').waitFor();
      await accessible(desk.page, 'web-blocked');
    },
    'submitted, it waits for the unit': async () => {
      await desk.by('tab-metadata').click();
      await desk.by('section').selectOption({ index: 1 });
      await desk.saved();
      await desk.by('submit').click();
      await desk.status('in_review');
      await accessible(desk.page, 'web-submitted');
    },
    'the unit leader sends it back with a reason': async () => {
      await signInAs('lanhdao');
      await desk.openFrom('mine', story.title);
      await accessible(desk.page, 'web-review');
      await desk.by('send-back').click();
      await desk.by('reason').waitFor();
      await accessible(desk.page, 'web-send-back');
      await desk.by('confirm').click();
      await desk.page.locator('[data-testid=reason][aria-invalid=true]').waitFor();
      await desk.by('reason').fill(REASON);
      await desk.by('confirm').click();
      await desk.by('reason').waitFor({ state: 'detached' });
    },
    'the officer reads the reason, mends and submits again': async () => {
      await signInAs('canbo');
      await desk.openFrom('drafts', story.title);
      await desk.status('returned');
      assert.equal(await desk.by('returned-reason').innerText(), REASON);
      await accessible(desk.page, 'web-returned');
      await desk.by('sapo').fill(revised.sapo);
      await desk.saved();
      await desk.by('submit').click();
      await desk.status('in_review');
    },
    'the unit leader approves': async () => {
      await signInAs('lanhdao');
      await desk.openFrom('mine', story.title);
      await until('the new sapo is here', async () => (await desk.by('sapo').inputValue()) === revised.sapo);
      await desk.by('approve').click();
      await desk.by('confirm').waitFor();
      await accessible(desk.page, 'web-approve');
      await desk.by('confirm').click();
    },
    'nothing is public before the last approval': async () => {
      await signInAs('bientap');
      await desk.openFrom('mine', story.title);
      const front = await (await fetch(portal.address)).text();
      assert.ok(!front.includes(story.title), 'the front page shows an article that the editor has not approved');
    },
    'the editor approves, and it is published': async () => {
      await approve();
      await desk.status('published');
      await accessible(desk.page, 'web-published');
    },
    'the public reads exactly what was approved': async () => {
      reader = await (await browser.newContext({ locale: 'vi-VN', acceptDownloads: true })).newPage();
      await assertPublished(reader, portal.address, revised, { pdf: smallPdf(), name: 'web' });
    },
    'the window reported no error on the way': async () => desk.assertQuiet(),
  },
  {
    onFailure: (sentence) => picture(desk.page, `failed-web-newsroom-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await browser?.close();
      await bridge?.stop();
      await portal?.stop();
    },
  },
);
