//! What to look for in lists, and where it was found.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Filters of a list. An empty one lets everything pass; several values of one let any of them pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Filters {
    /// Chuyên mục, codes.
    pub sections: Vec<String>,
    /// Thể loại, codes.
    pub kinds: Vec<String>,
    /// Trạng thái.
    pub states: Vec<StateFilter>,
    /// Words of authors' names, with or without accents.
    pub authors: Vec<String>,
    /// Changed at this moment or later.
    #[ts(type = "number | null")]
    pub from_ms: Option<i64>,
    /// Changed before this moment.
    #[ts(type = "number | null")]
    pub to_ms: Option<i64>,
    /// All of these have to be in the article.
    pub has: Vec<Has>,
}

/// Classes of [`crate::Status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StateFilter {
    /// Ở máy này.
    OnDevice,
    /// On its way: text, media, a submission or a decision.
    Sending,
    /// Cổng đã nhận.
    Received,
    /// Waiting at a level.
    InReview,
    /// Trả lại.
    Returned,
    /// Đã đăng.
    Published,
    /// Refused, or waiting for a choice.
    Trouble,
}

/// What an article may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Has {
    /// A picture in the text.
    Image,
    /// A file beside it.
    File,
    /// A link.
    Link,
    /// A table.
    Table,
}

/// The order of a list. Texts are in Vietnamese order; equals are ordered by their last change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// How well it answers the query; without one, the last change.
    Relevance,
    /// The last change, the latest first.
    #[default]
    Changed,
    /// The title.
    Title,
    /// The author, by given name.
    Author,
    /// The section's name.
    Section,
}

/// Where a query was found in an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundView {
    /// In the title of the row.
    pub title: Vec<Span>,
    /// The place in sapo or text that says most of what was looked for, as it was written.
    pub snippet: String,
    /// In the snippet.
    pub marks: Vec<Span>,
}

/// A part of a text in UTF-16 units, so that `text.slice(start, end)` is it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    /// Its first unit.
    pub start: u32,
    /// After its last unit.
    pub end: u32,
}
