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
articles: Array<string>, } | { "event": "articles_revived", 
/**
 * Their ids.
 */
articles: Array<string>, } | { "event": "articles_retired", 
/**
 * Their ids.
 */
articles: Array<string>, } | { "event": "articles_kept", 
/**
 * Their ids.
 */
articles: Array<string>, } | { "event": "sync_changed" } | { "event": "outbox_changed" } | { "event": "safety_changed" } | { "event": "media_progress", 
/**
 * What the window called it.
 */
ticket: string, 
/**
 * Bytes that have come.
 */
done: number, 
/**
 * Bytes in all, when that is known.
 */
total: number | null, } | { "event": "preview_pointed", 
/**
 * Its id.
 */
block: string, } | { "event": "recovery_changed" };

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
 * What is known of its pictures, by their digests.
 */
pictures: { [key in string]: PictureView }, 
/**
 * Fields of newer builds; hand them back untouched.
 */
rest: unknown, };

export type ArticleCreateRequest = { 
/**
 * Thể loại, a code of the catalogue; `tin` when there is none yet.
 */
kind: string | null, };

export type ArticleJournalRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * The `content_hash` of the content that the first batch after it was typed from.
 */
base_hash: string, 
/**
 * 1 for the first batch after the content was opened or saved whole, then one more each time. A batch whose answer was lost is sent again under
 * its own number.
 */
seq: number, 
/**
 * In the order typed.
 */
entries: Array<JournalEntry>, 
/**
 * Where the caret stands; opaque to the core.
 */
caret: unknown, };

export type ArticleJournaled = { 
/**
 * Its number.
 */
seq: number, 
/**
 * When, by this machine's clock.
 */
saved_ms: number, };

export type ArticleListRequest = { 
/**
 * Which list.
 */
shelf: Shelf, 
/**
 * What to find, with or without accents: words, "phrases", -excluded, and fields such as `mục:`, `tác giả:`, `từ:2026-01-01`, `có:ảnh`;
 * empty for everything. Any text is a query.
 */
query: string, 
/**
 * Beside those in the query.
 */
filters: Filters, 
/**
 * Of the rows.
 */
sort: Sort, 
/**
 * How many rows to leave out.
 */
offset: number, 
/**
 * How many rows to give, at most 500.
 */
limit: number, };

export type ArticleListView = { 
/**
 * A page, in the order that was asked for.
 */
rows: Array<ArticleRow>, 
/**
 * How many articles answer the query in this list.
 */
total: number, 
/**
 * How many rows were left out before the first.
 */
offset: number, 
/**
 * How many articles each list holds, without the query.
 */
counts: Array<ShelfCount>, };

export type ArticlePart = "title" | "sapo" | "body" | "rest";

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
 * That it is in the trash, if it is.
 */
trash: TrashPlace | null, 
/**
 * Where it is.
 */
status: Status, 
/**
 * A picture is in its text.
 */
has_image: boolean, 
/**
 * A file is beside it.
 */
has_file: boolean, 
/**
 * Where the query was found in it.
 */
found: FoundView | null, };

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
 * The last batch of the journal that this content includes, 0 for none. A content that lacks a later batch is refused.
 */
journal_seq: number, 
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
 * Whether the stored text is in other letters than the one that was sent (NFC, invisible characters): steps of the editor do not fit it.
 */
rewritten: boolean, 
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
public_url: string | null, 
/**
 * That it is in the trash, if it is.
 */
trash: TrashPlace | null, };

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

export type AutostartView = { 
/**
 * It does.
 */
on: boolean, 
/**
 * The file that says so.
 */
file: string, };

export type AwayKind = "returned" | "approved" | "published" | "changed" | "conflict" | "waiting";

export type AwayLine = { 
/**
 * The article.
 */
article: string, 
/**
 * Its title; may be empty.
 */
title: string, 
/**
 * The last thing that happened to it.
 */
what: AwayKind, 
/**
 * By whom, when it is known.
 */
by: string | null, 
/**
 * Why, where someone said so.
 */
reason: string | null, 
/**
 * When, by the portal's clock.
 */
at_ms: number, };

export type AwayMark = { 
/**
 * The portal's commit order.
 */
seq: number, 
/**
 * The latest event, by the portal's clock.
 */
at_ms: number, };

export type AwaySeenRequest = { 
/**
 * From [`AwayView::mark`].
 */
mark: AwayMark, };

export type AwayView = { 
/**
 * When they last looked, by this machine's clock; none when they never did, and then there are no lines.
 */
since_ms: number | null, 
/**
 * How far this digest reaches: what `away_seen` is to be told.
 */
mark: AwayMark, 
/**
 * One line for each article, the latest first; at most 100.
 */
lines: Array<AwayLine>, 
/**
 * Articles beyond those.
 */
more: number, };

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

export type BlockFindings = { 
/**
 * The asker's name for it.
 */
key: string, 
/**
 * In the order of the text; no two overlap.
 */
findings: Array<ProofFinding>, };

