//! What happened in a world, as its people and the wire could see it. The [`checker`](crate::checker) knows nothing else.

use std::collections::{BTreeMap, BTreeSet};

use banthao_document::{AccountId, ArticleId, BlobId, ContentHash, DeviceId, OpId};
use banthao_portal_api::wire::{ArticleChange, PullPage, PushRequest, PushResponse};

use crate::text::Word;

/// What a person asks of the portal about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Request {
    Submit,
    Recall,
    Approve,
    SendBack,
}

/// What a device shows of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    pub content: ContentHash,
    pub words: BTreeSet<Word>,
}

/// Who asks the portal, and on which device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sender {
    pub account: AccountId,
    pub device: DeviceId,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Fact {
    /// Somebody wrote. `saved` when the machine said that it is; otherwise it may be.
    Wrote { desk: usize, article: ArticleId, added: Word, removed: BTreeSet<Word>, saved: bool },
    /// Somebody decided against words that they were shown.
    DecidedAgainst { article: ArticleId, words: BTreeSet<Word> },
    /// Somebody threw an article away on a device, and may take it back.
    ThrewAway { desk: usize, article: ArticleId },
    /// Somebody deleted an article, having seen these words.
    Deleted { desk: usize, article: ArticleId, words: BTreeSet<Word> },
    /// Somebody added a file.
    Attached { article: ArticleId, file: BlobId, saved: bool },
    /// Somebody asked something of the portal.
    Asked { article: ArticleId, request: Request, operation: OpId, saved: bool },
    /// Somebody gave up what they had asked for: it had not left the machine, or the portal refuses it.
    GaveUp { operation: OpId },
    /// What a device shows now, of everything on its lists.
    Shown { desk: usize, screens: BTreeMap<ArticleId, Screen> },
    /// The portal took a push and answered so, whoever heard it.
    Pushed { sender: Sender, request: PushRequest, response: Box<PushResponse> },
    /// The portal failed a push, or stopped over it: all of it took effect or nothing. What it tells of everything afterwards.
    Failed { sender: Sender, request: PushRequest, there: BTreeMap<ArticleId, (u64, There)> },
    /// The portal told news since a cursor, whoever heard it; none when there were none.
    Told { sender: Sender, cursor: Option<String>, page: Option<Box<PullPage>> },
    /// The portal's disk was copied.
    BackedUp,
    /// The copy was put back.
    Restored,
}

/// How it all ended, when nothing was broken any more and nobody wanted anything.
#[derive(Debug, Clone, Default)]
pub struct End {
    /// What each device shows.
    pub shown: Vec<BTreeMap<ArticleId, Screen>>,
    /// Who is at each device.
    pub people: Vec<Option<AccountId>>,
    /// What still waits in each device's outbox.
    pub waiting: Vec<Vec<String>>,
    /// What the portal tells each account from the beginning.
    pub told: BTreeMap<AccountId, BTreeMap<ArticleId, There>>,
}

/// What the portal has of an article, and its place in the commit order.
#[derive(Debug, Clone)]
pub enum There {
    Article(Box<ArticleChange>),
    Deleted,
}

/// Everything that happened.
#[derive(Debug, Clone, Default)]
pub struct History {
    pub facts: Vec<Fact>,
    pub end: End,
}

impl std::fmt::Display for Fact {
    /// One line that a person can follow.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pushed { sender, request, response } => {
                write!(f, "pushed by {}:", short(sender.device))?;
                for (operation, receipt) in request.operations.iter().zip(&response.receipts) {
                    let act = serde_json::to_value(&operation.act).unwrap_or_default();
                    let outcome = serde_json::to_value(&receipt.outcome).unwrap_or_default();
                    write!(
                        f,
                        " [{} {} of {} {} {}{}{}]",
                        operation.op_seq,
                        act["act"],
                        short(operation.article),
                        outcome["outcome"],
                        outcome["problem"]["detail"],
                        if receipt.replayed { " again" } else { "" },
                        if outcome["missing_blobs"].as_array().is_some_and(|blobs| !blobs.is_empty()) { " lacks files" } else { "" },
                    )?;
                }
                Ok(())
            }
            Self::Told { sender, cursor, page } => {
                let from = if cursor.is_some() { "since" } else { "from the beginning" };
                write!(f, "told {} {from}:", short(sender.device))?;
                for change in page.iter().flat_map(|page| &page.changes) {
                    let told = serde_json::to_value(change).unwrap_or_default();
                    let files = told["missing_blobs"].as_array().map_or(0, Vec::len);
                    write!(f, " [{} {} {} {} lacks {files}]", change.seq, short(change.article), told["change"], told["stage"]["stage"])?;
                }
                Ok(())
            }
            Self::Shown { desk, screens } => {
                write!(f, "shown on {desk}:")?;
                for (article, screen) in screens {
                    write!(f, " {} {:?}", short(article), screen.words)?;
                }
                Ok(())
            }
            Self::DecidedAgainst { article, words } => write!(f, "decided in {} against {words:?}", short(article)),
            Self::Attached { article, file, saved } => write!(f, "put {} beside {}, saved: {saved}", short(file), short(article)),
            Self::Failed { request, .. } => write!(f, "failed a push of {} operations", request.operations.len()),
            other => write!(f, "{other:?}"),
        }
    }
}

/// The end of an id, which is what differs in a world.
fn short(id: impl ToString) -> String {
    let id = id.to_string();
    format!("{}-{}", &id[19..23], &id[id.len() - 4..])
}
