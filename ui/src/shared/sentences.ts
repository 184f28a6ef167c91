// One sentence for every error code: what happened, what is safe, what to do. The core's own message is for logs and never shown.
import { asBackendError } from '../backend/errors';
import type { ErrorCode } from '../backend/generated/protocol';
import { m } from '../paraglide/messages.js';
import { bytes, number } from './amounts';

type Params = Record<string, string | undefined>;

const sentences: Record<ErrorCode, (params: Params) => string> = {
  locked: m.error_locked,
  wrong_passphrase: m.error_wrong_passphrase,
  weak_passphrase: ({ min }) => m.error_weak_passphrase({ min: min ?? '10' }),
  recovery_code_mistyped: m.error_recovery_code_mistyped,
  recovery_code_wrong: m.error_recovery_code_wrong,
  recovery_code_none: m.error_recovery_code_none,
  recovery_groups_differ: m.error_recovery_groups_differ,
  work_goes_on: m.error_work_goes_on,
  work_stopped: m.error_work_stopped,
  folder_unusable: m.error_folder_unusable,
  file_foreign: m.error_file_foreign,
  document_unreadable: m.error_document_unreadable,
  copy_damaged: m.error_copy_damaged,
  snapshot_unreadable: m.error_snapshot_unreadable,
  wrong_credentials: m.error_wrong_credentials,
  auth_required: m.error_auth_required,
  portal_unreachable: m.error_portal_unreachable,
  portal_silent: m.error_portal_silent,
  portal_failing: m.error_portal_failing,
  portal_captive: m.error_portal_captive,
  portal_untrusted: m.error_portal_untrusted,
  portal_incompatible: m.error_portal_incompatible,
  portal_busy: m.error_portal_busy,
  portal_refused: m.error_portal_refused,
  bad_portal_address: m.error_bad_portal_address,
  wrong_state: m.error_wrong_state,
  content_changed: m.error_content_changed,
  incomplete: m.error_incomplete,
  article_not_found: m.error_article_not_found,
  revision_not_found: m.error_revision_not_found,
  article_too_new: m.error_article_too_new,
  invalid_content: m.error_invalid_content,
  disk_full: m.error_disk_full,
  storage_failed: m.error_storage_failed,
  media_unsupported: ({ kind }) => (kind === 'HEIC' ? m.error_media_heic() : kind === undefined || kind === '' ? m.error_media_unsupported() : m.error_media_kind({ kind })),
  media_corrupt: m.error_media_corrupt,
  media_mislabelled: ({ actual }) => m.error_media_mislabelled({ actual: actual ?? '?' }),
  media_too_large: (params) => m.error_media_too_large({ bytes: bytes(Number(params['bytes'] ?? 0)), limit: bytes(Number(params['limit'] ?? 0)) }),
  media_too_many_pixels: ({ pixels, limit }) => m.error_media_too_many_pixels({ pixels: number(Number(pixels ?? 0)), limit: number(Number(limit ?? 0)) }),
  media_empty: m.error_media_empty,
  media_not_here: m.error_media_not_here,
  media_damaged: m.error_media_damaged,
  media_unreadable: m.error_media_unreadable,
  bad_request: m.error_bad_request,
  internal: m.error_internal,
};

/** The sentence for a code and its parameters. */
export function sentenceFor(code: ErrorCode, params: Params = {}): string {
  return sentences[code](params);
}

/** The sentence for whatever a call threw. */
export function sentence(thrown: unknown): string {
  const { code, params } = asBackendError(thrown);
  return sentenceFor(code, params);
}
