// What the icon in the tray says: the truth of the status line, without what changes with every key.
import type { SyncView, TrayWords } from '../../backend/generated/protocol';
import { lineOf } from '../../features/sync/line';
import { m } from '../../paraglide/messages.js';
import { number } from '../../shared/amounts';
import type { Saved } from './saved';

export function trayWords(saved: Saved | null, sync: SyncView): TrayWords {
  const waits = sync.waiting > 0 ? m.waiting_count({ count: number(sync.waiting) }) : m.waiting_none();
  const line = lineOf(sync)?.words;
  const state = saved?.is === 'failed' ? saved.words : line === undefined ? waits : `${line} · ${waits}`;
  return { open: m.tray_open(), new_article: m.new_article(), quit: m.tray_quit(), state };
}
