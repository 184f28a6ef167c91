//! Questions.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{ArticleContentView, Filters, Sort};

/// No parameters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// A passphrase for a machine without a keyring.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnlockRequest {
    /// At least 10 characters when it is new.
    pub passphrase: String,
}

/// A sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignInRequest {
    /// The portal's address: https, or http on loopback.
    pub portal_url: String,
    /// Sign-in name.
    pub username: String,
    /// Password; not kept.
    pub password: String,
    /// The passphrase of the other person's profile, on a machine without a keyring.
    #[serde(default)]
    pub passphrase: Option<String>,
}

/// Another profile of this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileSwitchRequest {
    /// From [`crate::AppView::profiles`].
    pub profile: String,
}

/// A list, and what to look for in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleListRequest {
    /// Which list.
    pub shelf: Shelf,
    /// What to find, with or without accents: words, "phrases", -excluded, and fields such as `mục:`, `tác giả:`, `từ:2026-01-01`, `có:ảnh`;
    /// empty for everything. Any text is a query.
    #[serde(default)]
    pub query: String,
    /// Beside those in the query.
    #[serde(default)]
    pub filters: Filters,
    /// Of the rows.
    #[serde(default)]
    pub sort: Sort,
    /// How many rows to leave out.
    #[serde(default)]
    pub offset: u32,
    /// How many rows to give, at most 500.
    #[serde(default = "a_page")]
    pub limit: u32,
}

fn a_page() -> u32 {
    50
}

/// The lists of the left pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// Bản thảo: with me, not yet submitted or given back.
    Drafts,
    /// Đã gửi: submitted, waiting for others.
    Sent,
    /// Chờ tôi: waiting for my decision.
    Mine,
    /// Đã đăng.
    Published,
    /// Thùng rác: thrown away, and nowhere else.
    Trash,
    /// Every list except the trash, for finding.
    All,
}

/// A new article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleCreateRequest {
    /// Thể loại, a code of the catalogue; `tin` when there is none yet.
    #[serde(default)]
    pub kind: Option<String>,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleRequest {
    /// Its id.
    pub article: String,
}

/// What the officer typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleSaveRequest {
    /// The article.
    pub article: String,
    /// Its whole content.
    pub content: ArticleContentView,
    /// The `content_hash` of what this text was typed from. When the article has another text by now, because the portal's came in between, the
    /// two become a choice and neither replaces the other.
    pub base_hash: String,
    /// The last batch of the journal that this content includes, 0 for none. A content that lacks a later batch is refused.
    #[serde(default)]
    pub journal_seq: u32,
    /// Where the caret stands, for the next start; opaque to the core.
    #[ts(type = "unknown")]
    #[serde(default)]
    pub caret: Value,
}

/// A decision about exactly one content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecisionRequest {
    /// The article.
    pub article: String,
    /// The content that was on the screen; see [`crate::ArticleView::content_hash`].
    pub content_hash: String,
}

/// Trả lại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendBackRequest {
    /// The article.
    pub article: String,
    /// The content that was on the screen.
    pub content_hash: String,
    /// Why; not empty.
    pub reason: String,
}

/// Which text goes on after both sides changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseRequest {
    /// The article.
    pub article: String,
    /// Whose text.
    pub keep: Keep,
}

/// Whose text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// This machine's.
    Mine,
    /// The portal's.
    Theirs,
}

/// One entry of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxRequest {
    /// From [`crate::OutboxEntryView::entry`].
    pub entry: String,
}

/// Whether to hold everything back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PauseRequest {
    /// The wanted state.
    pub sending: Sending,
}

/// What the person says of the network's costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NetworkCostsRequest {
    /// The wanted state.
    pub costs: NetworkCosts,
}

/// Whether the network at hand costs money by the byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NetworkCosts {
    /// Whatever the operating system says; where it says nothing, it does not.
    AsTheSystemSays,
    /// It does: texts go, media wait.
    Costs,
    /// It does not.
    Free,
}

/// What becomes of many deletions that the portal told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeletionsRequest {
    /// The answer.
    pub answer: DeletionsAnswer,
}

/// Whether many deletions were meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeletionsAnswer {
    /// They were: the articles go to the trash here too.
    CarryOut,
    /// They were not: the articles stay here and go up again.
    Keep,
}

/// Whether the app sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sending {
    /// Whenever the portal is reachable.
    Automatic,
    /// Not until told to.
    Paused,
}
