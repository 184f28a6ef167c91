//! What stands between a draft and its submission.

use serde_json::Value;

use crate::{ArticleContent, merge::is_settled};

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
    /// A decision: two versions of something stand beside each other.
    Decision,
}

/// What a content lacks for submission, each once, in the order in which an officer fills a page.
pub fn lacking(content: &ArticleContent) -> Vec<Lacking> {
    let figures = || content.body.nodes().filter(|node| node["type"] == "figure").map(|figure| &figure["attrs"]);
    let says = |text: &Value| has_words(text.as_str().unwrap_or_default());
    // Captions count: a photo story tells itself in them.
    let body_speaks = content.body.nodes().any(|node| says(&node["text"]));
    [
        (Lacking::Title, has_words(&content.title)),
        (Lacking::Sapo, has_words(&content.sapo)),
        (Lacking::Section, content.section.as_deref().is_some_and(has_words)),
        (Lacking::Body, body_speaks),
        (Lacking::ImageAlt, figures().all(|figure| figure["decorative"] == true || says(&figure["alt"]))),
        (Lacking::ImageCredit, figures().all(|figure| says(&figure["credit"]))),
        (Lacking::Decision, is_settled(content)),
    ]
    .into_iter()
    .filter_map(|(need, is_met)| (!is_met).then_some(need))
    .collect()
}

/// A dash or a full stop is no title.
fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
