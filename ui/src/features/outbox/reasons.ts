// What an entry waits for, in a sentence that ends with what the person can do.
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import CheckCheck from '@lucide/svelte/icons/check-check';
import Clock from '@lucide/svelte/icons/clock';
import CloudOff from '@lucide/svelte/icons/cloud-off';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import Coins from '@lucide/svelte/icons/coins';
import GitBranch from '@lucide/svelte/icons/git-branch';
import KeyRound from '@lucide/svelte/icons/key-round';
import Pause from '@lucide/svelte/icons/pause';
import type { OutboxAct, OutboxEntryView, WaitsFor } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';

export const acts: Record<OutboxAct, () => string> = {
  text: m.outbox_act_text,
  media: m.outbox_act_media,
  submit: m.outbox_act_submit,
  recall: m.outbox_act_recall,
  approve: m.outbox_act_approve,
  send_back: m.outbox_act_send_back,
  delete: m.outbox_act_delete,
};

export type Tone = 'good' | 'wait' | 'note' | 'stop';

interface Reason {
  words: () => string;
  tone: Tone;
  Icon: typeof Clock;
}

const reasons: Record<WaitsFor, Reason> = {
  turn: { words: m.outbox_waits_turn, tone: 'wait', Icon: Clock },
  sign_in: { words: m.outbox_waits_sign_in, tone: 'wait', Icon: KeyRound },
  network: { words: m.outbox_waits_network, tone: 'wait', Icon: CloudOff },
  captive: { words: m.outbox_waits_captive, tone: 'wait', Icon: CloudOff },
  portal: { words: m.outbox_waits_portal, tone: 'wait', Icon: CloudOff },
  trust: { words: m.outbox_waits_trust, tone: 'stop', Icon: CircleAlert },
  version: { words: m.outbox_waits_version, tone: 'stop', Icon: CircleAlert },
  resumption: { words: m.outbox_waits_resumption, tone: 'wait', Icon: Pause },
  free_network: { words: m.outbox_waits_free_network, tone: 'wait', Icon: Coins },
  text: { words: m.outbox_waits_text, tone: 'wait', Icon: Clock },
  media: { words: m.outbox_waits_media, tone: 'wait', Icon: Clock },
  earlier: { words: m.outbox_waits_earlier, tone: 'wait', Icon: Clock },
  answer: { words: m.outbox_waits_answer, tone: 'wait', Icon: CircleHelp },
  reading: { words: m.outbox_waits_reading, tone: 'good', Icon: CheckCheck },
  mending: { words: m.outbox_waits_mending, tone: 'stop', Icon: CircleAlert },
  choice: { words: m.outbox_waits_choice, tone: 'note', Icon: GitBranch },
};

/** Why an entry is still here. */
export function reasonFor(entry: OutboxEntryView): Reason {
  const sends = entry.state === 'sending' || entry.files.some((file) => file.is_sending);
  return sends ? { words: m.outbox_waits_nothing, tone: 'note', Icon: CloudUpload } : reasons[entry.waits_for];
}

/** Whether only this person can bring it on. */
export function needsPerson(entry: OutboxEntryView): boolean {
  return entry.waits_for === 'mending' || entry.waits_for === 'choice';
}

/** What giving an entry up is called: of a text it means another thing than of an act. */
export function discardLabel(entry: OutboxEntryView): string {
  return entry.what === 'text' ? m.outbox_discard_text() : m.outbox_discard();
}
