// What came back after an unclean end, as the core tells it; it remembers what the person has not decided about.
import type { Backend } from '../../backend/backend';
import type { RecoveryKeep, RecoveryView } from '../../backend/generated/protocol';

export class Recovery {
  view = $state.raw<RecoveryView>({ check: 'not_needed', articles: [] });

  constructor(private readonly backend: Backend) {}

  async refresh(): Promise<void> {
    this.view = await this.backend.call('recovery_list', {});
  }

  async resolve(article: string, keep: RecoveryKeep): Promise<void> {
    this.view = await this.backend.call('recovery_resolve', { article, keep });
  }
}
