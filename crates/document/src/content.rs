//! What an article says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{BlobId, ContentHash, PictureFacts, canonical};

/// The version of the content's form that this build writes. A content with a higher one is shown but not edited.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that an approval covers: text, metadata, and the digests of all media.
///
/// Fields that this build does not know are kept in [`unknown`](Self::unknown) and written back, so that an older client does not
/// eat what a newer one wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ArticleContent {
    /// The version of this form, [`SCHEMA_VERSION`] when this build wrote it.
    pub schema: u32,
    /// Thể loại: a code of the portal's catalogue, such as `tin`.
    pub kind: String,
    /// BCP 47 tag of the article's language.
    pub language: String,
    /// Tiêu đề, plain text of one line.
    pub title: String,
    /// Tít phụ, plain text of one line; may be empty.
    #[serde(default)]
    pub kicker: String,
    /// Sapo, plain text of one paragraph.
    #[serde(default)]
    pub sapo: String,
    /// Chuyên mục: a code of the portal's catalogue; none until the officer chose one.
    #[serde(default)]
    pub section: Option<String>,
    /// Tác giả or bút danh as the reader will see it.
    #[serde(default)]
    pub byline: String,
    /// Nguồn, when it is not the unit itself.
    #[serde(default)]
    pub source: String,
    /// The text, in the schema of [`schema`](crate::schema).
    pub body: Body,
    /// Files that travel with the article, in the order shown.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// What is known of its pictures beside what stands in the text. Not written where nothing is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pictures: BTreeMap<BlobId, PictureFacts>,
    /// Fields of newer builds, kept as they came.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// A file beside the text, such as a PDF.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// The digest of the file's bytes.
    pub blob: BlobId,
    /// What the reader sees as the link's text.
    pub title: String,
    /// The file name offered when it is downloaded, with its extension and without a path.
    pub file_name: String,
    /// Media type, established from the bytes and not from the name.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Fields of newer builds, kept as they came.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

/// The text of an article: a `doc` node as JSON (`{"type":"doc","content":[…]}`). Holding one says nothing of its validity;
/// [`validate`](crate::validate) does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Body(pub Value);

impl Body {
    /// A text with one empty paragraph, what an editor opens on.
    pub fn empty() -> Self {
        Self(serde_json::json!({"type": "doc", "content": [{"type": "paragraph"}]}))
    }

    /// Every node of the text, the root first, parents before children.
    pub fn nodes(&self) -> impl Iterator<Item = &Value> {
        let mut waiting = vec![&self.0];
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            if let Some(children) = node.get("content").and_then(Value::as_array) {
                waiting.extend(children.iter().rev());
            }
            Some(node)
        })
    }
}

impl ArticleContent {
    /// An article with nothing in it yet.
    pub fn empty(kind: &str) -> Self {
        Self {
            schema: SCHEMA_VERSION,
            kind: kind.to_owned(),
            language: "vi".to_owned(),
            title: String::new(),
            kicker: String::new(),
            sapo: String::new(),
            section: None,
            byline: String::new(),
            source: String::new(),
            body: Body::empty(),
            attachments: Vec::new(),
            pictures: BTreeMap::new(),
            unknown: BTreeMap::new(),
        }
    }

    /// What an approval binds to: the SHA-256 of the canonical content, media digests included (HOUSE rule: one changed character
    /// voids the approval, a save that changes nothing keeps it).
    pub fn hash(&self) -> ContentHash {
        ContentHash::of(&canonical::bytes(self))
    }

    /// The media that a reader of this content needs, each once, pictures in reading order and then the attached files.
    pub fn blobs(&self) -> Vec<BlobId> {
        let pictures =
            self.body.nodes().filter(|node| node["type"] == "figure").filter_map(|node| node["attrs"]["blob"].as_str()?.parse().ok());
        let mut blobs = Vec::new();
        for blob in pictures.chain(self.attachments.iter().map(|attachment| attachment.blob)) {
            if !blobs.contains(&blob) {
                blobs.push(blob);
            }
        }
        blobs
    }

    /// The picture that stands for the article in lists: the first one in the text.
    pub fn lead_image(&self) -> Option<BlobId> {
        self.body.nodes().find(|node| node["type"] == "figure")?["attrs"]["blob"].as_str()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_newer_build_survives_a_round_trip() {
        let mut written = serde_json::to_value(ArticleContent::empty("tin")).unwrap();
        written["embargo"] = serde_json::json!({"until": "2026-12-01"});
        let read: ArticleContent = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), written, "an older client must not eat what a newer one wrote");
    }

    #[test]
    fn one_changed_character_changes_the_hash_and_a_copy_does_not() {
        let approved = ArticleContent { title: "Công bố chỉ số".to_owned(), ..ArticleContent::empty("tin") };
        let touched = ArticleContent { title: "Công bố chỉ số.".to_owned(), ..approved.clone() };
        assert_eq!(approved.hash(), approved.clone().hash());
        assert_ne!(approved.hash(), touched.hash(), "an approval must not cover a text that nobody read");
    }
}
