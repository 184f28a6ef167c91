//! Fonts of an RTF file: which alphabet their bytes are of, and whether they draw legacy letters.

use encoding_rs::Encoding;

use crate::legacy::{self, Font};

/// What is known of a font.
#[derive(Debug, Clone, Copy)]
pub(super) struct FontEntry {
    pub encoding: &'static Encoding,
    pub legacy: Option<Font>,
}

/// The encoding of a `\fcharset` (RTF 1.9.1, “Font Table”).
pub(super) fn of_charset(charset: i32) -> Option<&'static Encoding> {
    use encoding_rs as known;
    Some(match charset {
        0 | 2 => known::WINDOWS_1252,
        77 => known::MACINTOSH,
        128 => known::SHIFT_JIS,
        129 => known::EUC_KR,
        134 => known::GBK,
        136 => known::BIG5,
        161 => known::WINDOWS_1253,
        162 => known::WINDOWS_1254,
        163 => known::WINDOWS_1258,
        177 => known::WINDOWS_1255,
        178 => known::WINDOWS_1256,
        186 => known::WINDOWS_1257,
        204 => known::WINDOWS_1251,
        222 => known::WINDOWS_874,
        238 => known::WINDOWS_1250,
        _ => return None,
    })
}

/// The encoding of a code page, as `\ansicpg` names it.
pub(super) fn of_code_page(page: i32) -> Option<&'static Encoding> {
    match page {
        65001 => Some(encoding_rs::UTF_8),
        932 => Some(encoding_rs::SHIFT_JIS),
        936 => Some(encoding_rs::GBK),
        949 => Some(encoding_rs::EUC_KR),
        950 => Some(encoding_rs::BIG5),
        874 | 1250..=1258 => Encoding::for_label(format!("windows-{page}").as_bytes()),
        10000 => Some(encoding_rs::MACINTOSH),
        _ => None,
    }
}

/// A font by its name and charset. The bytes of a legacy font are Latin ones, whatever charset it claims.
pub(super) fn font(name: &str, charset: Option<i32>, usual: &'static Encoding) -> FontEntry {
    let legacy = legacy::font(name);
    let encoding = match legacy {
        Some(_) => encoding_rs::WINDOWS_1252,
        None => charset.filter(|charset| *charset != 0).and_then(of_charset).unwrap_or(usual),
    };
    FontEntry { encoding, legacy }
}
