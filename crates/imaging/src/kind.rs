//! What a file is, told by its first bytes: names lie, bytes are what a decoder sees.

use crate::{
    Caps, Error, Kind,
    recording::{self, Recording},
};

/// The kinds that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    Webp,
    Gif,
    Pdf,
    Recording(&'static Recording),
}

impl Format {
    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Pdf => "PDF",
            Self::Recording(recording) => recording.name,
        }
    }
}

impl From<Format> for Kind {
    fn from(format: Format) -> Self {
        match format {
            Format::Jpeg => Self::Picture("image/jpeg"),
            Format::Png => Self::Picture("image/png"),
            Format::Webp => Self::Picture("image/webp"),
            Format::Gif => Self::Picture("image/gif"),
            Format::Pdf => Self::Pdf,
            Format::Recording(recording) => Self::Recording(recording.media_type),
        }
    }
}

/// What these bytes are, when that is taken.
pub(crate) fn of(bytes: &[u8], caps: Caps) -> Result<Format, Error> {
    let size = bytes.len() as u64;
    if size > caps.bytes {
        return Err(Error::TooLarge { bytes: size, limit: caps.bytes });
    }
    beginning(bytes)
}

/// What a file that begins so is, when that is taken; its size is not looked at.
pub(crate) fn beginning(head: &[u8]) -> Result<Format, Error> {
    match head {
        [] => Err(Error::Empty),
        [0xff, 0xd8, 0xff, ..] => Ok(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::Webp),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Format::Gif),
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(Format::Pdf),
        other => recording::of(other).map(Format::Recording).ok_or_else(|| Error::Unsupported(foreign(other))),
    }
}

/// What a file that is not taken seems to be, in the words of the sentence that tells the officer.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    if let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = bytes {
        return Some(base_media(brand));
    }
    const STARTS: [(&[u8], &str); 18] = [
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"8BPS", "Photoshop"),
        (b"\xff\x0a", "JPEG XL"),
        (b"\0\0\0\x0cJXL ", "JPEG XL"),
        (b"\0\0\0\x0cjP  ", "JPEG 2000"),
        (b"\0\0\x01\0", "ICO"),
        (b"\xd0\xcf\x11\xe0", "Word, Excel hoặc PowerPoint đời cũ"),
        (b"{\\rtf", "RTF"),
        (b"Rar!", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"\x1f\x8b", "gzip"),
        (b"MZ", "chương trình Windows"),
        (b"\x7fELF", "chương trình Linux"),
        (b"#!", "tập lệnh"),
        (b"OggS", "âm thanh Ogg"),
        (b"\x1a\x45\xdf\xa3", "video Matroska"),
        (b"RIFF", "âm thanh hoặc video RIFF"),
    ];
    let known = STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, name)| name);
    known.or_else(|| bitmap(bytes)).or_else(|| archive(bytes)).or_else(|| markup(bytes))
}

/// ISO base media files (ISO/IEC 14496-12) say in their brand what they hold.
fn base_media(brand: &[u8]) -> &'static str {
    match brand.get(..4) {
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => "HEIC",
        Some(b"avif" | b"avis") => "AVIF",
        Some(b"crx ") => "RAW",
        _ => "video",
    }
}

/// Two letters are too few to know a bitmap by; its reserved field is always zero.
fn bitmap(bytes: &[u8]) -> Option<&'static str> {
    matches!(bytes, [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..]).then_some("BMP")
}

fn archive(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.strip_prefix(b"PK\x03\x04").map(|rest| &rest[..rest.len().min(4096)])?;
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    Some(match () {
        () if holds(b"word/") => "Word",
        () if holds(b"xl/") => "Excel",
        () if holds(b"ppt/") => "PowerPoint",
        () if holds(b"vnd.oasis.opendocument") => "OpenDocument",
        () => "ZIP",
    })
}

fn markup(bytes: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let is_markup = head.starts_with('<');
    match () {
        () if is_markup && head.contains("<svg") => Some("SVG"),
        () if is_markup && (head.contains("<!doctype html") || head.contains("<html")) => Some("HTML"),
        () if head.starts_with("<?xml") => Some("XML"),
        () => None,
    }
}

/// What a file name's ending says, in the words of [`Format::name`]; none for endings that say nothing to us.
pub(crate) fn named(file_name: &str) -> Option<&'static str> {
    let (_, ending) = file_name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" => Some("JPEG"),
        "png" => Some("PNG"),
        "webp" => Some("WebP"),
        "gif" => Some("GIF"),
        "pdf" => Some("PDF"),
        "heic" | "heif" => Some("HEIC"),
        "avif" => Some("AVIF"),
        "svg" => Some("SVG"),
        "tif" | "tiff" => Some("TIFF"),
        "bmp" => Some("BMP"),
        "doc" | "docx" => Some("Word"),
        "xls" | "xlsx" => Some("Excel"),
        "ppt" | "pptx" => Some("PowerPoint"),
        "zip" => Some("ZIP"),
        "exe" => Some("chương trình Windows"),
        ending => recording::named(ending),
    }
}
