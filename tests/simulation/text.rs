//! What people write: paragraphs of words, among them words that exist once in a world and can be looked for.

use std::collections::BTreeSet;

use banthao_document::{ArticleContent, Attachment, BlobId, Body, normalise};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

/// A word that was written once.
pub type Word = u32;

const COMMON: [&str; 12] =
    ["Sáng", "nay", "đơn vị", "công bố", "kết quả", "của", "đợt", "kiểm tra", "tại", "các", "địa phương", "miền núi"];

fn written(word: Word) -> String {
    format!("từ{word}ø")
}

fn phrase(chance: &mut StdRng, word: Word) -> String {
    let mut words: Vec<String> = (0..chance.random_range(1..4)).map(|_| common(chance)).collect();
    words.insert(chance.random_range(0..=words.len()), written(word));
    words.join(" ")
}

fn common(chance: &mut StdRng) -> String {
    COMMON.choose(chance).map_or_else(String::new, |word| (*word).to_owned())
}

/// The words of a content that can be looked for.
pub fn words(content: &ArticleContent) -> BTreeSet<Word> {
    let text = serde_json::to_string(content).expect("JSON");
    text.split("từ").skip(1).filter_map(|rest| rest.split_once('ø')?.0.parse().ok()).collect()
}

/// An article that lacks nothing.
pub fn article(chance: &mut StdRng, word: Word) -> ArticleContent {
    let mut content = ArticleContent::empty("tin");
    content.title = common(chance);
    content.sapo = common(chance);
    content.section = Some("tin-tuc-su-kien".to_owned());
    content.body = Body(json!({"type": "doc", "content": [paragraph(chance, word)]}));
    normalise::content(&mut content);
    content
}

/// A paragraph, which most editors give an id.
fn paragraph(chance: &mut StdRng, word: Word) -> Value {
    let text = json!([{"type": "text", "text": phrase(chance, word)}]);
    if chance.random_bool(0.8) {
        json!({"type": "paragraph", "attrs": {"id": format!("b{word}")}, "content": text})
    } else {
        json!({"type": "paragraph", "content": text})
    }
}

/// What somebody makes of a text: a word more, in a place of its own or among others, or in the place of another.
pub fn edited(content: &ArticleContent, chance: &mut StdRng, word: Word) -> ArticleContent {
    let mut content = content.clone();
    if let Some(Value::Array(blocks)) = content.body.0.get_mut("content") {
        let at = chance.random_range(0..=blocks.len());
        match blocks.get_mut(at.saturating_sub(1)).and_then(line) {
            Some(line) if chance.random_bool(0.6) => {
                let mut words: Vec<&str> = line.split(' ').collect();
                let (new, place) = (written(word), chance.random_range(0..=words.len()));
                if chance.random_bool(0.2) && place < words.len() {
                    words[place] = &new;
                } else {
                    words.insert(place, &new);
                }
                *line = words.join(" ");
            }
            _ => blocks.insert(at, paragraph(chance, word)),
        }
    }
    if chance.random_bool(0.1) {
        content.kicker = common(chance);
    }
    normalise::content(&mut content);
    content
}

/// The words of a paragraph that is nothing but words.
fn line(block: &mut Value) -> Option<&mut String> {
    match block.get_mut("content")?.get_mut(0)?.get_mut("text")? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A PDF of a few hundred bytes that exists once for each number.
pub fn file(number: u32) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.4\n% {number}\n").into_bytes();
    bytes.resize(600 + number as usize % 7 * 100, b' ');
    bytes.extend(b"\n%%EOF\n");
    bytes
}

/// The text with a file beside it.
pub fn attached(content: &ArticleContent, blob: BlobId, bytes: u64) -> ArticleContent {
    let mut content = content.clone();
    if content.attachments.iter().all(|known| known.blob != blob) {
        content.attachments.push(Attachment {
            blob,
            title: "Phụ lục".to_owned(),
            file_name: "phu-luc.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes,
            unknown: std::collections::BTreeMap::new(),
        });
    }
    content
}