export type BlockView = { "block": "paragraph" } | { "block": "heading", 
/**
 * 2 to 4.
 */
level: number, } | { "block": "bullet" } | { "block": "number", 
/**
 * The number.
 */
number: number, } | { "block": "quote" } | { "block": "caption" } | { "block": "figure", 
/**
 * SHA-256 of its bytes.
 */
blob: string, } | { "block": "question" } | { "block": "table", 
/**
 * The words above it.
 */
caption: string, } | { "block": "row" } | { "block": "divider" } | { "block": "other" };

export type Blocker = "title" | "sapo" | "section" | "body" | "image_alt" | "image_credit" | "decision" | "unwritten" | "sign_in";

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

export type CheckState = "not_needed" | "running" | "sound" | "damaged";

export type CheckTextRequest = { 
/**
 * The article they are of: what was passed over in it is left out.
 */
article: string, 
/**
 * The blocks.
 */
blocks: Array<TextBlock>, };

export type CheckTextView = { 
/**
 * In the order of the question.
 */
blocks: Array<BlockFindings>, };

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

export type ChosenFile = { 
/**
 * Names it when it is taken in, once.
 */
ticket: string, 
/**
 * Its name, without a path.
 */
name: string, 
/**
 * Its size in bytes.
 */
size: number, };

export type CompareRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * The earlier revision; none for the text before the first one, which is empty.
 */
before: string | null, 
/**
 * The later revision; none for the text on the screen.
 */
after: string | null, };

export type CompareView = { 
/**
 * Fields that changed, in the order of a page.
 */
fields: Array<FieldChangeView>, 
/**
 * The text, line by line, those that did not change among those that did.
 */
lines: Array<LineView>, 
/**
 * Attached files that came, went or changed.
 */
files: Array<FileChangeView>, 
/**
 * Words that the earlier text lacks.
 */
added: number, 
/**
 * Words that only the earlier text has.
 */
removed: number, };

export type ConflictPlace = { "place": "field", 
/**
 * Its name in [`crate::ArticleContentView`]; another one of a newer build.
 */
field: string, 
/**
 * As it was.
 */
base: string, 
/**
 * This machine's, against what it was.
 */
mine: Array<SpanView>, 
/**
 * The portal's, against what it was.
 */
theirs: Array<SpanView>, 
/**
 * Whether it is text: kept both or written anew, and not only chosen.
 */
text: boolean, } | { "place": "file", 
/**
 * The title that it had.
 */
base: string | null, 
/**
 * This machine's; none when it was taken away.
 */
mine: string | null, 
/**
 * The portal's.
 */
theirs: string | null, } | { "place": "block", 
/**
 * As it was.
 */
base: Array<LineView>, 
/**
 * This machine's, against what it was; all lines removed when it was deleted.
 */
mine: Array<LineView>, 
/**
 * The portal's, against what it was.
 */
theirs: Array<LineView>, 
/**
 * This machine's as a `doc` to go on writing in; none when it was deleted.
 */
mine_body: unknown, 
/**
 * The portal's, likewise.
 */
theirs_body: unknown, };

export type ConflictSide = { 
/**
 * Who wrote it, when known.
 */
by: string | null, 
/**
 * When: this machine's text by its clock, the portal's by the portal's.
 */
at_ms: number, };

export type ConflictView = { 
/**
 * The SHA-256 of this machine's text, as it was compared.
 */
mine_hash: string, 
/**
 * The portal's revision, as it was compared.
 */
theirs_revision: string, 
/**
 * Who wrote this machine's text, and when.
 */
mine: ConflictSide, 
/**
 * Who wrote the portal's.
 */
theirs: ConflictSide, 
/**
 * Whether the text that both started from is on this machine. Without it, only whole texts can be chosen.
 */
joinable: boolean, 
/**
 * Why taking one's own changes over is a proposal, if it is one.
 */
proposal: ProposalReason | null, 
/**
 * Places to decide about, in the order of the page. Empty when the two texts can be joined as they are.
 */
places: Array<ConflictPlace>, 
/**
 * Words of the portal's text that the joined text has besides one's own, wherever nothing has to be decided.
 */
added: number, 
/**
 * Words of one's own that the portal's text took out there.
 */
removed: number, };

export type Connection = "no_portal" | "unknown" | "online" | "offline" | "portal_failing" | "captive" | "untrusted" | "auth_required" | "incompatible";

export type CropView = { 
/**
 * From the left.
 */
x: number, 
/**
 * From the top.
 */
y: number, 
/**
 * How wide.
 */
width: number, 
/**
 * How high.
 */
height: number, };

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

export type DeletedThereView = { 
/**
 * Which.
 */
article: string, 
/**
 * Its title; may be empty.
 */
title: string, 
/**
 * Who deleted it.
 */
by: string, 
/**
 * When, by the portal's clock.
 */
at_ms: number, };

export type DeletionsAnswer = "carry_out" | "keep";

export type DeletionsRequest = { 
/**
 * The answer.
 */
answer: DeletionsAnswer, };

export type DeletionsView = { 
/**
 * Each that is on the lists here.
 */
articles: Array<DeletedThereView>, };

