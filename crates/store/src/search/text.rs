//! What of an article is looked through.

use banthao_document::ArticleContent;
use serde_json::Value;

/// The texts of an article by their weight, block by block: a phrase does not reach from one block into the next.
pub struct Text {
    /// Tiêu đề.
    pub title: String,
    /// Sapo.
    pub sapo: String,
    /// The blocks of the body with its captions, then the lesser fields and the names of files.
    pub rest: Vec<String>,
}

impl Text {
    /// All of a content.
    pub fn of(content: &ArticleContent) -> Self {
        let mut rest = Vec::new();
        collect(&content.body.0, &mut rest);
        rest.extend([content.kicker.clone(), content.byline.clone(), content.source.clone()]);
        for attachment in &content.attachments {
            rest.extend([attachment.title.clone(), attachment.file_name.clone()]);
        }
        // Tags are a field of later builds, whose articles are found here all the same.
        let tags = content.unknown.get("tags").and_then(Value::as_array);
        rest.extend(tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        rest.retain(|block| !block.trim().is_empty());
        Self { title: content.title.clone(), sapo: content.sapo.clone(), rest }
    }
}

/// What an article holds besides words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holdings {
    /// A picture in the text.
    pub image: bool,
    /// A file beside it.
    pub file: bool,
    /// A link.
    pub link: bool,
    /// A table.
    pub table: bool,
}

impl Holdings {
    /// Those of a content.
    pub fn of(content: &ArticleContent) -> Self {
        let mut holds = Self { file: !content.attachments.is_empty(), ..Self::default() };
        for node in content.body.nodes() {
            match node["type"].as_str() {
                Some("figure") => holds.image = true,
                Some("table") => holds.table = true,
                _ => {
                    let marks = node["marks"].as_array().into_iter().flatten();
                    holds.link |= marks.into_iter().any(|mark| mark["type"] == "link");
                }
            }
        }
        holds
    }
}

fn collect(node: &Value, onto: &mut Vec<String>) {
    let children = node["content"].as_array().map(Vec::as_slice).unwrap_or_default();
    for words in ["alt", "caption", "source"] {
        if let Some(words) = node["attrs"][words].as_str() {
            onto.push(words.to_owned());
        }
    }
    onto.extend(
        children.iter().filter(|child| child["type"] == "footnote").filter_map(|note| note["attrs"]["text"].as_str()).map(str::to_owned),
    );
    for run in children.chunk_by(|one, next| is_inline(one) && is_inline(next)) {
        match run {
            [node] if !is_inline(node) => collect(node, onto),
            inline => onto.push(inline.iter().map(words).collect()),
        }
    }
}

fn is_inline(node: &Value) -> bool {
    node["text"].is_string() || node["type"] == "hard_break" || node["type"] == "footnote"
}

/// A footnote stands for itself; the words around it go on without it.
fn words(node: &Value) -> &str {
    node["text"].as_str().unwrap_or(if node["type"] == "footnote" { "" } else { "\n" })
}
