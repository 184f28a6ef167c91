// Where the app stands, as the core tells it: locked or open, who is signed in, how sync is going, what sections there are.
import type { Backend } from '../../backend/backend';
import type { AppView, CatalogueView, SignInRequest } from '../../backend/generated/protocol';

export class Session {
  app = $state.raw<AppView | null>(null);
  catalogue = $state.raw<CatalogueView>({ sections: [], kinds: [], levels: [] });
  private asking: Promise<void> | null = null;
  private askAgain = false;

  readonly profile = $derived(this.app?.profile ?? null);
  readonly signedIn = $derived(this.app?.profile?.signed_in ?? false);
  readonly open = $derived(this.app?.lock.lock === 'open');

  constructor(private readonly backend: Backend) {}

  /** Asks the core; calls that come while one is on its way become one more. */
  refresh(): Promise<void> {
    if (this.asking !== null) {
      this.askAgain = true;
      return this.asking;
    }
    this.asking = this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  async unlock(passphrase: string): Promise<void> {
    await this.adopt(await this.backend.call('app_unlock', { passphrase }));
  }

  async retryOpen(): Promise<void> {
    await this.adopt(await this.backend.call('app_retry_open', {}));
  }

  async recover(code: string, newPassphrase: string): Promise<void> {
    await this.adopt(await this.backend.call('app_recover', { code, new_passphrase: newPassphrase === '' ? null : newPassphrase }));
  }

  async openBundle(path: string, secret: string, newPassphrase: string): Promise<void> {
    await this.adopt(await this.backend.call('bundle_open', { path, secret, new_passphrase: newPassphrase === '' ? null : newPassphrase }));
  }

  async signIn(request: SignInRequest): Promise<void> {
    await this.adopt(await this.backend.call('sign_in', request));
  }

  async signOut(): Promise<void> {
    await this.adopt(await this.backend.call('sign_out', {}));
  }

  async switchProfile(profile: string): Promise<void> {
    await this.adopt(await this.backend.call('profile_switch', { profile }));
  }

  private async ask(): Promise<void> {
    do {
      this.askAgain = false;
      await this.adopt(await this.backend.call('app_state', {}));
    } while (this.askAgain);
  }

  private async adopt(app: AppView): Promise<void> {
    this.app = app;
    if (app.lock.lock === 'open') this.catalogue = await this.backend.call('catalogue', {});
  }
}