export type DocumentImported = { 
/**
 * The article.
 */
article: string, 
/**
 * What the article holds of it.
 */
kept: Array<PasteLine>, 
/**
 * What the article holds in another form.
 */
changed: Array<PasteLine>, 
/**
 * What the article does not hold.
 */
dropped: Array<PasteLine>, 
/**
 * A picture said where it was taken; that stays on this machine.
 */
location_removed: boolean, };

export type DroppedFiles = { 
/**
 * The files.
 */
files: Array<ChosenFile>, 
/**
 * Where in the window, in its own pixels.
 */
x: number, 
/**
 * See `x`.
 */
y: number, };

export type Errand = { "errand": "article", 
/**
 * Its id; whether it is on this machine is not known yet.
 */
article: string, } | { "errand": "new_article" } | { "errand": "bundle", 
/**
 * Where it lies.
 */
path: string, } | { "errand": "drafts", 
/**
 * Where they lie.
 */
path: string, } | { "errand": "document", 
/**
 * Where it lies.
 */
path: string, } | { "errand": "strange_link" } | { "errand": "strange_file", 
/**
 * Its name, without a path.
 */
name: string, };

export type ErrorCode = "locked" | "wrong_passphrase" | "weak_passphrase" | "recovery_code_mistyped" | "recovery_code_wrong" | "recovery_code_none" | "recovery_groups_differ" | "work_goes_on" | "work_stopped" | "folder_unusable" | "file_foreign" | "document_unreadable" | "copy_damaged" | "snapshot_unreadable" | "wrong_credentials" | "auth_required" | "portal_unreachable" | "portal_silent" | "portal_failing" | "portal_captive" | "portal_untrusted" | "portal_incompatible" | "portal_busy" | "portal_refused" | "bad_portal_address" | "wrong_state" | "content_changed" | "incomplete" | "article_not_found" | "revision_not_found" | "article_too_new" | "invalid_content" | "disk_full" | "storage_failed" | "media_unsupported" | "media_corrupt" | "media_mislabelled" | "media_too_large" | "media_too_many_pixels" | "media_empty" | "media_not_here" | "media_damaged" | "media_unreadable" | "bad_request" | "internal";

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

export type FieldChangeView = { 
/**
 * Its name in [`crate::ArticleContentView`]; `rest` for one of a newer build.
 */
field: string, 
/**
 * Its words; codes by their names.
 */
spans: Array<SpanView>, };

export type FileChangeView = { 
/**
 * On which side it stands; on both when only its title or name changed.
 */
side: SideView, 
/**
 * Its title.
 */
title: Array<SpanView>, 
/**
 * Its name.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, };

export type Filters = { 
/**
 * Chuyên mục, codes.
 */
sections: Array<string>, 
/**
 * Thể loại, codes.
 */
kinds: Array<string>, 
/**
 * Trạng thái.
 */
states: Array<StateFilter>, 
/**
 * Words of authors' names, with or without accents.
 */
authors: Array<string>, 
/**
 * Changed at this moment or later.
 */
from_ms: number | null, 
/**
 * Changed before this moment.
 */
to_ms: number | null, 
/**
 * All of these have to be in the article.
 */
has: Array<Has>, };

export type FirstScreenView = { 
/**
 * Where the app stands.
 */
app: AppView, 
/**
 * What articles can be sorted into; none while the profile is closed.
 */
catalogue: CatalogueView | null, 
/**
 * The article that was open last, opened again; none when there was none, when it is gone, or while the profile is closed.
 */
article: ArticleView | null, };

export type FocusView = { 
/**
 * From the left, at most 1000.
 */
x: number, 
/**
 * From the top, at most 1000.
 */
y: number, };

export type FoundView = { 
/**
 * In the title of the row.
 */
title: Array<Span>, 
/**
 * The place in sapo or text that says most of what was looked for, as it was written.
 */
snippet: string, 
/**
 * In the snippet.
 */
marks: Array<Span>, };

export type Has = "image" | "file" | "link" | "table";

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

export type HistoryRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * Only revisions that stand below this one; none to begin at the latest.
 */
below: string | null, };

export type HistoryView = { 
/**
 * The text on the screen, when no revision says the same.
 */
unsaved: UnsavedView | null, 
/**
 * The latest first.
 */
rows: Array<RevisionRow>, 
/**
 * Whether there are more below the last row.
 */
more: boolean, };

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

export type JournalEntry = { "entry": "steps", 
/**
 * As the editor writes them.
 */
steps: unknown[], } | { "entry": "body", 
/**
 * The whole text.
 */
body: unknown, } | { "entry": "fields", 
/**
 * By their names in `ArticleContentView`; the text is none of them.
 */
fields: Partial<ArticleContentView>, };

export type Keep = "mine" | "theirs";

export type KeyPlace = "keyring" | "passphrase";

export type KeyRotateRequest = { 
/**
 * The profile's passphrase, where that is what opens it.
 */
passphrase: string | null, };

export type LegacyCharset = "tcvn3" | "vni" | "vps";

export type LineChange = "same" | "added" | "removed" | "edited" | "moved_away" | "moved_here";

