//! What the parts do together: a corpus of clipboards with the documents that they become, payloads that mean harm, and anything at all.

mod corpus;
mod documents;
mod hostile;
mod oracle;
mod properties;

use banthao_document::{ArticleContent, Body, validate};
use serde_json::{Value, json};

use crate::{Clip, Manner, Pasted, Taken, read, write::Dialect};

/// An article that has every kind of block that a paste can be written in.
pub(super) const FULL: Dialect = Dialect { tables: true, footnotes: true };

/// Takes every picture in, under the name of its place.
pub(super) fn all_taken(pasted: &Pasted) -> Vec<Option<Taken>> {
    (0..pasted.pictures.len()).map(|at| Some(Taken { blob: format!("{at:064x}"), width: 8, height: 6 })).collect()
}

pub(super) fn pasted(clip: &Clip) -> (Pasted, Vec<Value>) {
    let mut pasted = read(clip, Manner::Rich, None);
    let taken = all_taken(&pasted);
    let blocks = pasted.write_as(FULL, &taken);
    (pasted, blocks)
}

pub(super) fn html(html: &str) -> Clip {
    Clip { html: Some(html.to_owned()), ..Clip::default() }
}

/// An article of these blocks.
pub(super) fn article(blocks: Vec<Value>) -> ArticleContent {
    let blocks = if blocks.is_empty() { vec![json!({"type": "paragraph"})] } else { blocks };
    ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..ArticleContent::empty("tin") }
}

/// What is pasted is an article of this build, word for word in the stored form.
pub(super) fn assert_valid(clip: &Clip, manner: Manner) {
    let mut pasted = read(clip, manner, None);
    let taken = all_taken(&pasted);
    let blocks = pasted.write(&taken);
    let mut content = article(blocks);
    validate::content(&content).expect("what is pasted is valid");
    let before = content.body.clone();
    banthao_document::normalise::content(&mut content);
    assert_eq!(content.body, before, "what is pasted is in the stored form already");
}

/// The words of a body, blocks apart.
pub(super) fn words(blocks: &[Value]) -> String {
    fn collect(node: &Value, words: &mut String) {
        if let Some(text) = node["text"].as_str() {
            words.push_str(text);
        }
        for child in node["content"].as_array().into_iter().flatten() {
            collect(child, words);
        }
        if !matches!(node["type"].as_str(), Some("text" | "hard_break" | "footnote")) {
            words.push('\n');
        }
    }
    let mut all = String::new();
    blocks.iter().for_each(|block| collect(block, &mut all));
    all
}
