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
    /// How much still waits in each device's outbox.
    pub waiting: Vec<usize>,
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
