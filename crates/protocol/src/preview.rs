//! How an article would look to the public.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ArticleContentView;

/// An article as it stands on the screen, saved or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PreviewRequest {
    /// The article.
    pub article: String,
    /// What it says.
    pub content: ArticleContentView,
}

/// A page that was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewView {
    /// The first part of the page's address, which nobody can guess.
    pub key: String,
    /// The second part; counts up. Only the last few are kept.
    pub edition: u32,
    /// The version of the template that made it, the same number on every portal that shows the same pages.
    pub template: u32,
    /// The portal whose page it is; empty before there is one.
    pub portal: String,
    /// How many pictures are not on this machine, so that the page cannot show them.
    pub absent: u32,
}
