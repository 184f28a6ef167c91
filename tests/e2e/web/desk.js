// The window, as Chromium shows it over the bridge: what a person does in it, in their words.
import assert from 'node:assert/strict';
import { until } from '../shared/until.js';
import { PASSWORD } from '../shared/programs.js';

export const PASSPHRASE = 'gạo trắng nước trong';

export class Desk {
  constructor(page) {
    this.page = page;
    this.errors = [];
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('response', (response) => {
      // A refusal (4xx) is an answer that the window handles; this is about defects.
      if (response.status() >= 500) this.errors.push(`${response.status()} ${response.request().method()} ${response.url()} ${response.request().postData() ?? ''}`);
    });
  }

  by(testid) {
    return this.page.getByTestId(testid);
  }

  /** Sets the passphrase of a new profile. */
  async choosePassphrase(passphrase = PASSPHRASE, again = passphrase) {
    await this.by('passphrase').fill(passphrase);
    await this.by('passphrase-again').fill(again);
    await this.by('do-unlock').click();
  }

  async openSignIn() {
    await this.by('account-menu').click();
    await this.by('sign-in').first().click();
    await this.by('portal-url').waitFor();
  }

  async fillSignIn({ portal, username, password = PASSWORD, passphrase }) {
    await this.by('portal-url').fill(portal);
    await this.by('username').fill(username);
    await this.by('password').fill(password);
    if (passphrase !== undefined) await this.by('profile-passphrase').fill(passphrase);
    await this.by('do-sign-in').click();
  }

  async signIn(who) {
    await this.openSignIn();
    await this.fillSignIn(who);
    await this.by('portal-url').waitFor({ state: 'detached' });
    await this.connected();
  }

  /** What a refused sign-in says. */
  async signInTrouble() {
    await this.by('sign-in-trouble').waitFor();
    return (await this.by('sign-in-trouble').innerText()).trim();
  }

  connected() {
    return until('the desk is in touch with the portal', async () => (await this.by('connection').getAttribute('data-connection')) === 'online');
  }

  saved() {
    return until('the article is saved on this machine', async () => (await this.by('save-state').getAttribute('data-save')) === 'saved');
  }

  status(wanted) {
    return until(`the article is ${wanted}`, async () => (await this.by('article-status').first().getAttribute('data-status')) === wanted, { seconds: 60 });
  }

  async statusWords() {
    return (await this.by('article-status').first().innerText()).trim();
  }

  /** Opens the article with this title from a shelf. */
  async openFrom(shelf, title) {
    await this.by(`shelf-${shelf}`).click();
    const row = this.by('row').filter({ hasText: title }).first();
    await row.waitFor({ timeout: 60_000 });
    await row.click();
    await until('the article is on the page', async () => (await this.by('title').inputValue()) === title);
  }

  /** No uncaught error in the page, and no defect behind it. */
  assertQuiet() {
    assert.deepEqual(this.errors, [], 'the browser reported errors');
  }
}
