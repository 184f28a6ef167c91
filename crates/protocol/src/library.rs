//! Searches that are kept under a name, and what happened while nobody looked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Filters, Shelf, Sort};

/// Everything that a list is asked, without the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchQuestion {
    /// Which list.
    pub shelf: Shelf,
    /// The words, as they were typed.
    #[serde(default)]
    pub query: String,
    /// What narrows it.
    #[serde(default)]
    pub filters: Filters,
    /// Its order.
    #[serde(default)]
    pub sort: Sort,
}

/// A search under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSearchView {
    /// Its id.
    pub search: String,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub question: SearchQuestion,
}

/// Every saved search of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSearchesView {
    /// In the order in which they were made.
    pub searches: Vec<SavedSearchView>,
}

/// Keeps a search, or changes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSearchPutRequest {
    /// The one to change, or to put back after it was deleted; none for a new one.
    #[serde(default)]
    pub search: Option<String>,
    /// Its name: one line, 1 to 100 characters.
    pub name: String,
    /// What it asks.
    pub question: SearchQuestion,
}

/// One saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSearchRequest {
    /// From [`SavedSearchView::search`].
    pub search: String,
}

/// What others did on the portal since the person last looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AwayView {
    /// When they last looked, by this machine's clock; none when they never did, and then there are no lines.
    #[ts(type = "number | null")]
    pub since_ms: Option<i64>,
    /// How far this digest reaches: what `away_seen` is to be told.
    pub mark: AwayMark,
    /// One line for each article, the latest first; at most 100.
    pub lines: Vec<AwayLine>,
    /// Articles beyond those.
    pub more: u32,
}

/// A place in a portal's history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AwayMark {
    /// The portal's commit order.
    #[ts(type = "number")]
    pub seq: u64,
    /// The latest event, by the portal's clock.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// What happened to one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AwayLine {
    /// The article.
    pub article: String,
    /// Its title; may be empty.
    pub title: String,
    /// The last thing that happened to it.
    pub what: AwayKind,
    /// By whom, when it is known.
    pub by: Option<String>,
    /// Why, where someone said so.
    pub reason: Option<String>,
    /// When, by the portal's clock.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// What happened to an article while its person was away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AwayKind {
    /// Trả lại.
    Returned,
    /// Duyệt, with levels still to come.
    Approved,
    /// Đăng.
    Published,
    /// Someone else's text stands on the portal.
    Changed,
    /// Someone else's text stands on the portal and contradicts what was written here.
    Conflict,
    /// It came to this person for a decision.
    Waiting,
}

/// Everything up to this place was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AwaySeenRequest {
    /// From [`AwayView::mark`].
    pub mark: AwayMark,
}
