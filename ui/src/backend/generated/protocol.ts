// Written by `cargo xtask gen` from crates/protocol. Do not edit.

export type AccountView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Sign-in name.
 */
username: string, 
/**
 * Full name.
 */
name: string, 
/**
 * Unit's name.
 */
unit: string, 
/**
 * What they may do.
 */
roles: Array<RoleView>, };

export type Ailment = "file_missing" | "start" | "pages" | "log_missing" | "log_foreign" | "nothing";

export type ApiError = { 
/**
 * Decides what the UI does.
 */
code: ErrorCode, 
/**
 * For logs and help desks; holds no article text, token or path.
 */
message: string, 
/**
 * What the sentence needs: sizes, counts, names.
 */
params: { [key in string]: string }, };

export type AppEvent = { "event": "app_changed" } | { "event": "articles_changed", 
/**
 * Their ids; empty means all.
 */
articles: Array<string>, } | { "event": "sync_changed" } | { "event": "outbox_changed" } | { "event": "safety_changed" };

export type AppView = { 
/**
 * Whether the profile is open, and if not, why not.
 */
lock: Lock, 
/**
 * The open profile.
 */
profile: ProfileView | null, 
/**
 * All profiles of this machine.
 */
profiles: Array<ProfileView>, 
/**
 * How sync is going.
 */
sync: SyncView, 
/**
 * The article that was open last, to open it again.
 */
last_article: string | null, 
/**
 * What the machine owner set for sign-in, if anything: the portal's address.
 */
suggested_portal_url: string, 
/**
 * The version of the app.
 */
version: string, 
/**
 * The person's folder for documents: suggested when something is taken from or put outside the profile.
 */
documents: string, };

export type ArticleContentView = { 
/**
 * Version of the form.
 */
schema: number, 
/**
 * Thể loại, a code.
 */
kind: string, 
/**
 * BCP 47.
 */
language: string, 
/**
 * Tiêu đề.
 */
title: string, 
/**
 * Tít phụ.
 */
kicker: string, 
/**
 * Sapo.
 */
sapo: string, 
/**
 * Chuyên mục, a code.
 */
section: string | null, 
/**
 * Tác giả, bút danh.
 */
byline: string, 
/**
 * Nguồn.
 */
source: string, 
/**
 * The `doc` node.
 */
body: unknown, 
/**
 * Files beside the text.
 */
attachments: Array<AttachmentView>, 
/**
 * Fields of newer builds; hand them back untouched.
 */
rest: unknown, };

export type ArticleCreateRequest = { 
/**
 * Thể loại, a code of the catalogue; `tin` when there is none yet.
 */
kind: string | null, };

export type ArticleListRequest = { 
/**
 * Which list.
 */
shelf: Shelf, 
/**
 * Words to find in titles and sapo, with or without accents; empty for everything.
 */
query: string, };

export type ArticleListView = { 
/**
 * Newest first.
 */
rows: Array<ArticleRow>, 
/**
 * How many articles each list holds, without the query.
 */
counts: Array<ShelfCount>, };

export type ArticleRequest = { 
/**
 * Its id.
 */
article: string, };

export type ArticleRow = { 
/**
 * Its id.
 */
article: string, 
/**
 * Tiêu đề; may be empty.
 */
title: string, 
/**
 * Name of its kind.
 */
kind: string, 
/**
 * Name of its section.
 */
section: string | null, 
/**
 * Its author's name, when it is someone else's.
 */
owner: string | null, 
/**
 * When it last changed.
 */
changed_ms: number, 
/**
 * Where it is.
 */
status: Status, };

export type ArticleSaveRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * Its whole content.
 */
content: ArticleContentView, 
/**
 * The `content_hash` of what this text was typed from. When the article has another text by now, because the portal's came in between, the
 * two become a choice and neither replaces the other.
 */
base_hash: string, 
/**
 * Where the caret stands, for the next start; opaque to the core.
 */
caret: unknown, };

