// The outbox as the core tells it; nothing is remembered here that a question could answer.
import type { Backend } from '../../backend/backend';
import type { OutboxView } from '../../backend/generated/protocol';

export class Outbox {
  view = $state.raw<OutboxView>({ entries: [], bytes: 0 });

  constructor(private readonly backend: Backend) {}

  async refresh(): Promise<void> {
    this.view = await this.backend.call('outbox_list', {});
  }

  async retry(entry: string): Promise<void> {
    this.view = await this.backend.call('outbox_retry', { entry });
  }

  async discard(entry: string): Promise<void> {
    this.view = await this.backend.call('outbox_discard', { entry });
  }
}
