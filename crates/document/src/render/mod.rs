//! How an article looks to a reader. One renderer feeds the public page and every preview, so that what is previewed is what is published.

use crate::{BlobId, Body};

/// Where the files of an article are, as the page that is being rendered addresses them.
pub trait Media {
    /// The picture with this digest, as widths in ascending order; none when it is not there, and then its place says so.
    fn picture(&self, blob: &BlobId) -> Option<Picture>;
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

/// The text as HTML, escaped by construction.
pub fn html(body: &Body, media: &dyn Media) -> String {
    let _ = (body, media);
    String::new()
}

/// The text as plain text, a blank line between blocks.
pub fn text(body: &Body) -> String {
    let _ = body;
    String::new()
}
