// How safe the profile is and what long work goes on, as the core tells it. Settings, bands and the lock screen look at the same.
import type { Backend } from '../backend/backend';
import type { Commands, SafetyView, WorkView } from '../backend/generated/protocol';

/** Commands that answer with how safe the profile is afterwards. */
type Changing = { [K in keyof Commands]: Commands[K]['answer'] extends SafetyView ? K : never }[keyof Commands];

export class Safety {
  view = $state.raw<SafetyView | null>(null);
  work = $state.raw<WorkView>({ work: null, done: 0, total: 0, may_stop: false });
  private asking = false;
  private askAgain = false;

  constructor(private readonly backend: Backend) {}

  /** Asks the core; a closed profile has nothing to tell. Calls that come while one is on its way become one more. */
  async refresh(): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    do {
      this.askAgain = false;
      this.work = await this.backend.call('work_state', {}).catch(() => this.work);
      // While work goes on, the profile may be closed for it; afterwards it is asked again.
      if (this.work.work === null) this.view = await this.backend.call('safety_state', {}).catch(() => null);
    } while (this.askAgain);
    this.asking = false;
  }

  async change<K extends Changing>(command: K, request: Commands[K]['request']): Promise<void> {
    this.view = (await this.backend.call(command, request)) as SafetyView;
  }

  async stop(): Promise<void> {
    this.work = await this.backend.call('work_stop', {});
  }
}
