// The outbox of the core in memory: what waits, and what the person says of the network.
import { refusal } from './errors';
import type { Commands, DeletedThereView, NetworkCosts, OutboxEntryView, OutboxView, SyncView } from './generated/protocol';
import type { MemoryBackend } from './memory';

/** An entry that waits for its turn, and what differs from that. */
export function entry(patch: Partial<OutboxEntryView> & Pick<OutboxEntryView, 'entry' | 'article'>): OutboxEntryView {
  return { title: '', what: 'text', state: 'waiting', waits_for: 'turn', since_ms: Date.now(), trouble: null, files: [], bytes: 0, may: [], ...patch };
}

/** A line to the portal as it is before anything happened. */
export function line(patch: Partial<SyncView> = {}): SyncView {
  return {
    connection: 'no_portal', since_ms: Date.now(), sending: 'automatic', waiting: 0, progress: null, clock_skew_ms: null, costs: 'as_the_system_says', metered: false,
    held_media_bytes: 0, in_doubt: 0, withheld_deletions: 0, ...patch,
  };
}

type Named = 'outbox_list' | 'outbox_retry' | 'outbox_discard' | 'outbox_send_anyway' | 'outbox_report' | 'deletions_list' | 'deletions_answer' | 'network_costs' | 'sync_pause' | 'sync_now';
type Handlers = { [K in Named]: (request: Commands[K]['request']) => Commands[K]['answer'] };

export function outboxHandlers(backend: MemoryBackend): Handlers {
  const view = (): OutboxView => {
    const sum = (entries: OutboxEntryView[]) => entries.reduce((bytes, each) => bytes + each.bytes, 0);
    return { entries: backend.outbox, bytes: sum(backend.outbox), media_bytes: sum(backend.outbox.filter(({ what }) => what === 'media')) };
  };
  const sync = (patch: Partial<SyncView>): SyncView => {
    backend.app = { ...backend.app, sync: { ...backend.app.sync, ...patch } };
    return backend.app.sync;
  };
  const find = (name: string): OutboxEntryView => {
    const found = backend.outbox.find((each) => each.entry === name);
    if (found === undefined) throw refusal('bad_request', 'not an entry of the outbox');
    return found;
  };
  const drop = (name: string) => (backend.outbox = backend.outbox.filter((each) => each.entry !== name));
  const put = (changed: OutboxEntryView) => (backend.outbox = backend.outbox.map((each) => (each.entry === changed.entry ? changed : each)));
  return {
    outbox_list: view,
    outbox_retry: ({ entry: name }) => {
      const found = backend.outbox.find((each) => each.entry === name);
      if (found !== undefined) put({ ...found, state: 'waiting', waits_for: 'turn', trouble: null, may: found.may.filter((may) => may !== 'discard') });
      return view();
    },
    outbox_discard: ({ entry: name }) => {
      drop(name);
      return view();
    },
    outbox_send_anyway: ({ entry: name }) => {
      const found = find(name);
      put({ ...found, waits_for: 'turn', may: found.may.filter((may) => may !== 'send_anyway'), files: found.files.map((file) => ({ ...file, is_urged: true })) });
      return view();
    },
    outbox_report: () => ({ text: `banthao: ${backend.app.version}\nconnection: ${backend.app.sync.connection}\nwaiting: ${backend.outbox.length}\n` }),
    deletions_list: () => ({ articles: backend.deletedThere }),
    deletions_answer: () => {
      backend.deletedThere = [];
      return sync({ withheld_deletions: 0 });
    },
    network_costs: ({ costs }: { costs: NetworkCosts }) => sync({ costs, metered: costs === 'costs' }),
    sync_pause: ({ sending }) => sync({ sending }),
    sync_now: () => backend.app.sync,
  };
}

export type { DeletedThereView };