export type ArticleSaved = { 
/**
 * When, by this machine's clock.
 */
saved_ms: number, 
/**
 * What a decision about this content would bind to.
 */
content_hash: string, 
/**
 * Where the article is now.
 */
status: Status, };

export type ArticleView = { 
/**
 * Its id.
 */
article: string, 
/**
 * What it says.
 */
content: ArticleContentView, 
/**
 * The SHA-256 that a decision about this content binds to.
 */
content_hash: string, 
/**
 * Where it is.
 */
status: Status, 
/**
 * What the person may do now.
 */
may: Array<May>, 
/**
 * Author's name, when it is someone else's.
 */
owner: string | null, 
/**
 * When it was last saved on this machine.
 */
saved_ms: number, 
/**
 * Where the caret stood.
 */
caret: unknown, 
/**
 * What happened to it on the portal, oldest first.
 */
history: Array<HistoryLine>, 
/**
 * The portal's text, when a choice is needed.
 */
theirs: TheirsView | null, 
/**
 * Its public address, when any revision of it is public.
 */
public_url: string | null, };

export type AttachmentView = { 
/**
 * SHA-256 of its bytes.
 */
blob: string, 
/**
 * The link's text.
 */
title: string, 
/**
 * The name it is downloaded under.
 */
file_name: string, 
/**
 * Media type.
 */
media_type: string, 
/**
 * Size.
 */
bytes: number, 
/**
 * Fields of newer builds; hand them back untouched.
 */
rest: unknown, };

export type BackupTroubleView = { 
/**
 * Why.
 */
code: ErrorCode, 
/**
 * When.
 */
at_ms: number, };

export type BackupsKeptRequest = { 
/**
 * From 1 to 60.
 */
kept: number, };

export type Blocker = "title" | "sapo" | "section" | "body" | "image_alt" | "image_credit" | "sign_in";

export type BundleOpenRequest = { 
/**
 * The file.
 */
path: string, 
/**
 * The recovery code or the bundle's passphrase.
 */
secret: string, 
/**
 * A passphrase for this machine, when it has no keyring.
 */
new_passphrase: string | null, };

export type BundleReport = { 
/**
 * The file.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, };

export type BundleRequest = { 
/**
 * The folder in which the bundle is made.
 */
folder: string, 
/**
 * A passphrase of its own; without one the recovery code opens it.
 */
passphrase: string | null, };

export type CatalogueView = { 
/**
 * Chuyên mục in the portal's order; empty before the first contact.
 */
sections: Array<ChoiceView>, 
/**
 * Thể loại.
 */
kinds: Array<ChoiceView>, 
/**
 * What an article waits for at each level, lowest first.
 */
levels: Array<string>, };

export type CheckView = { 
/**
 * Each must be mended first; empty means that it can go.
 */
blockers: Array<Blocker>, };

export type ChoiceView = { 
/**
 * What is stored.
 */
code: string, 
/**
 * What is shown.
 */
name: string, };

export type ChooseRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * Whose text.
 */
keep: Keep, };

export type Connection = "no_portal" | "unknown" | "online" | "offline" | "portal_failing" | "captive" | "untrusted" | "auth_required" | "incompatible";

export type Decision = "approve" | "send_back" | "recall";

export type DecisionRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * The content that was on the screen; see [`crate::ArticleView::content_hash`].
 */
content_hash: string, };

export type ErrorCode = "locked" | "wrong_passphrase" | "weak_passphrase" | "recovery_code_mistyped" | "recovery_code_wrong" | "recovery_code_none" | "recovery_groups_differ" | "work_goes_on" | "work_stopped" | "folder_unusable" | "file_foreign" | "copy_damaged" | "snapshot_unreadable" | "wrong_credentials" | "auth_required" | "portal_unreachable" | "portal_silent" | "portal_failing" | "portal_captive" | "portal_untrusted" | "portal_incompatible" | "portal_busy" | "portal_refused" | "bad_portal_address" | "wrong_state" | "content_changed" | "incomplete" | "article_not_found" | "article_too_new" | "invalid_content" | "disk_full" | "storage_failed" | "media_unsupported" | "media_corrupt" | "media_mislabelled" | "media_too_large" | "media_too_many_pixels" | "media_empty" | "media_not_here" | "bad_request" | "internal";

