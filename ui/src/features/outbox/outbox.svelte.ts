// The outbox as the core tells it; nothing is remembered here that a question could answer.
import type { Backend } from '../../backend/backend';
import type { DeletedThereView, DeletionsAnswer, OutboxView } from '../../backend/generated/protocol';
import { needsPerson } from './reasons';

export class Outbox {
  view = $state.raw<OutboxView>({ entries: [], bytes: 0, media_bytes: 0 });
  /** What the portal deleted, so much at once that the person has to say whether it was meant. */
  deletedThere = $state.raw<DeletedThereView[]>([]);
  readonly mine = $derived(this.view.entries.filter(needsPerson));
  readonly others = $derived(this.view.entries.filter((entry) => !needsPerson(entry)));

  constructor(private readonly backend: Backend) {}

  async refresh(): Promise<void> {
    this.view = await this.backend.call('outbox_list', {});
    this.deletedThere = (await this.backend.call('deletions_list', {})).articles;
  }

  async retry(entry: string): Promise<void> {
    this.view = await this.backend.call('outbox_retry', { entry });
  }

  async discard(entry: string): Promise<void> {
    this.view = await this.backend.call('outbox_discard', { entry });
  }

  async sendAnyway(entry: string): Promise<void> {
    this.view = await this.backend.call('outbox_send_anyway', { entry });
  }

  async answer(answer: DeletionsAnswer): Promise<void> {
    await this.backend.call('deletions_answer', { answer });
    await this.refresh();
  }

  /** What the help desk is told. */
  async report(): Promise<string> {
    return (await this.backend.call('outbox_report', {})).text;
  }
}
