//! Vietnamese before Unicode: fonts that draw an accented letter where the text holds another one.
//!
//! Old documents hold bytes of their own charsets and name the font that makes letters of them. Whoever copies such a text gets the bytes as Latin
//! letters: “Céng hoµ x· héi”. The font decides for each run, since a document may mix them; where no font is named, [`suspect`] judges by
//! whether the words would become Vietnamese ones.

mod suspect;
mod syllable;
mod tcvn3;
mod vni;
mod vps;

use std::{collections::HashMap, sync::LazyLock};

pub(crate) use suspect::suspect;

/// A charset of old fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Charset {
    /// TCVN 5712:1993, third form, of the “.Vn” fonts. Also called ABC.
    Tcvn3,
    /// VNI for Windows: a base letter and one for its marks.
    Vni,
    /// VPS, of the Vietnamese Professionals Society.
    Vps,
}

/// A font of one of the charsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Font {
    pub charset: Charset,
    /// The font draws capitals in the places of small letters, as `.VnTimeH` does.
    pub capitals: bool,
}

/// The charset that a font of this name draws. `names` may be a list as CSS writes it; the first one counts, the others stand in for it.
pub(crate) fn font(names: &str) -> Option<Font> {
    let name = names.split(',').next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
    let lower = name.to_ascii_lowercase();
    let of = |charset, capitals| Some(Font { charset, capitals });
    if lower.starts_with(".vn") {
        // .VnTimeH, .VnArial NarrowH: the capital H is the mark; .VnBlack ends in a small one of its own.
        return of(Charset::Tcvn3, name.ends_with('H'));
    }
    if lower.starts_with("vni-") || lower.starts_with("vni ") {
        return of(Charset::Vni, false);
    }
    if lower.starts_with("vps ") || lower.starts_with("vps-") {
        return of(Charset::Vps, lower.ends_with("hoa"));
    }
    None
}

/// The text that a font shows. Text that holds letters of Unicode's own Vietnamese was typed in another charset and stays.
pub(crate) fn shown(text: &str, font: Font) -> String {
    if text.chars().any(is_unicode_vietnamese) {
        return text.to_owned();
    }
    let shown = match font.charset {
        Charset::Tcvn3 => tcvn3::read(text),
        Charset::Vni => vni::read(text),
        Charset::Vps => vps::read(text),
    };
    if font.capitals { shown.to_uppercase() } else { shown }
}

/// Whether a run may begin with the marks of a letter in the run before it.
pub(crate) fn is_mark(c: char, charset: Charset) -> bool {
    charset == Charset::Vni && vni::is_mark(c)
}

/// Letters that only Unicode has: no legacy font was meant.
fn is_unicode_vietnamese(c: char) -> bool {
    matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{300}'..='\u{323}')
}

/// The byte that Windows' Latin alphabet (code page 1252) has for a character; old text is handed on as such characters.
fn byte(c: char) -> Option<u8> {
    static BYTES: LazyLock<HashMap<char, u8>> = LazyLock::new(|| {
        let all: Vec<u8> = (0..=255).collect();
        let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&all);
        decoded.chars().zip(all.iter().copied()).collect()
    });
    // Some programs hand the bytes on as they are.
    BYTES.get(&c).copied().or_else(|| u8::try_from(u32::from(c)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_known_by_their_names() {
        let known = |charset, capitals| Some(Font { charset, capitals });
        for (name, font_of) in [
            (".VnTime", known(Charset::Tcvn3, false)),
            (".VnTimeH", known(Charset::Tcvn3, true)),
            ("'.VnArial NarrowH', serif", known(Charset::Tcvn3, true)),
            (".VnBlack", known(Charset::Tcvn3, false)),
            ("\".VnTime\",\"sans-serif\"", known(Charset::Tcvn3, false)),
            ("VNI-Times", known(Charset::Vni, false)),
            ("vni-helve", known(Charset::Vni, false)),
            ("VPS Times", known(Charset::Vps, false)),
            ("VPS Times Hoa", known(Charset::Vps, true)),
            ("Times New Roman", None),
            ("Times New Roman, .VnTime", None),
            ("Vnavant Unicode", None),
            ("", None),
        ] {
            assert_eq!(font(name), font_of, "{name}");
        }
    }

    #[test]
    fn a_font_for_capitals_shows_capitals() {
        let capitals = Font { charset: Charset::Tcvn3, capitals: true };
        assert_eq!(shown("céng hoµ x· héi chñ nghÜa viÖt nam", capitals), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    }

    #[test]
    fn text_that_is_unicode_already_stays_whatever_its_font_is_called() {
        let plain = Font { charset: Charset::Tcvn3, capitals: false };
        assert_eq!(shown("Việt Nam", plain), "Việt Nam");
        assert_eq!(shown("Ðường", Font { charset: Charset::Vni, capitals: false }), "Ðường");
    }
}