export type ExportForm = "folder" | "zip";

export type ExportReport = { 
/**
 * The folder or file that was made.
 */
path: string, 
/**
 * Articles in it.
 */
articles: number, 
/**
 * Pictures and files in it.
 */
media: number, 
/**
 * Pictures and files that are not on this machine or cannot be read; their place in the text says so.
 */
media_missing: number, };

export type ExportRequest = { 
/**
 * The folder in which a new folder or file is made.
 */
folder: string, 
/**
 * Which articles.
 */
scope: ExportScope, 
/**
 * In which form.
 */
form: ExportForm, };

export type ExportScope = "unsent" | "all";

export type HistoryKind = "created" | "submitted" | "recalled" | "voided" | "approved" | "sent_back" | "published" | "other";

export type HistoryLine = { 
/**
 * When, by the portal's clock.
 */
at_ms: number, 
/**
 * Who.
 */
by: string, 
/**
 * What.
 */
what: HistoryKind, 
/**
 * What it waited for at that level, where that matters.
 */
level: string | null, 
/**
 * Why, where someone said so.
 */
reason: string | null, };

export type ImportReport = { 
/**
 * Articles that are new here.
 */
added: number, 
/**
 * Articles that were here with the same text.
 */
known: number, 
/**
 * Articles that were here with another text; the exported one is a new article beside it.
 */
copied: number, 
/**
 * Folders that hold no article that can be read.
 */
unreadable: number, };

export type Keep = "mine" | "theirs";

export type KeyPlace = "keyring" | "passphrase";

export type KeyRotateRequest = { 
/**
 * The profile's passphrase, where that is what opens it.
 */
passphrase: string | null, };

export type Lock = { "lock": "open", 
/**
 * Where the key lives.
 */
key: KeyPlace, } | { "lock": "new_passphrase" } | { "lock": "passphrase" } | { "lock": "keyring_unavailable" } | { "lock": "key_missing" } | { "lock": "database_too_new", 
/**
 * The file's schema.
 */
found: number, 
/**
 * The newest schema that this build knows.
 */
known: number, } | { "lock": "wrong_key" } | { "lock": "database_unreadable" } | { "lock": "folder_missing", 
/**
 * The folder.
 */
folder: string, } | { "lock": "storage_failed" };

export type May = "edit" | "submit" | "recall" | "approve" | "send_back" | "choose";

export type MediaNote = "location_removed" | "metadata_removed" | "resized" | "rotated";

export type MediaView = { 
/**
 * SHA-256 of what will be sent: for a picture the clean web version, for another file the file.
 */
blob: string, 
/**
 * Its media type.
 */
media_type: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * File name without a path.
 */
file_name: string, 
/**
 * Pixels, for a picture.
 */
width: number | null, 
/**
 * Pixels, for a picture.
 */
height: number | null, 
/**
 * What was done to it, so that the officer knows.
 */
notes: Array<MediaNote>, };

export type Nothing = Record<symbol, never>;

export type OutboxAct = "text" | "media" | "submit" | "recall" | "approve" | "send_back";

export type OutboxEntryView = { 
/**
 * Names it to `outbox_retry` and `outbox_discard`.
 */
entry: string, 
/**
 * The article.
 */
article: string, 
/**
 * Its title; may be empty.
 */
title: string, 
/**
 * What will be done.
 */
what: OutboxAct, 
/**
 * How far it is.
 */
state: OutboxState, 
/**
 * Why it waits or was refused, when there is a reason beyond its turn.
 */
trouble: TroubleView | null, 
/**
 * Bytes still to be sent for it.
 */
bytes: number, 
/**
 * What the person may do about it.
 */
may: Array<OutboxMay>, };

export type OutboxMay = "retry" | "discard" | "open";

export type OutboxRequest = { 
/**
 * From [`crate::OutboxEntryView::entry`].
 */
entry: string, };

export type OutboxState = "waiting" | "sending" | "in_doubt" | "acknowledged" | "refused" | "needs_choice";

