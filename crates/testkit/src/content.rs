//! Articles as an editor would hand them over.

use banthao_protocol::ArticleContentView;
use serde_json::{Value, json};

/// An article that lacks nothing: title, sapo, section and a text of one paragraph.
pub fn article(title: &str, text: &str) -> ArticleContentView {
    ArticleContentView {
        schema: 1,
        kind: "tin".to_owned(),
        language: "vi".to_owned(),
        title: title.to_owned(),
        kicker: String::new(),
        sapo: format!("Sapo của bài “{title}”."),
        section: Some("tin-tuc-su-kien".to_owned()),
        byline: String::new(),
        source: String::new(),
        body: body([paragraph(text)]),
        attachments: Vec::new(),
        rest: json!({}),
    }
}

/// A text of these blocks.
pub fn body(blocks: impl IntoIterator<Item = Value>) -> Value {
    json!({"type": "doc", "content": blocks.into_iter().collect::<Vec<_>>()})
}

/// A paragraph.
pub fn paragraph(text: &str) -> Value {
    if text.is_empty() { json!({"type": "paragraph"}) } else { json!({"type": "paragraph", "content": [{"type": "text", "text": text}]}) }
}