export type LineView = { 
/**
 * What became of it.
 */
change: LineChange, 
/**
 * What it is.
 */
block: BlockView, 
/**
 * How many lists and quotes it stands in.
 */
depth: number, 
/**
 * Its text.
 */
pieces: Array<PieceView>, 
/**
 * What changed about it besides its text.
 */
notes: Array<NoteView>, };

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

export type MannersView = { 
/**
 * The desktop shows notifications.
 */
notifies: boolean, 
/**
 * The app can be started with the machine.
 */
autostart: AutostartView | null, 
/**
 * The desktop has a place for the icons of programs that run without a window.
 */
tray: boolean, 
/**
 * The input method that the system was told to use, by its name; none when it does not say.
 */
input_method: string | null, };

export type May = "edit" | "submit" | "recall" | "approve" | "send_back" | "choose" | "trash" | "take_back";

export type MediaListView = { 
/**
 * Pictures in reading order and then the attached files, each once.
 */
media: Array<MediaPlaceView>, };

export type MediaNote = "location_removed" | "metadata_removed" | "resized" | "rotated";

export type MediaPlace = "here" | "elsewhere" | "missing" | "damaged";

export type MediaPlaceView = { 
/**
 * Its digest.
 */
blob: string, 
/**
 * Where it is.
 */
place: MediaPlace, };

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

export type MilestoneView = "received" | "submitted" | "approved" | "published";

export type NameRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * The revision; none to make one of the text on the screen.
 */
revision: string | null, 
/**
 * What it is called; empty takes the name away.
 */
name: string, };

export type NetworkCosts = "as_the_system_says" | "costs" | "free";

export type NetworkCostsRequest = { 
/**
 * The wanted state.
 */
costs: NetworkCosts, };

export type NoteRequest = { 
/**
 * What happened.
 */
summary: string, 
/**
 * To which article.
 */
body: string, 
/**
 * What a click does, in a word.
 */
open: string, 
/**
 * The article that a click shows.
 */
article: string | null, };

export type NoteView = { 
/**
 * The attribute, by its name in the schema.
 */
attribute: string, 
/**
 * Its words on both sides.
 */
spans: Array<SpanView>, };

export type Nothing = Record<symbol, never>;

export type OriginalExportRequest = { 
/**
 * From [`OriginalView::original`].
 */
original: string, 
/**
 * A folder of this machine.
 */
folder: string, };

export type OriginalExported = { 
/**
 * Its path.
 */
path: string, };

export type OriginalKeepRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * From [`PasteView::paste`].
 */
paste: string, };

export type OriginalRequest = { 
/**
 * From [`OriginalView::original`].
 */
original: string, };

export type OriginalView = { 
/**
 * Which.
 */
original: string, 
/**
 * The name that it is written under.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * When it was kept.
 */
kept_ms: number, };

export type OriginalsView = { 
/**
 * The earliest first.
 */
originals: Array<OriginalView>, };

export type OutboxAct = "text" | "media" | "submit" | "recall" | "approve" | "send_back" | "delete";

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
 * What it waits for.
 */
waits_for: WaitsFor, 
/**
 * Since when it waits, UTC milliseconds of this machine.
 */
since_ms: number, 
/**
 * Why it was refused.
 */
trouble: TroubleView | null, 
/**
 * Its files, of pictures and files that are to be sent.
 */
files: Array<OutboxFileView>, 
/**
 * Bytes still to be sent for it.
 */
bytes: number, 
/**
 * What the person may do about it.
 */
may: Array<OutboxMay>, };

export type OutboxFileView = { 
/**
 * Names it.
 */
blob: string, 
/**
 * The name it came under; may be empty.
 */
file_name: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Bytes of it that the portal has.
 */
done: number, 
/**
 * Whether it is the one on its way.
 */
is_sending: boolean, 
/**
 * Whether a person said to send it although the network costs money.
 */
is_urged: boolean, 
/**
 * Why the portal refused it.
 */
trouble: TroubleView | null, };

export type OutboxMay = "retry" | "discard" | "send_anyway" | "open";

export type OutboxReportView = { 
/**
 * Lines of text.
 */
text: string, };

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
bytes: number, 
/**
 * Of these, those of pictures and files.
 */
media_bytes: number, };

export type PassFindingRequest = { 
/**
 * Which article.
 */
article: string, 
/**
 * The rule's name.
 */
rule: string, 
/**
 * What is written there.
 */
text: string, };

export type PasteAgainRequest = { 
/**
 * From [`PasteView::paste`].
 */
paste: string, 
/**
 * How it is to be read.
 */
manner: PasteManner, 
/**
 * The charset that the person says its letters are in.
 */
charset: LegacyCharset | null, };

export type PasteLine = { 
/**
 * What is counted.
 */
thing: PasteThing, 
/**
 * How many.
 */
count: number, };

export type PasteManner = "rich" | "words";

export type PasteRequest = { 
/**
 * `text/html`, when the page was shown it.
 */
html: string | null, 
/**
 * `text/plain`, when the page was shown it.
 */
text: string | null, 
/**
 * Whether the core is to look at the system's clipboard for what the page was not shown: a paste, and never a drop.
 */
native: boolean, 
/**
 * How it is to be read.
 */
manner: PasteManner, };