export type OutboxView = { 
/**
 * In the order in which it will be sent.
 */
entries: Array<OutboxEntryView>, 
/**
 * Bytes still to be sent.
 */
bytes: number, };

export type PathRequest = { 
/**
 * The path.
 */
path: string, };

export type PauseRequest = { 
/**
 * The wanted state.
 */
sending: Sending, };

export type ProfileSwitchRequest = { 
/**
 * From [`crate::AppView::profiles`].
 */
profile: string, };

export type ProfileView = { 
/**
 * Its id.
 */
profile: string, 
/**
 * Who is or was signed in.
 */
account: AccountView | null, 
/**
 * The portal it belongs to, once signed in.
 */
portal_url: string | null, 
/**
 * Whether there is a token that was not refused.
 */
signed_in: boolean, };

export type ProgressView = { 
/**
 * Things being sent in this turn.
 */
items: number, 
/**
 * Bytes that the portal confirmed in this turn.
 */
bytes_done: number, 
/**
 * Bytes of this turn in all.
 */
bytes_total: number, };

export type RecoverRequest = { 
/**
 * The recovery code.
 */
code: string, 
/**
 * A passphrase for from now on, on a machine whose keyring does not take the key.
 */
new_passphrase: string | null, };

export type RecoveryCodeRequest = { 
/**
 * The code.
 */
code: string, };

export type RecoveryCodeView = { 
/**
 * Eight groups of four.
 */
groups: Array<string>, 
/**
 * Positions of the two groups, from 0, that are to be typed back.
 */
ask: Array<number>, };

export type RecoveryConfirmRequest = { 
/**
 * The groups that were asked for, in that order.
 */
groups: Array<string>, };

export type RecoveryTestView = { 
/**
 * Whether it opens this profile.
 */
opens: boolean, };

export type RecoveryView = { "recovery": "none" } | { "recovery": "unconfirmed" } | { "recovery": "confirmed", 
/**
 * When it was made.
 */
made_ms: number, };

export type RepairReport = { 
/**
 * When the snapshot that was used was taken.
 */
snapshot_ms: number | null, 
/**
 * Articles that are there now.
 */
articles: number, 
/**
 * Of those, articles taken from the damaged file because it had them newer.
 */
rescued: number, 
/**
 * Whether some rows of the damaged file could not be read, so that something newer than the snapshot may be lost.
 */
is_partial: boolean, 
/**
 * Where the damaged file lies now.
 */
aside: string, 
/**
 * Where the app stands now.
 */
app: AppView, };

export type RepairRequest = { "way": "snapshot", 
/**
 * Which.
 */
taken_ms: number, } | { "way": "readable" } | { "way": "start_new" };

export type RepairView = { 
/**
 * What was found.
 */
found: Ailment, 
/**
 * Whether the key at hand is the one of this profile; none when that cannot be known.
 */
key_fits: boolean | null, 
/**
 * Bytes of the file.
 */
bytes: number, 
/**
 * Damaged pages of 4 KiB, when they could be counted.
 */
damaged_pages: number | null, 
/**
 * Articles that can still be read from the file.
 */
readable: number, 
/**
 * Snapshots that could be read through just now, the newest first.
 */
snapshots: Array<SnapshotView>, 
/**
 * A folder to suggest for a rescue.
 */
documents: string, };

export type RestorePreview = { 
/**
 * Articles in the snapshot, read through just now.
 */
articles: number, 
/**
 * Articles of now whose text is another in the snapshot.
 */
changed: number, 
/**
 * Articles of now that are not in the snapshot.
 */
missing: number, };

export type RoleView = "officer" | "unit_leader" | "editor";

