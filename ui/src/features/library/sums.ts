// What became of an act on many articles, in words.
import type { ErrorCode } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import { number } from '../../shared/amounts';
import type { Sum } from './acts.svelte';

/** Why an article could not, as part of a sentence. A reason that has no part of its own is counted as another reason. */
const whys: Partial<Record<ErrorCode, (inputs: { count: string }) => string>> = {
  incomplete: m.bulk_why_incomplete,
  wrong_state: m.bulk_why_state,
  auth_required: m.bulk_why_auth,
  disk_full: m.bulk_why_disk,
  article_not_found: m.bulk_why_gone,
};

export function sumWords(sum: Sum, done: (inputs: { count: string }) => string): string {
  const refused = Object.entries(sum.refused).map(([code, count]) => (whys[code as ErrorCode] ?? m.bulk_why_other)({ count: number(count) }));
  return [
    sum.done.length > 0 ? done({ count: number(sum.done.length) }) : null,
    refused.length > 0 ? m.bulk_refused({ whys: refused.join(', ') }) : null,
    sum.left > 0 ? m.bulk_left({ count: number(sum.left) }) : null,
  ].filter((part) => part !== null).join(' ');
}