export type PasteSource = "word" | "excel" | "libre_office" | "google_docs" | "page" | "rtf" | "cells" | "text" | "picture" | "nothing";

export type PasteThing = "paragraphs" | "headings" | "list_items" | "tables" | "quotes" | "notes" | "links" | "pictures" | "tcvn3" | "vni" | "vps" | "made_lists" | "numbering" | "heading_levels" | "layout_tables" | "nested_tables" | "written_out" | "heights" | "recomposed" | "fancy_letters" | "insertions" | "deletions" | "hidden" | "comments" | "formatting" | "bad_links" | "remote_pictures" | "file_pictures" | "broken_pictures" | "active" | "too_much";

export type PasteView = { 
/**
 * Names this paste until the next one.
 */
paste: string, 
/**
 * Blocks of the schema, valid in an article; none when there was nothing to read.
 */
blocks: unknown[], 
/**
 * Where it came from.
 */
source: PasteSource, 
/**
 * What is in the article.
 */
kept: Array<PasteLine>, 
/**
 * What is in the article in another form.
 */
changed: Array<PasteLine>, 
/**
 * What is not in the article.
 */
dropped: Array<PasteLine>, 
/**
 * The charset that the letters seem to be in without saying so; the person is asked.
 */
suspect: LegacyCharset | null, 
/**
 * Whether a place was taken out of a picture that came along.
 */
location_removed: boolean, };

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

export type PictureCutRequest = { 
/**
 * A picture that is in an article now.
 */
blob: string, 
/**
 * How it is to be made of its source.
 */
recipe: RecipeView, };

export type PictureRequest = { 
/**
 * Its digest.
 */
blob: string, };

export type PictureSourceView = { 
/**
 * The picture that recipes are about.
 */
picture: MediaView, 
/**
 * Whether the file that came in is on this machine. Otherwise the picture that is asked for stands for it.
 */
is_original: boolean, };

export type PictureView = { 
/**
 * Under which licence or with whose leave it is shown; empty while nobody said.
 */
licence: string, 
/**
 * Whether a machine made it or changed what it shows; none while nobody answered.
 */
ai_made: boolean | null, 
/**
 * What must stay in sight where only a part of it is shown; none for its middle.
 */
focus: FocusView | null, 
/**
 * How it was made of the picture that came in; none when it is that picture.
 */
recipe: RecipeView | null, 
/**
 * Fields of newer builds; hand them back untouched.
 */
rest: unknown, };

export type PieceView = { 
/**
 * On which side it stands.
 */
side: SideView, 
/**
 * The same words on both sides, in another form.
 */
restyled: boolean, 
/**
 * The words.
 */
text: string, 
/**
 * Bold.
 */
strong: boolean, 
/**
 * Italic.
 */
em: boolean, 
/**
 * Where it leads.
 */
link: string | null, };

export type PlaceDecision = { "keep": "mine" } | { "keep": "theirs" } | { "keep": "both" } | { "keep": "edited", 
/**
 * It.
 */
written: unknown, };

export type PreviewRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * What it says.
 */
content: ArticleContentView, };

export type PreviewView = { 
/**
 * The first part of the page's address, which nobody can guess.
 */
key: string, 
/**
 * The second part; counts up. Only the last few are kept.
 */
edition: number, 
/**
 * The version of the template that made it, the same number on every portal that shows the same pages.
 */
template: number, 
/**
 * The portal whose page it is; empty before there is one.
 */
portal: string, 
/**
 * How many pictures are not on this machine, so that the page cannot show them.
 */
absent: number, };

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

export type ProofFinding = { 
/**
 * Its first UTF-16 unit in the block.
 */
start: number, 
/**
 * After its last unit.
 */
end: number, 
/**
 * The rule's name, the same for ever.
 */
rule: string, 
/**
 * How sure.
 */
severity: ProofSeverity, 
/**
 * What is written there.
 */
text: string, 
/**
 * What is wrong.
 */
reason: ProofReason, 
/**
 * What may be meant, the likeliest first.
 */
replacements: Array<string>, 
/**
 * The page of the offline help.
 */
help: string, 
/**
 * Whether adding the text to the dictionary settles it.
 */
learnable: boolean, };

