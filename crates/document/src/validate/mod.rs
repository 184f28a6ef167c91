//! What makes a content valid, and what a submission needs beyond that.
//!
//! A content reaches the store, the portal and the public page through [`content`] alone, so it refuses whatever it does not know: a
//! client of this build writes nothing else, and one of a newer build says so in [`ArticleContent::schema`]. [`lacking`] is about people
//! instead: a draft may lack a title for weeks, a submission may not.

mod body;
mod lacking;
mod metadata;
mod table;
#[cfg(test)]
mod tests;
mod unwritten;

use crate::{ArticleContent, SCHEMA_VERSION};

pub use lacking::{Lacking, lacking};
pub use unwritten::is_unwritten;

/// Levels of nodes, the root counted.
pub const DEEPEST: usize = 32;
/// Nodes of a text, the root and every piece of text counted.
pub const MOST_NODES: usize = 50_000;
/// Bytes of all texts of a content together, metadata included.
pub const MOST_TEXT: usize = 2 * 1024 * 1024;
/// Pictures of which something is known beside the text. As many as a text could hold ten times over.
pub const MOST_PICTURES: usize = 1_000;
/// Attached files.
pub const MOST_ATTACHMENTS: usize = 100;

/// Why a content breaks the schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Invalid {
    /// In words, without any of the article's text.
    pub reason: String,
}

/// Whether a content keeps to the schema.
///
/// # Errors
/// [`Invalid`] says what breaks it first.
pub fn content(content: &ArticleContent) -> Result<(), Invalid> {
    if !(1..=SCHEMA_VERSION).contains(&content.schema) {
        return refuse(format!("schema {} is not one that this build knows", content.schema));
    }
    metadata::check(content)?;
    body::check(&content.body.0, MOST_TEXT - metadata::text_bytes(content).min(MOST_TEXT))
}

fn refuse<T>(reason: impl Into<String>) -> Result<T, Invalid> {
    Err(Invalid { reason: reason.into() })
}

fn require(condition: bool, reason: &str) -> Result<(), Invalid> {
    if condition { Ok(()) } else { refuse(reason) }
}
