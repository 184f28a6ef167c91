//! Pictures that come along in a paste: their bytes, and nothing decided about them.

use base64::{
    Engine,
    engine::{GeneralPurpose, GeneralPurposeConfig, general_purpose},
};

use crate::{
    limits::{PICTURE_BYTES, PICTURES},
    receipt::{Notes, Thing},
};

/// A picture as it came. Whether it is one is judged by whoever takes it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it shows in words, as the source said; may be empty.
    pub alt: String,
}

/// The pictures of a paste, as many as are taken.
#[derive(Default)]
pub(crate) struct Pictures {
    taken: Vec<Picture>,
    bytes: usize,
    /// Pictures of the RTF that came with the HTML, in the order of the text; the HTML names their files instead.
    beside: std::collections::VecDeque<Vec<u8>>,
}

impl Pictures {
    /// With the pictures of the RTF beside the HTML.
    pub fn beside(pictures: Vec<Vec<u8>>) -> Self {
        Self { beside: pictures.into(), ..Self::default() }
    }

    /// Takes a picture, or says in the receipt that there were too many.
    pub fn take(&mut self, bytes: Vec<u8>, alt: &str, notes: &Notes) -> Option<usize> {
        if self.taken.len() >= PICTURES || self.bytes + bytes.len() > PICTURE_BYTES {
            notes.note(Thing::TooMuch);
            return None;
        }
        self.bytes += bytes.len();
        self.taken.push(Picture { bytes, alt: banthao_document::normalise::line(alt.trim()) });
        Some(self.taken.len() - 1)
    }

    /// Says how many pictures the HTML looks for beside it. When the RTF has more or fewer, nobody knows which is which and none is used: a missing picture is
    /// better than a wrong one.
    pub fn expects_beside(&mut self, count: usize) {
        if count != self.beside.len() {
            self.beside.clear();
        }
    }

    /// The next picture of the RTF, if it has one that can be shown.
    pub fn next_beside(&mut self) -> Option<Vec<u8>> {
        self.beside.pop_front().filter(|bytes| !bytes.is_empty())
    }

    pub fn into_taken(self) -> Vec<Picture> {
        self.taken
    }
}

/// The bytes of a `data:` address of a picture (RFC 2397); none when it is no picture or cannot be read.
pub(crate) fn in_address(address: &str) -> Option<Vec<u8>> {
    // Programs wrap long addresses and leave the padding out.
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let (head, body) = address.get(5..)?.split_once(',')?;
    let head = head.to_ascii_lowercase();
    // A drawing in SVG is a program as much as a picture.
    if !head.starts_with("image/") || head.starts_with("image/svg") {
        return None;
    }
    if !head.ends_with(";base64") {
        return Some(percent_encoding::percent_decode_str(body).collect());
    }
    let written: Vec<u8> = percent_encoding::percent_decode_str(body).filter(|byte| !byte.is_ascii_whitespace()).collect();
    GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT)
        .decode(&written)
        .or_else(|_| general_purpose::URL_SAFE_NO_PAD.decode(&written))
        .ok()
        .filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_in_addresses_are_read_however_they_are_wrapped() {
        for (address, bytes) in [
            ("data:image/png;base64,iVBORw==", Some(vec![0x89, b'P', b'N', b'G'])),
            ("data:image/png;base64,iVBORw", Some(vec![0x89, b'P', b'N', b'G'])),
            ("DATA:IMAGE/PNG;BASE64,iVB\n ORw==", Some(vec![0x89, b'P', b'N', b'G'])),
            ("data:image/gif,GIF%38", Some(b"GIF8".to_vec())),
            ("data:image/svg+xml;base64,PHN2Zz4=", None),
            ("data:text/html,<b>", None),
            ("data:image/png;base64,", None),
            ("data:image/png;base64,***", None),
            ("data:", None),
            ("data", None),
        ] {
            assert_eq!(in_address(address), bytes, "{address}");
        }
    }
}
