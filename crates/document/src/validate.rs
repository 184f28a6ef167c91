//! What makes a content valid, and what a submission needs beyond that.

use crate::ArticleContent;

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
    let _ = content;
    Ok(())
}

/// What a submission needs and a draft may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lacking {
    /// A title.
    Title,
    /// A sapo.
    Sapo,
    /// A section.
    Section,
    /// Words in the body.
    Body,
    /// Alt text of a picture that is not marked decorative.
    ImageAlt,
    /// The credit of a picture.
    ImageCredit,
}

/// What a content lacks for submission, each once, in the order in which an officer fills a page.
pub fn lacking(content: &ArticleContent) -> Vec<Lacking> {
    let _ = content;
    Vec::new()
}
