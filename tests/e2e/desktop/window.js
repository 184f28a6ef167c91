// The real window, driven through WebDriver: tauri-driver before WebKitWebDriver before the app.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { remote } from 'webdriverio';
import { look } from '../shared/look.js';
import { freePort, PASSWORD, place, start } from '../shared/programs.js';
import { until } from '../shared/until.js';

/** Processes of the app that work in this profile folder. Asked of the kernel: the driver does not tell whom it started. */
function processesOf(profiles) {
  const app = realpathSync(place.app);
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/exe`) === app && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`BANTHAO_PROFILES=${profiles}\0`);
    } catch {
      // Gone meanwhile, or not ours to look at.
      return false;
    }
  }).map(Number);
}

/** As in tauri.conf.json. */
const IDENTIFIER = 'vn.banthao.desktop';

/** Whether someone on the session bus answers to a name. */
function onTheBus(name) {
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`];
  return execFileSync('dbus-send', ask, { encoding: 'utf8' }).includes('boolean true');
}

/** Speaks to the X server as a keyboard does; see xdotool(1). */
export const pressKeys = (...words) => execFileSync('xdotool', words, { encoding: 'utf8' }).trim();

export class Window {
  /** Opens the app on a profile folder. */
  static async open({ profiles, provision, env = {} }) {
    const [port, nativePort] = [await freePort(), await freePort()];
    const log = `${profiles}.log`;
    const driver = await startDriver(['--port', String(port), '--native-port', String(nativePort), '--native-driver', '/usr/bin/WebKitWebDriver'], { BANTHAO_PROFILES: profiles, ...env }, port, log);
    const window = new Window();
    window.profiles = profiles;
    window.driver = driver;
    const args = provision ? ['--provision', provision] : [];
    try {
      window.browser = await remote({
        hostname: '127.0.0.1',
        port,
        // No browserName: the driver matches none that could be named.
        capabilities: { 'tauri:options': { application: place.app, args } },
        logLevel: 'error',
        connectionRetryCount: 0,
        connectionRetryTimeout: 60_000,
      });
      // axe on a busy machine takes its time.
      await window.browser.setTimeout({ script: 120_000 });
    } catch (error) {
      await driver.stop();
      throw error;
    }
    return window;
  }

  by(testid) {
    return this.browser.$(`[data-testid="${testid}"]`);
  }

  /** Asks the core what the page would ask it. */
  async call(cmd, payload) {
    const { answer, error } = await this.browser.executeAsync(
      (cmd, payload, done) => {
        globalThis.__TAURI_INTERNALS__.invoke('rpc', { cmd, payload }).then((answer) => done({ answer }), (error) => done({ error }));
      },
      cmd,
      payload,
    );
    if (error) throw new Error(`${cmd}: ${JSON.stringify(error)}`);
    return answer;
  }

  /** Puts an article into the profile, as if written here. */
  async writes(patch) {
    const { article, content, content_hash } = await this.call('article_create', { kind: null });
    await this.call('article_save', { article, content: { ...content, ...patch }, base_hash: content_hash, journal_seq: 0, caret: null });
    return article;
  }

  /** Opens an article of the list. Its drafts are asked for anew: the window is not told of what was written behind its back. */
  async opens(title) {
    await this.click('shelf-published');
    await this.click('shelf-drafts');
    await until(`“${title}” is on the page`, async () => {
      await this.browser.execute((title) => [...document.querySelectorAll('[data-testid="row"]')].find((row) => row.textContent.includes(title))?.click(), title);
      return (await this.article()).title === title;
    }, { seconds: 60 });
  }

  /** Gives the window the keyboard of the X server, whose keys go where no driver has a hand in. */
  takeKeyboard() {
    const found = pressKeys('search', '--onlyvisible', '--class', 'banthao').split('\n').at(-1);
    pressKeys('windowfocus', '--sync', found);
  }

  /** Clicks when there is something to click. */
  async click(testid) {
    const element = await this.by(testid);
    await element.waitForClickable({ timeout: 30_000, timeoutMsg: `${testid} cannot be clicked` });
    await element.click();
  }

  /** Types as keys, one after the other, at the place that has the focus. */
  async type(text) {
    const keys = this.browser.action('key');
    for (const letter of text) keys.down(letter).up(letter);
    await keys.perform();
  }

  /** Presses keys together, such as Control and b. */
  press(...keys) {
    return this.browser.keys(keys);
  }

  async fill(testid, text) {
    const element = await this.by(testid);
    await element.waitForDisplayed({ timeout: 30_000 });
    await element.setValue(text);
  }

