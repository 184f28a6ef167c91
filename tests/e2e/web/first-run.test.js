// The first start on a machine without a keyring, and every way in which signing in can go wrong.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { accessible, launch, picture } from '../shared/browser.js';
import { broken, hotel } from '../shared/impostors.js';
import { journey } from '../shared/journey.js';
import { emptyFolder, freePort, startBridge, startPortal } from '../shared/programs.js';
import { until } from '../shared/until.js';
import { words } from '../shared/words.js';
import { Desk, PASSPHRASE } from './desk.js';

const folder = emptyFolder('web-first-run');
const profiles = join(folder, 'profiles');
let browser, portal, bridge, desk;

const open = async () => {
  bridge = await startBridge({ profiles });
  const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
  desk = new Desk(page);
  await page.goto(bridge.said);
};

/** The refused sign-in leaves the dialog open, says its sentence, and can be tried again. */
const refused = async (who, sentence) => {
  await desk.fillSignIn(who);
  await until(`the dialog says “${words(sentence)}”`, async () => (await desk.signInTrouble()) === words(sentence));
};

journey(
  'The first run',
  {
    'a new machine asks for a passphrase and says why': async () => {
      browser = await launch();
      portal = await startPortal({ data: join(folder, 'portal'), port: await freePort() });
      await open();
      await desk.by('lock').waitFor();
      assert.equal(await desk.by('lock').getAttribute('data-lock'), 'new_passphrase');
      await accessible(desk.page, 'web-lock-new');
    },
    'a passphrase that is short or differs opens nothing': async () => {
      await desk.choosePassphrase('ngắn');
      await until('the lock says that it is too short', async () => (await desk.page.getByRole('alert').innerText()) === words('error_weak_passphrase', { min: '10' }));
      await desk.choosePassphrase(PASSPHRASE, `${PASSPHRASE}?`);
      await until('the lock says that the two differ', async () => (await desk.page.getByRole('alert').innerText()) === words('lock_passphrase_differs'));
    },
    'a good passphrase opens an empty desk that nobody is signed in at': async () => {
      await desk.choosePassphrase();
      await desk.by('new-article').waitFor();
      assert.equal(await desk.by('connection').getAttribute('data-connection'), 'no_portal');
      await accessible(desk.page, 'web-desk-empty');
    },
    'a wrong password is told apart from everything else': async () => {
      await desk.openSignIn();
      await accessible(desk.page, 'web-sign-in');
      await refused({ portal: portal.address, username: 'canbo', password: 'sai mật khẩu' }, 'error_wrong_credentials');
      await accessible(desk.page, 'web-sign-in-refused');
    },
    'a portal that is down is said to be unreachable': async () => {
      await refused({ portal: `http://127.0.0.1:${await freePort()}`, username: 'canbo' }, 'error_portal_unreachable');
    },
    'a page that answers in the portal’s place is recognised': async () => {
      const impostor = await hotel();
      await refused({ portal: impostor.address, username: 'canbo' }, 'error_portal_captive');
      await impostor.stop();
    },
    'a portal that fails is said to fail': async () => {
      const impostor = await broken();
      await refused({ portal: impostor.address, username: 'canbo' }, 'error_portal_failing');
      await impostor.stop();
    },
    'an address without encryption beyond this machine is refused': async () => {
      await refused({ portal: 'http://cong.example', username: 'canbo' }, 'error_bad_portal_address');
    },
    'after all that the right name and password sign in': async () => {
      await desk.fillSignIn({ portal: portal.address, username: 'canbo' });
      await desk.by('portal-url').waitFor({ state: 'detached' });
      await desk.connected();
      await picture(desk.page, 'web-signed-in');
    },
    'the next start asks for the passphrase and takes no other': async () => {
      await desk.by('new-article').click();
      await desk.by('title').fill('Bài viết trước khi đóng máy');
      await desk.saved();
      await bridge.stop();
      await open();
      await until('the lock asks for the passphrase', async () => (await desk.by('lock').getAttribute('data-lock')) === 'passphrase');
      await accessible(desk.page, 'web-lock');
      await desk.by('passphrase').fill('một câu nào đó khác');
      await desk.by('do-unlock').click();
      await until('the lock refuses it', async () => (await desk.page.getByRole('alert').innerText()) === words('error_wrong_passphrase'));
      await desk.by('passphrase').fill(PASSPHRASE);
      await desk.by('do-unlock').click();
      await until('the article is open again', async () => (await desk.by('title').inputValue()) === 'Bài viết trước khi đóng máy');
    },
  },
  {
    onFailure: (sentence) => picture(desk.page, `failed-web-first-run-${sentence.slice(0, 40).replace(/\W+/g, '-')}`),
    end: async () => {
      await browser?.close();
      await bridge?.stop();
      await portal?.stop();
    },
  },
);
