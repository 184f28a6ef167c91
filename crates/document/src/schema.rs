//! The schema of an article's text, one file for the editor and for this crate.

/// The schema as the editor reads it.
pub const ARTICLE: &str = include_str!("../schema/article.schema.json");