export type SafetyView = { 
/**
 * Where the key lives.
 */
key: KeyPlace, 
/**
 * Whether a recovery code opens this profile.
 */
recovery: RecoveryView, 
/**
 * Whether the person is to be reminded to make a recovery code.
 */
remind: boolean, 
/**
 * Snapshots, the newest first.
 */
snapshots: Array<SnapshotView>, 
/**
 * How many snapshots are kept.
 */
kept: number, 
/**
 * Why the last snapshot did not succeed, and when that was; none when it did.
 */
backup_trouble: BackupTroubleView | null, 
/**
 * The profile's folder.
 */
folder: string, 
/**
 * Bytes of all its files.
 */
bytes: number, 
/**
 * Where the profile lay before it was moved, as long as the old copy is there.
 */
moved_from: string | null, 
/**
 * A folder to suggest when something is to be saved outside the profile.
 */
documents: string, };

export type SendBackRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * The content that was on the screen.
 */
content_hash: string, 
/**
 * Why; not empty.
 */
reason: string, };

export type Sending = "automatic" | "paused";

export type Shelf = "drafts" | "sent" | "mine" | "published";

export type ShelfCount = { 
/**
 * The list.
 */
shelf: Shelf, 
/**
 * Its articles.
 */
count: number, };

export type SignInRequest = { 
/**
 * The portal's address: https, or http on loopback.
 */
portal_url: string, 
/**
 * Sign-in name.
 */
username: string, 
/**
 * Password; not kept.
 */
password: string, 
/**
 * The passphrase of the other person's profile, on a machine without a keyring.
 */
passphrase: string | null, };

export type SnapshotRequest = { 
/**
 * From [`SnapshotView::taken_ms`].
 */
taken_ms: number, };

export type SnapshotView = { 
/**
 * When it was taken; also its name.
 */
taken_ms: number, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Articles in it, when it was read through after it was taken.
 */
articles: number | null, };

export type Status = { "status": "on_device" } | { "status": "sending", 
/**
 * Media that the portal has confirmed.
 */
media_done: number, 
/**
 * Media of the article.
 */
media_total: number, } | { "status": "received", 
/**
 * By the portal's clock.
 */
at_ms: number, } | { "status": "submit_queued" } | { "status": "in_review", 
/**
 * What it waits for: “Chờ đơn vị duyệt”.
 */
waiting: string, 
/**
 * The device's person may decide.
 */
yours: boolean, } | { "status": "decision_queued", 
/**
 * Which.
 */
decision: Decision, } | { "status": "returned", 
/**
 * Who gave it back.
 */
by: string, 
/**
 * Why.
 */
reason: string, 
/**
 * When, by the portal's clock.
 */
at_ms: number, } | { "status": "published", 
/**
 * Its address.
 */
url: string, 
/**
 * When, by the portal's clock.
 */
at_ms: number, } | { "status": "needs_choice" } | { "status": "refused", 
/**
 * Why, as the UI can say it.
 */
trouble: TroubleView, };

export type SyncView = { 
/**
 * What the last contact said.
 */
connection: Connection, 
/**
 * Since when `connection` is what it is.
 */
since_ms: number, 
/**
 * Whether the app may send.
 */
sending: Sending, 
/**
 * Articles and acts that wait to be sent.
 */
waiting: number, 
/**
 * What is being sent right now.
 */
progress: ProgressView | null, 
/**
 * Device clock minus portal clock at the last contact, when it is more than two minutes.
 */
clock_skew_ms: number | null, };

export type TheirsView = { 
/**
 * What it says.
 */
content: ArticleContentView, 
/**
 * Who wrote it, when known.
 */
by: string | null, 
/**
 * When the portal received it, by its clock.
 */
at_ms: number, };

export type TroubleView = { 
/**
 * Why.
 */
code: ErrorCode, 
/**
 * What the sentence needs.
 */
params: { [key in string]: string }, };

export type UnlockRequest = { 
/**
 * At least 10 characters when it is new.
 */
passphrase: string, };

export type Work = "backup" | "rotation" | "repair" | "export" | "move" | "bundle";

export type WorkView = { 
/**
 * What is being done; none when nothing is.
 */
work: Work | null, 
/**
 * How far it is, in bytes or articles.
 */
done: number, 
/**
 * Of how much; 0 when that is not known.
 */
total: number, 
/**
 * Whether it can be stopped without harm now.
 */
may_stop: boolean, };

