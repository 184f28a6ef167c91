// The words and the tone of each state an article can be in. Never a step ahead of what the core said.
import type { Decision, Status } from '../backend/generated/protocol';
import { m } from '../paraglide/messages.js';
import { moment, number } from './amounts';

const decisions: Record<Decision, () => string> = {
  approve: m.status_decision_approve,
  send_back: m.status_decision_send_back,
  recall: m.status_decision_recall,
};

export function statusWords(status: Status): string {
  switch (status.status) {
    case 'on_device':
      return m.status_on_device();
    case 'sending':
      return status.media_total > 0 && status.media_done < status.media_total
        ? m.status_sending_media({ next: number(status.media_done + 1), total: number(status.media_total) })
        : m.status_sending();
    case 'received':
      return m.status_received({ at: moment(status.at_ms) });
    case 'submit_queued':
      return m.status_submit_queued();
    case 'in_review':
      return status.waiting;
    case 'decision_queued':
      return decisions[status.decision]();
    case 'returned':
      return m.status_returned();
    case 'published':
      return m.status_published({ at: moment(status.at_ms) });
    case 'needs_choice':
      return m.status_needs_choice();
    case 'refused':
      return m.status_refused();
  }
}

export type Tone = 'here' | 'good' | 'wait' | 'stop' | 'note';

const tones: Record<Status['status'], Tone> = {
  on_device: 'here',
  sending: 'note',
  received: 'good',
  submit_queued: 'wait',
  in_review: 'wait',
  decision_queued: 'wait',
  returned: 'stop',
  published: 'good',
  needs_choice: 'note',
  refused: 'stop',
};

export function statusTone(status: Status): Tone {
  return status.status === 'in_review' && status.yours ? 'note' : tones[status.status];
}
