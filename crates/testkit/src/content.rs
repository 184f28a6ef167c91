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
        pictures: Default::default(),
        rest: json!({}),
    }
}

/// So many letters without any order in them: texts are packed on the disk, and these take nearly the room that they have.
pub fn unordered(letters: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
    // Xorshift (G. Marsaglia, 2003).
    let mut drawn = 2_463_534_242_u32;
    let drawn = std::iter::repeat_with(|| {
        drawn ^= drawn << 13;
        drawn ^= drawn >> 17;
        drawn ^= drawn << 5;
        char::from(LETTERS[(drawn >> 26) as usize])
    });
    drawn.take(letters).collect()
}

/// A text of these blocks.
pub fn body(blocks: impl IntoIterator<Item = Value>) -> Value {
    json!({"type": "doc", "content": blocks.into_iter().collect::<Vec<_>>()})
}

/// A paragraph.
pub fn paragraph(text: &str) -> Value {
    if text.is_empty() { json!({"type": "paragraph"}) } else { json!({"type": "paragraph", "content": [{"type": "text", "text": text}]}) }
}
