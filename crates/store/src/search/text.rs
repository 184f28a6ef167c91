//! What of an article is looked through.

use std::borrow::Cow;

use banthao_document::ArticleContent;
use serde::Deserialize;
use serde_json::Value;

use crate::{Result, packed};

/// The texts of an article by their weight, block by block: a phrase does not reach from one block into the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Tiêu đề.
    pub title: String,
    /// Sapo.
    pub sapo: String,
    /// The blocks of the body with its captions, then the lesser fields and the names of files.
    pub rest: Vec<String>,
}

/// Of a content, what is looked through; the rest is passed over unread, which makes a fifth of the work of reading a whole content.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Words<'c> {
    #[serde(borrow)]
    title: Cow<'c, str>,
    #[serde(borrow)]
    sapo: Cow<'c, str>,
    #[serde(borrow)]
    kicker: Cow<'c, str>,
    #[serde(borrow)]
    byline: Cow<'c, str>,
    #[serde(borrow)]
    source: Cow<'c, str>,
    #[serde(borrow)]
    body: Node<'c>,
    #[serde(borrow)]
    attachments: Vec<Attachment<'c>>,
    // Tags are a field of later builds, whose articles are found here all the same.
    #[serde(borrow)]
    tags: Vec<Cow<'c, str>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Attachment<'c> {
    #[serde(borrow)]
    title: Cow<'c, str>,
    #[serde(borrow)]
    file_name: Cow<'c, str>,
}

impl<'c> Attachment<'c> {
    fn of(attachment: &'c banthao_document::Attachment) -> Self {
        Self { title: Cow::Borrowed(&attachment.title), file_name: Cow::Borrowed(&attachment.file_name) }
    }
}

/// A node of the body.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Node<'c> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'c, str>,
    #[serde(borrow)]
    text: Option<Cow<'c, str>>,
    #[serde(borrow)]
    attrs: Attributes<'c>,
    #[serde(borrow)]
    content: Vec<Node<'c>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Attributes<'c> {
    #[serde(borrow)]
    alt: Option<Cow<'c, str>>,
    #[serde(borrow)]
    caption: Option<Cow<'c, str>>,
    #[serde(borrow)]
    source: Option<Cow<'c, str>>,
    #[serde(borrow)]
    text: Option<Cow<'c, str>>,
}

impl Text {
    /// All of a content.
    pub fn of(content: &ArticleContent) -> Self {
        let tags = content.unknown.get("tags").and_then(Value::as_array);
        Self::from(Words {
            title: Cow::Borrowed(&content.title),
            sapo: Cow::Borrowed(&content.sapo),
            kicker: Cow::Borrowed(&content.kicker),
            byline: Cow::Borrowed(&content.byline),
            source: Cow::Borrowed(&content.source),
            // A body of another form than any that was ever written has no words that could be told from its other strings.
            body: Node::deserialize(&content.body.0).unwrap_or_default(),
            attachments: content.attachments.iter().map(Attachment::of).collect(),
            tags: tags.into_iter().flatten().filter_map(Value::as_str).map(Cow::Borrowed).collect(),
        })
    }

    /// All of a content as the database keeps it.
    pub(crate) fn of_packed(packed: &[u8]) -> Result<Self> {
        let json = packed::unpack(packed)?;
        match serde_json::from_str::<Words<'_>>(&json) {
            Ok(words) => Ok(Self::from(words)),
            // A field that this build does not know may be called as one that is read here.
            Err(_) => Ok(Self::of(&serde_json::from_str(&json)?)),
        }
    }
}

impl From<Words<'_>> for Text {
    fn from(words: Words<'_>) -> Self {
        let mut rest = Vec::new();
        collect(&words.body, &mut rest);
        rest.extend([words.kicker, words.byline, words.source].map(Cow::into_owned));
        for attachment in words.attachments {
            rest.extend([attachment.title, attachment.file_name].map(Cow::into_owned));
        }
        rest.extend(words.tags.into_iter().map(Cow::into_owned));
        rest.retain(|block| !block.trim().is_empty());
        Self { title: words.title.into_owned(), sapo: words.sapo.into_owned(), rest }
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

fn collect(node: &Node<'_>, onto: &mut Vec<String>) {
    let Attributes { alt, caption, source, .. } = &node.attrs;
    onto.extend([alt, caption, source].into_iter().flatten().map(|words| words.to_string()));
    let notes = node.content.iter().filter(|child| child.is_footnote());
    onto.extend(notes.filter_map(|note| note.attrs.text.as_deref()).map(str::to_owned));
    for run in node.content.chunk_by(|one, next| one.is_inline() && next.is_inline()) {
        match run {
            [node] if !node.is_inline() => collect(node, onto),
            inline => onto.push(inline.iter().map(Node::words).collect()),
        }
    }
}

impl Node<'_> {
    fn is_inline(&self) -> bool {
        self.text.is_some() || self.kind == "hard_break" || self.is_footnote()
    }

    fn is_footnote(&self) -> bool {
        self.kind == "footnote"
    }

    /// A footnote stands for itself; the words around it go on without it.
    fn words(&self) -> &str {
        self.text.as_deref().unwrap_or(if self.is_footnote() { "" } else { "\n" })
    }
}

#[cfg(test)]
mod tests {
    use banthao_document::Body;
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_the_same_whether_the_content_is_read_whole_or_passed_over() {
        let figure = json!({"type": "figure", "attrs": {"alt": "Ảnh \"chụp\"", "blob": "ab", "width": 3}, "content": [
            {"type": "caption", "content": [{"type": "text", "text": "Chú thích"}]}]});
        let lines = json!({"type": "paragraph", "content": [
            {"type": "text", "text": "dòng một"}, {"type": "hard_break"},
            {"type": "text", "text": "dòng hai", "marks": [{"type": "link", "attrs": {"href": "https://example.vn"}}]}]});
        let mut content = ArticleContent {
            title: "Tít".to_owned(),
            sapo: "Sapo".to_owned(),
            kicker: "Phụ".to_owned(),
            body: Body(json!({"type": "doc", "content": [figure, lines]})),
            ..ArticleContent::empty("tin")
        };
        content.unknown.insert("tags".to_owned(), json!(["thời tiết"]));
        let of = |content: &ArticleContent| {
            let packed = packed::pack(&serde_json::to_string(content).unwrap()).unwrap();
            (Text::of(content), Text::of_packed(&packed).unwrap())
        };
        let (whole, passed) = of(&content);
        assert_eq!(whole, passed);
        assert_eq!(whole.rest, ["Ảnh \"chụp\"", "Chú thích", "dòng một\ndòng hai", "Phụ", "thời tiết"]);

        content.unknown.insert("tags".to_owned(), json!({"chính": "của bản sau"}));
        let (whole, passed) = of(&content);
        assert_eq!(whole, passed, "a field of a later build is no reason to find nothing");
    }
}
