//! What changed between two contents of an article, for people to read and for machines to apply.
//!
//! [`diff`] compares fields and attachments by what they are, blocks by their ids and then by their words, and text syllable by syllable. What it
//! returns is whole: [`ContentDiff::apply`] turns the earlier content into the later one, byte for byte, and refuses any other. [`rows`] lays it
//! out in lines for a page. Nothing is interpreted that the schema does not know: such a part is shown as taken out and put in.

pub(crate) mod align;
mod blocks;
mod fields;
mod inline;
mod lines;
pub(crate) mod matching;
mod nodes;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ArticleContent;

pub use blocks::Child;
pub use fields::{FieldDiff, ListedDiff};
pub use inline::Run;
pub use lines::{Block, CELL, Change, Counts, Line, Note, Piece, counts, rows};
pub use nodes::{AttributeDiff, Inside, NodeDiff};
pub use words::{Span, SpanChange, count, count_of, spans};

/// Everything that changed from one content to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContentDiff {
    /// The fields that changed, in the order in which a page shows them.
    pub fields: Vec<FieldDiff>,
    /// The text.
    pub body: NodeDiff,
    /// The attached files, all of them, those that went among those that stay.
    pub attachments: Vec<ListedDiff>,
}

/// The diff was made from another content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the difference was made from another text")]
pub struct Mismatch;

/// Compares two contents.
pub fn diff(before: &ArticleContent, after: &ArticleContent) -> ContentDiff {
    ContentDiff {
        fields: fields::diff(before, after),
        body: nodes::diff(&before.body.0, &after.body.0),
        attachments: fields::attachments(before, after),
    }
}

impl ContentDiff {
    /// The later content, made from the earlier one.
    ///
    /// # Errors
    /// [`Mismatch`] when `before` is not the content that the diff was made from.
    pub fn apply(&self, before: &ArticleContent) -> Result<ArticleContent, Mismatch> {
        if self.body.before() != before.body.0 {
            return Err(Mismatch);
        }
        let mut after: Value = serde_json::to_value(before).map_err(|_| Mismatch)?;
        fields::apply(&self.fields, &mut after)?;
        after["body"] = self.body.after();
        after["attachments"] = fields::apply_attachments(&self.attachments, &before.attachments)?;
        serde_json::from_value(after).map_err(|_| Mismatch)
    }

    /// Whether anything changed.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
            && matches!(self.body, NodeDiff::Same { .. })
            && self.attachments.iter().all(|attachment| matches!(attachment, ListedDiff::Same { .. }))
    }
}