/** Every command, with its question and its answer. */
export type Commands = {
  app_state: { request: Nothing; answer: AppView };
  app_unlock: { request: UnlockRequest; answer: AppView };
  app_retry_open: { request: Nothing; answer: AppView };
  sign_in: { request: SignInRequest; answer: AppView };
  sign_out: { request: Nothing; answer: AppView };
  profile_switch: { request: ProfileSwitchRequest; answer: AppView };
  safety_state: { request: Nothing; answer: SafetyView };
  work_state: { request: Nothing; answer: WorkView };
  work_stop: { request: Nothing; answer: WorkView };
  recovery_code_new: { request: Nothing; answer: RecoveryCodeView };
  recovery_code_confirm: { request: RecoveryConfirmRequest; answer: SafetyView };
  recovery_code_skip: { request: Nothing; answer: SafetyView };
  recovery_code_test: { request: RecoveryCodeRequest; answer: RecoveryTestView };
  app_recover: { request: RecoverRequest; answer: AppView };
  key_rotate: { request: KeyRotateRequest; answer: SafetyView };
  backup_now: { request: Nothing; answer: SafetyView };
  backup_keep: { request: BackupsKeptRequest; answer: SafetyView };
  backup_preview: { request: SnapshotRequest; answer: RestorePreview };
  backup_restore: { request: SnapshotRequest; answer: RepairReport };
  repair_begin: { request: Nothing; answer: AppView };
  repair_look: { request: Nothing; answer: RepairView };
  repair_do: { request: RepairRequest; answer: RepairReport };
  repair_export: { request: ExportRequest; answer: ExportReport };
  drafts_export: { request: ExportRequest; answer: ExportReport };
  drafts_import: { request: PathRequest; answer: ImportReport };
  profile_move: { request: PathRequest; answer: SafetyView };
  move_finish: { request: Nothing; answer: SafetyView };
  bundle_make: { request: BundleRequest; answer: BundleReport };
  bundle_open: { request: BundleOpenRequest; answer: AppView };
  catalogue: { request: Nothing; answer: CatalogueView };
  article_list: { request: ArticleListRequest; answer: ArticleListView };
  article_create: { request: ArticleCreateRequest; answer: ArticleView };
  article_open: { request: ArticleRequest; answer: ArticleView };
  article_save: { request: ArticleSaveRequest; answer: ArticleSaved };
  article_check: { request: ArticleRequest; answer: CheckView };
  article_submit: { request: ArticleRequest; answer: ArticleView };
  article_recall: { request: ArticleRequest; answer: ArticleView };
  article_approve: { request: DecisionRequest; answer: ArticleView };
  article_send_back: { request: SendBackRequest; answer: ArticleView };
  article_choose: { request: ChooseRequest; answer: ArticleView };
  outbox_list: { request: Nothing; answer: OutboxView };
  outbox_retry: { request: OutboxRequest; answer: OutboxView };
  outbox_discard: { request: OutboxRequest; answer: OutboxView };
  sync_now: { request: Nothing; answer: SyncView };
  sync_pause: { request: PauseRequest; answer: SyncView };
};

/** Every error code, so that each can be asked for its sentence. */
export const ERROR_CODES: readonly ErrorCode[] = ["locked", "wrong_passphrase", "weak_passphrase", "recovery_code_mistyped", "recovery_code_wrong", "recovery_code_none", "recovery_groups_differ", "work_goes_on", "work_stopped", "folder_unusable", "file_foreign", "copy_damaged", "snapshot_unreadable", "wrong_credentials", "auth_required", "portal_unreachable", "portal_silent", "portal_failing", "portal_captive", "portal_untrusted", "portal_incompatible", "portal_busy", "portal_refused", "bad_portal_address", "wrong_state", "content_changed", "incomplete", "article_not_found", "article_too_new", "invalid_content", "disk_full", "storage_failed", "media_unsupported", "media_corrupt", "media_mislabelled", "media_too_large", "media_too_many_pixels", "media_empty", "media_not_here", "bad_request", "internal"];