export type ProofReason = { "because": "no_syllable", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "onset_misspelt", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "two_tones", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "tone_misplaced", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "stopped_tone", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "house_places_tone", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "grown_together" } | { "because": "hoi_for_nga", 
/**
 * What is written, in lower case.
 */
written: string, 
/**
 * How it is to be written.
 */
right: string, } | { "because": "nga_for_hoi", 
/**
 * What is written, in lower case.
 */
written: string, 
/**
 * How it is to be written.
 */
right: string, } | { "because": "no_such_word", 
/**
 * What is written, in lower case.
 */
written: string, 
/**
 * How it is to be written.
 */
right: string, } | { "because": "confused", 
/**
 * What is written, in lower case.
 */
written: string, 
/**
 * How it is to be written.
 */
right: string, } | { "because": "telex_keys", 
/**
 * What is written, in lower case.
 */
written: string, 
/**
 * How it is to be written.
 */
right: string, } | { "because": "vni_keys", 
/**
 * What is written, in lower case.
 */
written: string, 
/**
 * How it is to be written.
 */
right: string, } | { "because": "keys_left", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "marks_missing", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "chat_word", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "written_twice", 
/**
 * What is written, in lower case.
 */
written: string, } | { "because": "space_before_percent" } | { "because": "space_before_mark", 
/**
 * The mark.
 */
mark: string, } | { "because": "space_after_opening" } | { "because": "too_many_spaces" } | { "because": "no_space_before_opening" } | { "because": "no_space_after_closing" } | { "because": "no_space_after_mark", 
/**
 * The mark.
 */
mark: string, } | { "because": "mark_repeated", 
/**
 * The mark.
 */
mark: string, } | { "because": "two_full_stops" } | { "because": "one_mark_is_enough" } | { "because": "two_marks" } | { "because": "partner_missing", 
/**
 * The mark.
 */
mark: string, } | { "because": "sentence_starts_small", 
/**
 * The mark that ended it.
 */
mark: string, } | { "because": "person_name" } | { "because": "numbered_place", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "place_by_decree", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "place_name", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "agency_name", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "proper_name", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "law_name", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "feast_name", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "office_name", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "office_before_name" } | { "because": "former_name", 
/**
 * Its name.
 */
name: string, 
/**
 * Who does its work now.
 */
successor: string, } | { "because": "no_such_date" } | { "because": "nought_missing" } | { "because": "document_sign", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "document_kind", 
/**
 * How it is to be written.
 */
right: string, } | { "because": "decimal_point" } | { "because": "decomposed" } | { "because": "other_alphabet" } | { "because": "tcvn_font" } | { "because": "vni_font" };

export type ProofSeverity = "error" | "warning" | "hint";

export type ProofingSetRequest = { 
/**
 * Whether text is checked.
 */
on: boolean, 
/**
 * The person's habit.
 */
tones: TonePlace, };

export type ProofingView = { 
/**
 * Whether text is checked at all.
 */
on: boolean, 
/**
 * The habit that is asked for. The organisation's, where it has one, goes before the person's.
 */
tones: TonePlace, 
/**
 * Whether the organisation laid the habit down.
 */
tones_fixed: boolean, 
/**
 * The person's words, in the order of adding.
 */
words: Array<string>, 
/**
 * The organisation's words.
 */
house_words: Array<string>, };

export type ProposalReason = "in_review" | "published";

export type RecipeView = { 
/**
 * The picture that came in, by its digest.
 */
of: string, 
/**
 * Quarter turns, clockwise, before anything is cut: 0 to 3.
 */
turns: number, 
/**
 * What of the turned picture is kept; none for all of it.
 */
crop: CropView | null, };

export type RecoverRequest = { 
/**
 * The recovery code.
 */
code: string, 
/**
 * A passphrase for from now on, on a machine whose keyring does not take the key.
 */
new_passphrase: string | null, };

export type RecoveredPart = { 
/**
 * Which part.
 */
part: ArticlePart, 
/**
 * Its words, in reading order.
 */
words: Array<WordsView>, };

export type RecoveredView = { 
/**
 * Which.
 */
article: string, 
/**
 * Its title now.
 */
title: string, 
/**
 * When the unclean end was noticed, by this machine's clock.
 */
recovered_ms: number, 
/**
 * What differs, part by part; empty when the journal could not be applied.
 */
parts: Array<RecoveredPart>, 
/**
 * Batches that could not be applied and are kept.
 */
aside: number, };

export type RecoveryCodeRequest = { 
/**
 * The code.
 */
code: string, };

export type RecoveryCodeState = { "recovery": "none" } | { "recovery": "unconfirmed" } | { "recovery": "confirmed", 
/**
 * When it was made.
 */
made_ms: number, };

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

export type RecoveryKeep = "recovered" | "before";

export type RecoveryRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * Whether what came back stays.
 */
keep: RecoveryKeep, };

export type RecoveryTestView = { 
/**
 * Whether it opens this profile.
 */
opens: boolean, };

export type RecoveryView = { 
/**
 * What the check of the database found.
 */
check: CheckState, 
/**
 * Articles that are other than they were last written whole, until the person decides.
 */
articles: Array<RecoveredView>, };

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

export type RestoredView = { 
/**
 * The article as it is now.
 */
article: ArticleView, 
/**
 * The revision of the text that stood there before: restoring it undoes this.
 */
undo: string | null, };

export type RevisionKind = "autosave" | "named" | "submitted" | "approved" | "merged" | "remote" | "restored";

export type RevisionRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * From [`RevisionRow::revision`].
 */
revision: string, };

