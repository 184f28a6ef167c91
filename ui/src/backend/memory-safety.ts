// Keys, snapshots and repair of the small core in memory: enough for every screen to be looked at, and nothing is really encrypted.
import { refusal } from './errors';
import type { RepairReport, RepairView, SafetyView, WorkView } from './generated/protocol';
import type { Handlers, MemoryBackend } from './memory';

const GROUPS = ['7K2M', 'Q90X', 'BV3T', 'H8NC', '4RJG', 'P1F6', 'M05K', 'T9QX'];

/** What a test may set. */
export class MemorySafety {
  view: SafetyView = {
    key: 'keyring', recovery: { recovery: 'confirmed', made_ms: 0 }, remind: false, snapshots: [], kept: 7, backup_trouble: null,
    folder: '/ho-so', bytes: 48_300_000, moved_from: null, documents: '/tai-lieu',
  };
  work: WorkView = { work: null, done: 0, total: 0, may_stop: false };
  repair: RepairView = { found: 'pages', key_fits: true, bytes: 48_300_000, damaged_pages: 3, readable: 41, snapshots: [], documents: '/tai-lieu' };
}

export function safetyHandlers(backend: MemoryBackend): Partial<Handlers> {
  const set = (patch: Partial<SafetyView>): SafetyView => {
    backend.safety.view = { ...backend.safety.view, ...patch };
    backend.emit({ event: 'safety_changed' });
    return backend.safety.view;
  };
  const report = (patch: Partial<RepairReport>): RepairReport => ({
    snapshot_ms: null, articles: backend.articles.size, rescued: 0, is_partial: false, aside: '/ho-so/damaged/1795402800000', app: backend.opens(), ...patch,
  });
  const code = GROUPS.join('');
  const plain = (typed: string) => typed.replace(/[^0-9a-z]/gi, '').toUpperCase();
  return {
    safety_state: () => {
      if (backend.app.lock.lock !== 'open') throw refusal('locked', 'locked');
      return backend.safety.view;
    },
    work_state: () => backend.safety.work,
    work_stop: () => backend.safety.work,
    recovery_code_new: () => {
      set(backend.safety.view.recovery.recovery === 'confirmed' ? {} : { recovery: { recovery: 'unconfirmed' } });
      return { groups: GROUPS, ask: [1, 6] };
    },
    recovery_code_confirm: ({ groups }) => {
      if (groups.map(plain).join() !== [GROUPS[1], GROUPS[6]].join()) throw refusal('recovery_groups_differ', 'other groups');
      return set({ recovery: { recovery: 'confirmed', made_ms: Date.now() }, remind: false });
    },
    recovery_code_skip: () => set({ remind: false }),
    recovery_code_test: ({ code: typed }) => {
      if (plain(typed).length !== code.length) throw refusal('recovery_code_mistyped', 'too short');
      return { opens: plain(typed) === code };
    },
    app_recover: ({ code: typed }) => {
      if (plain(typed).length !== code.length) throw refusal('recovery_code_mistyped', 'too short');
      if (plain(typed) !== code) throw refusal('recovery_code_wrong', 'another code');
      return backend.opens();
    },
    key_rotate: () => set({ recovery: { recovery: 'none' }, remind: true }),
    backup_now: () => set({ snapshots: [{ taken_ms: Date.now(), bytes: 41_000_000, articles: backend.articles.size }, ...backend.safety.view.snapshots].slice(0, backend.safety.view.kept), backup_trouble: null }),
    backup_keep: ({ kept }) => set({ kept }),
    backup_preview: () => ({ articles: 38, changed: 2, missing: 1 }),
    backup_restore: ({ taken_ms }) => report({ snapshot_ms: taken_ms }),
    repair_begin: () => {
      backend.app = { ...backend.app, lock: { lock: 'database_unreadable' } };
      return backend.app;
    },
    repair_look: () => backend.safety.repair,
    repair_do: (request) => report(request.way === 'snapshot' ? { snapshot_ms: request.taken_ms, articles: 43, rescued: 2 } : request.way === 'start_new' ? { articles: 0, is_partial: true } : { articles: 41, rescued: 41, is_partial: true }),
    repair_export: ({ folder }) => ({ path: `${folder}/ban-thao-2026-11-23-1000`, articles: 41, media: 12, media_missing: 1 }),
    drafts_export: ({ folder, form }) => ({ path: `${folder}/ban-thao-2026-11-23-1000${form === 'zip' ? '.zip' : ''}`, articles: 3, media: 5, media_missing: 0 }),
    drafts_import: () => ({ added: 2, known: 1, copied: 1, unreadable: 0 }),
    profile_move: ({ path }) => set({ moved_from: backend.safety.view.folder, folder: `${path}/banthao-p1` }),
    move_finish: () => set({ moved_from: null }),
    bundle_make: ({ folder }) => {
      if (backend.safety.view.recovery.recovery === 'none') throw refusal('recovery_code_none', 'no code');
      return { path: `${folder}/ho-so-ban-thao-2026-11-23-1000.banthao`, bytes: 47_100_000 };
    },
    bundle_open: () => backend.opens(),
  };
}
