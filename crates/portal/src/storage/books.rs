//! What the portal can be asked to remember, in one transaction.
//!
//! [`Books`] is the whole of it: the rules of [`workflow`](crate::workflow) and the handlers of the API know nothing else, and no SQL.
//! SQLite keeps the books here; another database keeps them by implementing the same trait. Every method runs inside the caller's
//! transaction, so that an effect, its receipt and its place in the commit order stand or fall together.

use banthao_document::{AccountId, ArticleId, BlobId, DeviceId, OpId, Revision, RevisionId};
use banthao_portal_api::wire::{Account, Catalogue, Level, Person, Receipt, WorkflowEvent};
use rusqlite::Connection;
use uuid::Uuid;

use super::{
    Result, accounts,
    articles::{self, Article, Written},
    blobs::{self, BlobRow, Kept, Rendition},
    catalogue, events, holders,
    installation::{self, Installation},
    publications::{self, PublicationRow, Published},
    receipts::{self, Sender},
    savepoint,
    sessions::{self, SessionRow},
    tombstones::{self, Tombstone},
    uploads::{self, UploadId, UploadRow},
};

/// The trait, and SQLite's keeping of it: each method is the function beside it.
macro_rules! books {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $value:ty = $path:path;)*) => {
        /// All that is remembered, as one transaction sees it.
        pub trait Books {
            $($(#[$doc])* fn $name(&self, $($argument: $type),*) -> Result<$value>;)*
        }

        impl Books for Connection {
            $(fn $name(&self, $($argument: $type),*) -> Result<$value> { $path(self, $($argument),*) })*
        }
    };
}

books! {
    /// Runs `work`, and takes back all that it did unless it says to keep it.
    attempt(work: &mut dyn FnMut() -> Result<savepoint::Verdict>) -> () = savepoint::attempt;

    /// This installation as it now stands.
    installation() -> Installation = installation::read;
    /// Gives this installation another epoch: it was restored from a backup, and cursors handed out before mean nothing.
    begin_epoch(epoch: Uuid) -> () = installation::begin_epoch;
    /// Sections, kinds and levels as they now are.
    catalogue() -> Catalogue = catalogue::read;

    /// Adds an account; false and nothing done when the name is taken.
    add_account(account: &Account, password_hash: &str) -> bool = accounts::add;
    /// The account of this id.
    account(id: AccountId) -> Option<Account> = accounts::find;
    /// The id and password hash behind a sign-in name.
    credentials(username: &str) -> Option<(AccountId, String)> = accounts::credentials;
    /// Keeps a new session and forgets those that have ended.
    add_session(session: &SessionRow) -> () = sessions::add;
    /// Whose token this is and on which device, unless it has ended.
    session(token_hash: [u8; 32], now_ms: i64) -> Option<(AccountId, DeviceId)> = sessions::find;
    /// Ends a session.
    revoke_session(token_hash: [u8; 32]) -> () = sessions::revoke;

    /// The article of this id, deleted or not.
    article(id: ArticleId) -> Option<Article> = articles::find;
    /// Articles that an account may see and that changed after `seq`, in the commit order, at most `limit`.
    changed_after(account: &Account, levels: &[Level], seq: i64, limit: usize) -> Vec<Article> = articles::changed_after;
    /// Writes an article as it now stands and gives it the next place in the commit order.
    save_article(article: &mut Article) -> () = articles::save;
    /// Keeps a revision and the list of the media that it needs.
    keep_revision(revision: &Written, sent_by: DeviceId, now_ms: i64) -> () = articles::keep_revision;
    /// A revision of an article, when it was received, UTC milliseconds, and who sent it.
    revision(article: ArticleId, id: RevisionId) -> Option<(Revision, i64, Option<DeviceId>)> = articles::revision;
    /// When a revision of an article was received, UTC milliseconds, and who sent it.
    received(article: ArticleId, id: RevisionId) -> Option<(i64, Option<DeviceId>)> = articles::received;
    /// The media of a revision that are not here, or that the article's owner does not hold, in reading order.
    missing_blobs(revision: RevisionId, owner: AccountId) -> Vec<BlobId> = articles::missing_blobs;
    /// Marks an article as deleted; [`save_article`](Self::save_article) gives that its place in the commit order.
    bury(article: ArticleId, by: &Person, at_ms: i64) -> () = tombstones::bury;
    /// Takes a tombstone away.
    unbury(article: ArticleId) -> () = tombstones::unbury;
    /// Who deleted an article, if anyone.
    tombstone(article: ArticleId) -> Option<Tombstone> = tombstones::find;
    /// Forgets the articles that were deleted before `before_ms`, and makes cursors from before that void.
    forget_tombstones(before_ms: i64) -> usize = tombstones::forget;

    /// Adds to what happened to an article.
    add_event(article: ArticleId, event: &WorkflowEvent) -> () = events::add;
    /// What happened to an article, oldest first.
    events(article: ArticleId) -> Vec<WorkflowEvent> = events::of;
    /// Who approved the submission that waits now, at whatever level.
    approvers(article: ArticleId) -> Vec<AccountId> = events::approvers;

    /// The receipt of an operation and the digest of what it asked.
    receipt(sender: Sender, op: OpId) -> Option<([u8; 32], Receipt)> = receipts::find;
    /// Keeps a receipt, and with it how far the device has come.
    keep_receipt(sender: Sender, article: ArticleId, asked: [u8; 32], receipt: &Receipt, now_ms: i64) -> () = receipts::keep;
    /// Forgets receipts that arrived and are old.
    forget_receipts(sender: Sender, ack_through: u64, now_ms: i64) -> () = receipts::forget;
    /// The highest `op_seq` of a device such that all up to it is in what the device has been told.
    last_op_seq(sender: Sender, from: i64, reached: i64) -> u64 = receipts::last_op_seq;

    /// What is known of a medium, if it is here.
    blob(id: BlobId) -> Option<BlobRow> = blobs::find;
    /// Makes a durable file known, and its sender a holder.
    keep_blob(id: BlobId, row: &BlobRow, holder: AccountId, now_ms: i64) -> Kept = blobs::keep;
    /// Keeps the renditions of a picture; none says that it cannot be decoded.
    keep_renditions(id: BlobId, renditions: &[Rendition], now_ms: i64) -> () = blobs::keep_renditions;
    /// The renditions of a picture, narrowest first.
    renditions(id: BlobId) -> Vec<Rendition> = blobs::renditions;
    /// Whether the public may see a medium: a published revision shows it.
    is_public(id: BlobId) -> bool = blobs::is_public;
    /// Whether an account holds a medium.
    holds(account: AccountId, id: BlobId) -> bool = holders::holds;
    /// Whether an account may read a medium: it holds it, or sees an article whose owner does.
    may_read(account: &Account, levels: &[Level], id: BlobId) -> bool = holders::may_read;
    /// Bytes that an account holds, and those of its uploads under way.
    used_bytes(account: AccountId) -> u64 = holders::used_bytes;

    /// Begins an upload.
    add_upload(upload: &UploadRow) -> () = uploads::add;
    /// An upload that has not expired.
    upload(id: UploadId, now_ms: i64) -> Option<UploadRow> = uploads::find;
    /// Forgets an upload.
    remove_upload(id: UploadId) -> () = uploads::remove;
    /// Forgets the uploads that have expired and names them.
    expired_uploads(now_ms: i64) -> Vec<UploadId> = uploads::expire;

    /// The public state of an article, if it has one.
    publication(article: ArticleId) -> Option<PublicationRow> = publications::find;
    /// Makes a revision public: for the first time under an address of its own, later under the same one.
    publish(revision: &Revision, slug: &str, now_ms: i64) -> () = publications::publish;
    /// The public article behind the last part of an address.
    published_at(short_id: &str) -> Option<Published> = publications::by_short_id;
    /// The public article of this id.
    published(article: ArticleId) -> Option<Published> = publications::by_article;
    /// The newest public articles, of one section or of all.
    latest(section: Option<&str>, skip: usize, limit: usize) -> Vec<Published> = publications::latest;
    /// How many public articles a section has.
    count_published(section: &str) -> usize = publications::count;
    /// The address and latest change of every public article, newest first, as many as a site map may name.
    addresses() -> Vec<(String, i64)> = publications::addresses;
}