export type RevisionRow = { 
/**
 * SHA-256 of its bytes.
 */
revision: string, 
/**
 * Why it was made.
 */
kind: RevisionKind, 
/**
 * What the officer calls it.
 */
name: string | null, 
/**
 * What the portal did with it, in the order in which it did.
 */
milestones: Array<MilestoneView>, 
/**
 * Who wrote it; none when that is not known here.
 */
author: string | null, 
/**
 * Where it was written.
 */
place: WritingPlace, 
/**
 * When, by the clock of the device that it was written on.
 */
at_ms: number, 
/**
 * The revision that it was made from, when that is on this machine; else the one below.
 */
from: string | null, 
/**
 * Words that `from` lacks.
 */
added: number, 
/**
 * Words that only `from` has.
 */
removed: number, 
/**
 * Whether the text on the screen says exactly this.
 */
on_screen: boolean, };

export type RoleView = "officer" | "unit_leader" | "editor";

export type SafetyView = { 
/**
 * Where the key lives.
 */
key: KeyPlace, 
/**
 * Whether a recovery code opens this profile.
 */
recovery: RecoveryCodeState, 
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

export type SavedSearchPutRequest = { 
/**
 * The one to change, or to put back after it was deleted; none for a new one.
 */
search: string | null, 
/**
 * Its name: one line, 1 to 100 characters.
 */
name: string, 
/**
 * What it asks.
 */
question: SearchQuestion, };

export type SavedSearchRequest = { 
/**
 * From [`SavedSearchView::search`].
 */
search: string, };

export type SavedSearchView = { 
/**
 * Its id.
 */
search: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What it asks.
 */
question: SearchQuestion, };

export type SavedSearchesView = { 
/**
 * In the order in which they were made.
 */
searches: Array<SavedSearchView>, };

export type SearchQuestion = { 
/**
 * Which list.
 */
shelf: Shelf, 
/**
 * The words, as they were typed.
 */
query: string, 
/**
 * What narrows it.
 */
filters: Filters, 
/**
 * Its order.
 */
sort: Sort, };

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

export type SettleRequest = { 
/**
 * The article.
 */
article: string, 
/**
 * [`ConflictView::mine_hash`].
 */
mine_hash: string, 
/**
 * [`ConflictView::theirs_revision`].
 */
theirs_revision: string, 
/**
 * One for each of [`ConflictView::places`], in their order.
 */
decisions: Array<PlaceDecision>, };

export type Shelf = "drafts" | "sent" | "mine" | "published" | "trash" | "all";

export type ShelfCount = { 
/**
 * The list.
 */
shelf: Shelf, 
/**
 * Its articles.
 */
count: number, };

export type SideView = "same" | "removed" | "added";

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

export type Sort = "relevance" | "changed" | "title" | "author" | "section";

export type Span = { 
/**
 * Its first unit.
 */
start: number, 
/**
 * After its last unit.
 */
end: number, };

export type SpanView = { 
/**
 * Where.
 */
side: SideView, 
/**
 * The words.
 */
text: string, };

export type StateFilter = "on_device" | "sending" | "received" | "in_review" | "returned" | "published" | "trouble";

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
clock_skew_ms: number | null, 
/**
 * What the person says of the network's costs.
 */
costs: NetworkCosts, 
/**
 * Whether it costs money, as the person or the system says: texts go, media wait.
 */
metered: boolean, 
/**
 * Bytes of media that wait for a network that costs nothing.
 */
held_media_bytes: number, 
/**
 * Acts and texts of which it is not known whether they arrived.
 */
in_doubt: number, 
/**
 * Articles that the portal deleted, so many at once that a person has to say whether that was meant.
 */
withheld_deletions: number, };

export type TextBlock = { 
/**
 * The asker's name for it, given back with the answer.
 */
key: string, 
/**
 * Its text; U+FFFC where something stands that is no text.
 */
text: string, };

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

export type TonePlace = "either" | "old" | "new";

export type TrashPlace = { 
/**
 * Since when.
 */
since_ms: number, 
/**
 * When it will be deleted for good.
 */
until_ms: number, 
/**
 * Whether the portal has a copy, which stays there.
 */
on_portal: boolean, };

export type TrayWords = { 
/**
 * Shows the window.
 */
open: string, 
/**
 * Begins an article.
 */
new_article: string, 
/**
 * Ends the app.
 */
quit: string, 
/**
 * How it stands with saving and sending.
 */
state: string, };

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

export type UnsavedView = { 
/**
 * When it was saved.
 */
at_ms: number, 
/**
 * Words that the latest revision lacks.
 */
added: number, 
/**
 * Words that only the latest revision has.
 */
removed: number, };

export type WaitsFor = "turn" | "sign_in" | "network" | "captive" | "portal" | "trust" | "version" | "resumption" | "free_network" | "text" | "media" | "earlier" | "answer" | "reading" | "mending" | "choice";

export type WordRequest = { 
/**
 * As written.
 */
word: string, };

export type WordsAre = "same" | "added" | "removed";

export type WordsView = { 
/**
 * Where they are.
 */
is: WordsAre, 
/**
 * The words with the spaces and line ends between them.
 */
text: string, };

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

export type WritingPlace = "here" | "elsewhere";

