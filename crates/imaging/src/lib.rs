//! Pictures in, clean pictures out. Pure: bytes are given and returned, nothing is read or written.
//!
//! What a camera writes beside the pixels (where, when, with which device, by whom) stays on the officer's machine. Metadata is not
//! filtered but never copied: a picture is decoded to pixels and written anew, so what this crate does not know cannot slip through. Every
//! file is hostile until decoded: its size is checked first, then its kind, then its pixels, and only then is memory taken for them.

#![deny(missing_docs)]

mod colour;
mod decode;
mod encode;
mod jpeg;
mod kind;
mod metadata;
mod recording;
#[cfg(test)]
mod tests;

use image::imageops::FilterType;
use kind::Format;

/// What is taken at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pixels, width times height, checked before any memory is taken for them.
    pub pixels: u64,
}

/// A picture that was decoded, turned upright, stripped of metadata and written anew for the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// The new file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What was done.
    pub done: Done,
}

/// What was done to a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// It carried a place (GPS).
    pub location_removed: bool,
    /// It carried EXIF, XMP or IPTC metadata.
    pub metadata_removed: bool,
    /// It was larger than a web picture needs to be.
    pub resized: bool,
    /// It was turned upright.
    pub rotated: bool,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Not a kind that is taken; what it seems to be, when that is known.
    #[error("files of this kind are not taken")]
    Unsupported(Option<&'static str>),
    /// The name says one kind, the bytes another.
    #[error("the file is called {named} and is {actual}")]
    Mislabelled {
        /// By the name's ending.
        named: String,
        /// By the bytes.
        actual: &'static str,
    },
    /// The bytes are damaged.
    #[error("the picture is damaged")]
    Corrupt,
    /// Too many bytes.
    #[error("{bytes} bytes are more than {limit}")]
    TooLarge {
        /// How many.
        bytes: u64,
        /// How many are taken.
        limit: u64,
    },
    /// Too many pixels.
    #[error("{pixels} pixels are more than {limit}")]
    TooManyPixels {
        /// How many.
        pixels: u64,
        /// How many are taken.
        limit: u64,
    },
}

/// What a file is, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture of this media type.
    Picture(&'static str),
    /// A PDF document.
    Pdf,
    /// Sound or video of this media type.
    Recording(&'static str),
}

/// Bytes from the start of a file that tell its kind.
pub const HEAD: usize = 4096;

/// What a file is by its first [`HEAD`] bytes, or all of them when there are fewer, provided that its name does not say otherwise. How long a
/// file may be depends on what it is: that is the caller's to look at.
///
/// # Errors
/// [`Error::Empty`], [`Error::Unsupported`], [`Error::Mislabelled`].
pub fn sniff(head: &[u8], file_name: &str) -> Result<Kind, Error> {
    believed(kind::beginning(head)?, file_name)
}

/// What a file is by its bytes, provided that its name does not say otherwise.
///
/// # Errors
/// [`Error::Empty`], [`Error::TooLarge`], [`Error::Unsupported`], [`Error::Mislabelled`].
pub fn probe(bytes: &[u8], file_name: &str, caps: Caps) -> Result<Kind, Error> {
    believed(kind::of(bytes, caps)?, file_name)
}

fn believed(actual: Format, file_name: &str) -> Result<Kind, Error> {
    match kind::named(file_name) {
        Some(named) if named != actual.name() => Err(Error::Mislabelled { named: named.to_owned(), actual: actual.name() }),
        _ => Ok(actual.into()),
    }
}

/// A part of a picture, in ten-thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
    /// How wide.
    pub width: u16,
    /// How high.
    pub height: u16,
}

/// The web version of a part of a picture: upright, then turned clockwise by quarters, then cut. Made from the whole picture and not from its web
/// version, so that a small part is as sharp as the camera saw it. At least one pixel is left of it.
///
/// # Errors
/// As [`clean`].
pub fn cut(bytes: &[u8], turns: u8, part: Option<Part>, longest_side: u32, caps: Caps) -> Result<Clean, Error> {
    let decoded = decode::picture(bytes, caps)?;
    let (target, done) = (if encode::is_see_through(&decoded.pixels) { Format::Png } else { Format::Jpeg }, decoded.done);
    let mut pixels = decoded.upright(None);
    pixels = match turns % 4 {
        1 => pixels.rotate90(),
        2 => pixels.rotate180(),
        3 => pixels.rotate270(),
        _ => pixels,
    };
    if let Some(part) = part {
        let (x, width) = pixels_of(part.x, part.width, pixels.width());
        let (y, height) = pixels_of(part.y, part.height, pixels.height());
        pixels = pixels.crop_imm(x, y, width, height);
    }
    let longest_side = longest_side.max(1);
    let resized = pixels.width().max(pixels.height()) > longest_side;
    if resized {
        pixels = pixels.resize(longest_side, longest_side, FilterType::Lanczos3);
    }
    encode::clean(&pixels, target, Done { resized, ..done })
}

/// First pixel and number of pixels of a part, both within the picture.
fn pixels_of(from: u16, length: u16, whole: u32) -> (u32, u32) {
    let at = |share: u64| u32::try_from((share.min(10_000) * u64::from(whole) + 5_000) / 10_000).unwrap_or(whole);
    let first = at(u64::from(from)).min(whole.saturating_sub(1));
    let end = at(u64::from(from) + u64::from(length)).clamp(first + 1, whole.max(first + 1));
    (first, end - first)
}

/// The web version of a picture: upright, no metadata, at most `longest_side` pixels.
///
/// # Errors
/// [`Error::Corrupt`], [`Error::TooManyPixels`], and those of [`probe`].
pub fn clean(bytes: &[u8], longest_side: u32, caps: Caps) -> Result<Clean, Error> {
    let decoded = decode::picture(bytes, caps)?;
    let target = if encode::is_see_through(&decoded.pixels) { Format::Png } else { Format::Jpeg };
    let (width, height) = decoded.upright_dimensions();
    let longest_side = longest_side.max(1);
    let resized = width.max(height) > longest_side;
    let done = Done { resized, ..decoded.done };
    encode::clean(&decoded.upright(resized.then_some((longest_side, longest_side))), target, done)
}

/// A clean picture at another width, of the same media type. Never wider than it is.
///
/// # Errors
/// As [`clean`].
pub fn rendition(bytes: &[u8], width: u32, caps: Caps) -> Result<Clean, Error> {
    let decoded = decode::picture(bytes, caps)?;
    let target = if decoded.format == Format::Jpeg { Format::Jpeg } else { Format::Png };
    let width = width.max(1);
    let resized = decoded.upright_dimensions().0 > width;
    let done = Done { resized, ..decoded.done };
    encode::clean(&decoded.upright(resized.then_some((width, u32::MAX))), target, done)
}
