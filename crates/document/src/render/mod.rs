//! How an article looks to a reader. One renderer feeds the public page and every preview, so that what is previewed is what is published.
//!
//! A text that is not valid is rendered as well: an older client shows what a newer one wrote, and a person who must choose between two
//! texts sees both. What is unknown loses its form and keeps its words.

mod footnotes;
mod html;
pub mod page;
mod plain;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use std::collections::BTreeMap;

use serde_json::Value;

use self::page::Edition;
use crate::{ArticleContent, BlobId, Body, PictureFacts};

/// Where the files of an article are, as the page that is being rendered addresses them.
pub trait Media {
    /// The picture with this digest, as widths in ascending order; none when it is not there, and then its place says so.
    fn picture(&self, blob: &BlobId) -> Option<Picture>;

    /// What is known of it beside the text.
    fn facts(&self, _blob: &BlobId) -> Option<&PictureFacts> {
        None
    }
}

/// Pictures together with what an article knows of them.
struct Described<'a> {
    media: &'a dyn Media,
    facts: &'a BTreeMap<BlobId, PictureFacts>,
}

impl Media for Described<'_> {
    fn picture(&self, blob: &BlobId) -> Option<Picture> {
        self.media.picture(blob)
    }

    fn facts(&self, blob: &BlobId) -> Option<&PictureFacts> {
        self.facts.get(blob)
    }
}

/// A picture in the widths that exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Address and width in pixels of each rendition, narrowest first; at least one.
    pub renditions: Vec<(String, u32)>,
    /// Pixels of the widest rendition.
    pub width: u32,
    /// Pixels of the widest rendition.
    pub height: u32,
}

/// The text as HTML, escaped by construction: well-formed, without scripts, styles or addresses that [`link`](crate::link) refuses, and
/// with the id of every block as `data-block`.
pub fn html(body: &Body, media: &dyn Media) -> String {
    edition(body, media, Edition::Public)
}

/// The text as HTML, as it stands on a page of this edition.
pub fn edition(body: &Body, media: &dyn Media, edition: Edition) -> String {
    html::render(body, media, edition)
}

/// The text of a content as HTML, with what the content knows of its pictures.
pub(crate) fn content(content: &ArticleContent, media: &dyn Media, edition: Edition) -> String {
    html::render(&content.body, &Described { media, facts: &content.pictures }, edition)
}

/// The text as plain text, a blank line between blocks: for search, feeds and counting.
///
/// List items carry their marker and captions stand as paragraphs; a row of a table is a line with tabs between its cells; footnotes are numbered
/// and stand at the end. Alt text and credits are left out, being about the pictures and not part of what the article says.
pub fn text(body: &Body) -> String {
    plain::render(body)
}

fn name(node: &Value) -> &str {
    node["type"].as_str().unwrap_or_default()
}

fn children(node: &Value) -> &[Value] {
    node["content"].as_array().map_or(&[], Vec::as_slice)
}

fn attribute<'a>(node: &'a Value, name: &str) -> &'a str {
    node["attrs"][name].as_str().unwrap_or_default()
}

/// Where an ordered list begins to count.
fn start(list: &Value) -> u64 {
    list["attrs"]["start"].as_u64().unwrap_or(1)
}

fn is_inline(node: &Value) -> bool {
    node["text"].is_string() || matches!(name(node), "hard_break" | "footnote")
}

/// What stands above a callout, so that its kind is not said by colour alone.
fn callout_label(node: &Value) -> &'static str {
    match attribute(node, "kind") {
        "important" => "Lưu ý",
        "warning" => "Cảnh báo",
        _ => "Thông tin",
    }
}