/** Every command, with its question and its answer. */
export type Commands = {
  first_screen: { request: Nothing; answer: FirstScreenView };
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
  document_import: { request: PathRequest; answer: DocumentImported };
  profile_move: { request: PathRequest; answer: SafetyView };
  move_finish: { request: Nothing; answer: SafetyView };
  bundle_make: { request: BundleRequest; answer: BundleReport };
  bundle_open: { request: BundleOpenRequest; answer: AppView };
  catalogue: { request: Nothing; answer: CatalogueView };
  article_list: { request: ArticleListRequest; answer: ArticleListView };
  article_create: { request: ArticleCreateRequest; answer: ArticleView };
  article_open: { request: ArticleRequest; answer: ArticleView };
  article_save: { request: ArticleSaveRequest; answer: ArticleSaved };
  article_journal: { request: ArticleJournalRequest; answer: ArticleJournaled };
  article_check: { request: ArticleRequest; answer: CheckView };
  article_submit: { request: ArticleRequest; answer: ArticleView };
  article_recall: { request: ArticleRequest; answer: ArticleView };
  article_approve: { request: DecisionRequest; answer: ArticleView };
  article_send_back: { request: SendBackRequest; answer: ArticleView };
  article_choose: { request: ChooseRequest; answer: ArticleView };
  conflict_look: { request: ArticleRequest; answer: ConflictView };
  conflict_settle: { request: SettleRequest; answer: ArticleView };
  article_trash: { request: ArticleRequest; answer: ArticleView };
  article_take_back: { request: ArticleRequest; answer: ArticleView };
  article_delete: { request: ArticleRequest; answer: Nothing };
  history_list: { request: HistoryRequest; answer: HistoryView };
  history_name: { request: NameRequest; answer: HistoryView };
  history_compare: { request: CompareRequest; answer: CompareView };
  history_restore: { request: RevisionRequest; answer: RestoredView };
  check_text: { request: CheckTextRequest; answer: CheckTextView };
  proofing_state: { request: Nothing; answer: ProofingView };
  proofing_set: { request: ProofingSetRequest; answer: ProofingView };
  word_add: { request: WordRequest; answer: ProofingView };
  word_remove: { request: WordRequest; answer: ProofingView };
  finding_pass: { request: PassFindingRequest; answer: Nothing };
  finding_take_up: { request: PassFindingRequest; answer: Nothing };
  preview_render: { request: PreviewRequest; answer: PreviewView };
  picture_source: { request: PictureRequest; answer: PictureSourceView };
  picture_cut: { request: PictureCutRequest; answer: MediaView };
  media_list: { request: ArticleRequest; answer: MediaListView };
  paste_read: { request: PasteRequest; answer: PasteView };
  paste_again: { request: PasteAgainRequest; answer: PasteView };
  original_keep: { request: OriginalKeepRequest; answer: OriginalsView };
  original_list: { request: ArticleRequest; answer: OriginalsView };
  original_export: { request: OriginalExportRequest; answer: OriginalExported };
  original_delete: { request: OriginalRequest; answer: OriginalsView };
  saved_search_list: { request: Nothing; answer: SavedSearchesView };
  saved_search_put: { request: SavedSearchPutRequest; answer: SavedSearchesView };
  saved_search_delete: { request: SavedSearchRequest; answer: SavedSearchesView };
  away_digest: { request: Nothing; answer: AwayView };
  away_seen: { request: AwaySeenRequest; answer: AwayView };
  recovery_list: { request: Nothing; answer: RecoveryView };
  recovery_resolve: { request: RecoveryRequest; answer: RecoveryView };
  outbox_list: { request: Nothing; answer: OutboxView };
  outbox_retry: { request: OutboxRequest; answer: OutboxView };
  outbox_discard: { request: OutboxRequest; answer: OutboxView };
  outbox_send_anyway: { request: OutboxRequest; answer: OutboxView };
  outbox_report: { request: Nothing; answer: OutboxReportView };
  deletions_list: { request: Nothing; answer: DeletionsView };
  deletions_answer: { request: DeletionsRequest; answer: SyncView };
  network_costs: { request: NetworkCostsRequest; answer: SyncView };
  sync_now: { request: Nothing; answer: SyncView };
  sync_pause: { request: PauseRequest; answer: SyncView };
};

/** Every error code, so that each can be asked for its sentence. */
export const ERROR_CODES: readonly ErrorCode[] = ["locked", "wrong_passphrase", "weak_passphrase", "recovery_code_mistyped", "recovery_code_wrong", "recovery_code_none", "recovery_groups_differ", "work_goes_on", "work_stopped", "folder_unusable", "file_foreign", "document_unreadable", "copy_damaged", "snapshot_unreadable", "wrong_credentials", "auth_required", "portal_unreachable", "portal_silent", "portal_failing", "portal_captive", "portal_untrusted", "portal_incompatible", "portal_busy", "portal_refused", "bad_portal_address", "wrong_state", "content_changed", "incomplete", "article_not_found", "revision_not_found", "article_too_new", "invalid_content", "disk_full", "storage_failed", "media_unsupported", "media_corrupt", "media_mislabelled", "media_too_large", "media_too_many_pixels", "media_empty", "media_not_here", "media_damaged", "media_unreadable", "bad_request", "internal"];
