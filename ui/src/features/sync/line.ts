// What stands between the outbox and the portal, in one line: the first thing that a person should know.
import type { SyncView } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import { bytes, moment, number } from '../../shared/amounts';

export interface Line {
  words: string;
  tone: 'quiet' | 'wait' | 'stop';
  /** Whether nothing goes until this is over. */
  away: boolean;
}

/** None while the line carries and nothing is held back. */
export function lineOf(sync: SyncView): Line | null {
  if (sync.withheld_deletions > 0) return { words: m.line_deletions({ count: number(sync.withheld_deletions) }), tone: 'stop', away: false };
  const at = moment(sync.since_ms);
  switch (sync.connection) {
    case 'no_portal':
      return { words: m.line_no_portal(), tone: 'quiet', away: false };
    case 'auth_required':
      return { words: m.line_auth_required(), tone: 'wait', away: true };
    case 'untrusted':
      return { words: m.line_untrusted(), tone: 'stop', away: true };
    case 'incompatible':
      return { words: m.line_incompatible(), tone: 'stop', away: true };
    case 'captive':
      return { words: m.line_captive({ at }), tone: 'wait', away: true };
    case 'offline':
      return { words: m.offline_since({ at }), tone: 'wait', away: true };
    case 'portal_failing':
      return { words: m.line_portal_failing({ at }), tone: 'wait', away: true };
    case 'unknown':
    case 'online':
      return held(sync);
  }
}

function held(sync: SyncView): Line | null {
  if (sync.sending === 'paused') return { words: m.sending_paused(), tone: 'wait', away: false };
  if (sync.in_doubt > 0 && sync.progress === null) return { words: m.line_in_doubt({ count: number(sync.in_doubt) }), tone: 'wait', away: false };
  if (sync.metered) return { words: sync.held_media_bytes > 0 ? m.line_metered({ size: bytes(sync.held_media_bytes) }) : m.line_metered_idle(), tone: 'wait', away: false };
  return null;
}
