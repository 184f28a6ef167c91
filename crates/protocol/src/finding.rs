//! How a list is narrowed and ordered, and where a row was found.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What narrows a list beside its words. What is empty narrows nothing; within one field any value will do, and every field must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Filters {
    /// Chuyên mục, by code.
    pub sections: Vec<String>,
    /// Thể loại, by code.
    pub kinds: Vec<String>,
    /// Where an article is.
    pub states: Vec<StateFilter>,
    /// Tác giả, as the byline or the owner's name has it.
    pub authors: Vec<String>,
    /// Changed at or after.
    #[ts(type = "number | null")]
    pub from_ms: Option<i64>,
    /// Changed before.
    #[ts(type = "number | null")]
    pub to_ms: Option<i64>,
    /// What an article carries; every one of these.
    pub has: Vec<Has>,
}

/// Where an article is, as coarsely as a person asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StateFilter {
    /// Ở máy này.
    OnDevice,
    /// Đang gửi.
    Sending,
    /// Cổng đã nhận.
    Received,
    /// Chờ duyệt.
    InReview,
    /// Bị trả lại.
    Returned,
    /// Đã đăng.
    Published,
    /// Refused, or waiting for a choice.
    Trouble,
}

/// What an article carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Has {
    /// A picture.
    Image,
    /// A file beside the text.
    File,
    /// A link.
    Link,
    /// A table.
    Table,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The best answer to the words first; without words, as [`Sort::Changed`].
    Relevance,
    /// The last changed first.
    #[default]
    Changed,
    /// By title, as a Vietnamese dictionary orders.
    Title,
    /// By the author's given name.
    Author,
    /// By the section's name.
    Section,
}

/// Why a row is among the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundView {
    /// What was found in the row's title.
    pub title: Vec<Span>,
    /// A piece of the text around what was found; empty when only the title has it.
    pub snippet: String,
    /// What was found in `snippet`.
    pub marks: Vec<Span>,
}

/// A stretch of a text, in UTF-16 units, so that the window can slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it has ended.
    pub end: u32,
}