  async attribute(testid, name) {
    return (await this.by(testid)).getAttribute(name);
  }

  saved() {
    return until('the article is saved on this machine', async () => (await this.attribute('save-state', 'data-save')) === 'saved');
  }

  status(wanted, seconds = 90) {
    return until(`the article is ${wanted}`, async () => (await this.attribute('article-status', 'data-status')) === wanted, { seconds });
  }

  connection(wanted) {
    return until(`the connection is ${wanted}`, async () => (await this.attribute('connection', 'data-connection')) === wanted, { seconds: 90 });
  }

  /** What the page holds: its fields, its text, its pictures. */
  article() {
    return this.browser.execute(() => {
      const by = (testid) => document.querySelector(`[data-testid="${testid}"]`);
      const body = by('body');
      return {
        title: by('title')?.value,
        sapo: by('sapo')?.value,
        body: body?.innerText ?? '',
        headings: [...(body?.querySelectorAll('h2') ?? [])].map((node) => node.textContent),
        strong: [...(body?.querySelectorAll('strong') ?? [])].map((node) => node.textContent),
        items: [...(body?.querySelectorAll('ul > li') ?? [])].map((node) => node.textContent),
        quotes: [...(body?.querySelectorAll('blockquote') ?? [])].map((node) => node.textContent),
        pictures: [...(body?.querySelectorAll('figure img') ?? [])].map((img) => img.naturalWidth),
        alt: by('alt')?.value,
        credit: by('credit')?.value,
        caption: by('caption')?.textContent,
        files: [...document.querySelectorAll('[data-testid="attachment"]')].map((node) => node.textContent),
      };
    });
  }

  async openFrom(shelf, title) {
    await this.click(`shelf-${shelf}`);
    await until(`the shelf ${shelf} holds “${title}”`, () =>
      this.browser.execute((title) => {
        const row = [...document.querySelectorAll('[data-testid="row"]')].find((row) => row.textContent.includes(title));
        row?.click();
        return row !== undefined;
      }, title), { seconds: 90 });
    await until('the article is on the page', async () => (await this.article()).title === title);
  }

  async signIn(portal, username) {
    await this.click('account-menu');
    await this.click('sign-in');
    await this.fill('portal-url', portal);
    await this.fill('username', username);
    await this.fill('password', PASSWORD);
    await this.click('do-sign-in');
    await until('the dialog closes', async () => !(await (await this.by('portal-url')).isExisting()), { seconds: 60 });
    await this.connection('online');
  }

  /** Keeps a picture of the window, to be looked at by people. */
  picture(name) {
    return this.pictureIn(join(place.out, 'screens'), name);
  }

  async pictureIn(folder, name) {
    mkdirSync(folder, { recursive: true });
    // Pictures are decoded beside the page, and a frame later they are on it.
    await this.browser.executeAsync((done) => {
      const pictures = [...document.images].map((image) => image.decode().catch(() => {}));
      Promise.all(pictures).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(null))));
    });
    await this.browser.saveScreenshot(join(folder, `${name}.png`));
  }

  /** The complaints of axe about the window as it is now. */
  async complaints() {
    await this.browser.execute(axe.source);
    return this.browser.executeAsync(`const done = arguments[arguments.length - 1]; (${look})().then(done, (error) => done([String(error)]));`);
  }

  /** Ends the app as a power cut would: without a word to anyone. */
  async kill() {
    const pids = processesOf(this.profiles);
    if (pids.length !== 1) throw new Error(`expected one app process, found ${pids.length}`);
    process.kill(pids[0], 'SIGKILL');
    await until('the app is gone', () => processesOf(this.profiles).length === 0);
    // Started before the bus has seen its end, the next one would hand itself over to the dead one.
    await until('the bus has noticed', () => !onTheBus(`${IDENTIFIER}.SingleInstance`));
    await this.driver.stop();
  }

  /** Ends the app as the driver does. */
  async close() {
    await this.browser.deleteSession().catch(() => {});
    await this.driver.stop();
    // The journey is over and has its verdict: an app that does not let go must not hold up the rest.
    await until('the app is gone', () => processesOf(this.profiles).length === 0, { seconds: 10 }).catch(() => {
      for (const pid of processesOf(this.profiles)) process.kill(pid, 'SIGKILL');
    });
  }
}

async function startDriver(args, env, port, log) {
  const driver = await start('tauri-driver', place.tauriDriver, args, { env, log });
  await until('the driver answers', async () => (await fetch(`http://127.0.0.1:${port}/status`)).ok);
  return driver;
}
