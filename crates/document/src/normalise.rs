//! Text from anywhere becomes our text.
//!
//! Vietnamese can be written in several ways that look alike: composed, decomposed, with the tone mark apart (Windows code page 1258),
//! with the Icelandic Ð for Đ. Stored text has one form, so that equal words are equal bytes to search, to merge and to the digest that an
//! approval binds to. It is applied at every boundary: typing, pasting, importing, receiving. Nothing is trimmed: the officer may be in
//! the middle of a sentence.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::{ArticleContent, PictureFacts, file_name};

/// The stored form of a text: NFC (Unicode Standard Annex 15), Đ and đ as the Vietnamese letters, ordinary spaces, `\n` between lines,
/// nothing invisible. Applying it twice is applying it once.
pub fn text(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            'Ð' => cleaned.push('Đ'),
            'ð' => cleaned.push('đ'),
            '\u{a0}' => cleaned.push(' '),
            '\r' => {
                rest.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            // The other characters that end a line: to drop them would glue two words together.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\n' | '\t' => cleaned.push(c),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => cleaned.push(c),
        }
    }
    // A joiner is judged by the letter before it, and its going may let marks meet and change places, and so what stands before the next joiner:
    // until nothing goes any more. Each turn but the last takes a joiner away.
    let mut composed: String = cleaned.nfc().collect();
    loop {
        let kept: String = without_idle_joiners(&composed).nfc().collect();
        if kept == composed {
            return kept;
        }
        composed = kept;
    }
}

/// A text of one line: as [`text`], with line breaks and tabs as spaces.
pub fn line(line: &str) -> String {
    text(line).replace(['\n', '\t'], " ")
}

/// Brings every text of a content into its stored form. Codes, links and fields of newer builds stay as they are.
pub fn content(content: &mut ArticleContent) {
    for field in [&mut content.title, &mut content.kicker, &mut content.sapo, &mut content.byline, &mut content.source] {
        *field = line(field);
    }
    node(&mut content.body.0);
    for attachment in &mut content.attachments {
        attachment.title = line(&attachment.title);
        attachment.file_name = file_name::safe(&line(&attachment.file_name));
    }
    for facts in content.pictures.values_mut() {
        facts.licence = line(&facts.licence);
    }
    content.pictures.retain(|_, facts| *facts != PictureFacts::default());
}

fn node(value: &mut Value) {
    if let Some(Value::String(words)) = value.get_mut("text") {
        *words = text(words);
    }
    for name in ["alt", "credit", "caption", "source", "text"] {
        if let Some(Value::String(words)) = value.get_mut("attrs").and_then(|attributes| attributes.get_mut(name)) {
            *words = line(words);
        }
    }
    if let Some(Value::Array(children)) = value.get_mut("content") {
        children.iter_mut().for_each(node);
        // A text of nothing but invisible characters is now empty, and the schema knows no empty text.
        children.retain(|child| child["type"] != "text" || child["text"] != "");
    }
}

/// Drops joiners (U+200C, U+200D) where they do nothing: beside Latin letters, white space and punctuation. Emoji sequences need them, and so do
/// Khmer, Cham and the scripts of India.
fn without_idle_joiners(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.chars() {
        if is_joiner(c) && !can_join(previous) {
            continue;
        }
        kept.push(c);
        previous = c;
    }
    kept
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn can_join(c: char) -> bool {
    // Below U+0590 are the alphabets without joining forms; U+1E00–1EFF is Latin again, U+2000–206F punctuation and spaces.
    c >= '\u{590}' && !matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}') && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Attachment, BlobId, Body};

    #[test]
    fn every_spelling_of_a_word_is_stored_as_the_same_bytes() {
        for (why, written, stored) in [
            ("NFC", "Việt Nam", "Việt Nam"),
            ("NFD", "Vie\u{323}\u{302}t Nam", "Việt Nam"),
            ("marks in the other order", "Vie\u{302}\u{323}t Nam", "Việt Nam"),
            ("code page 1258", "Viê\u{323}t Nam", "Việt Nam"),
            ("dot below composed first", "Vi\u{1eb9}\u{302}t Nam", "Việt Nam"),
            ("no-break space", "Việt\u{a0}Nam", "Việt Nam"),
            ("zero-width space", "Vi\u{200b}ệt Nam", "Việt Nam"),
            ("byte order mark", "\u{feff}Việt Nam", "Việt Nam"),
            ("word joiner", "Việt\u{2060} Nam", "Việt Nam"),
            ("soft hyphen", "Vi\u{ad}ệt Nam", "Việt Nam"),
            ("soft hyphen between letter and mark", "Viê\u{ad}\u{323}t Nam", "Việt Nam"),
            ("joiner between letter and mark", "Viê\u{200d}\u{323}t Nam", "Việt Nam"),
            ("joiner after a space", "Việt \u{200c}Nam", "Việt Nam"),
            ("control characters", "Vi\u{0}ệt\u{1b} Na\u{7f}m\u{9f}", "Việt Nam"),
            ("eth for Đ", "Ðà Nẵng", "Đà Nẵng"),
            ("eth for đ", "ðường", "đường"),
        ] {
            assert_eq!(text(written), stored, "{why}");
        }
    }

    #[test]
    fn lines_end_in_one_way_and_words_are_never_glued() {
        assert_eq!(text("a\r\nb\rc\nd\u{b}e\u{2028}f\u{85}g\r\r\nh"), "a\nb\nc\nd\ne\nf\ng\n\nh");
        assert_eq!(line("một\r\nhai\tba"), "một hai ba");
    }

    #[test]
    fn emoji_and_neighbouring_scripts_keep_their_joiners() {
        for kept in ["👩\u{200d}🌾", "❤\u{fe0f}\u{200d}🔥", "🏳\u{fe0f}\u{200d}🌈", "क\u{94d}\u{200d}ष", "ប\u{200c}\u{17ca}"]
        {
            assert_eq!(text(kept), kept);
        }
    }

    #[test]
    fn spaces_at_the_ends_stay_because_the_officer_may_be_mid_word() {
        assert_eq!(text(" Công bố "), " Công bố ");
    }

    #[test]
    fn every_text_of_a_content_is_brought_into_form() {
        let mut article = ArticleContent {
            title: "Ðà\nNẵng ".to_owned(),
            kicker: "a\u{200b}".to_owned(),
            sapo: "b\tb".to_owned(),
            byline: "c\u{a0}c".to_owned(),
            source: "e\u{302}".to_owned(),
            body: Body(json!({"type": "doc", "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "\u{200b}"}, {"type": "text", "text": "Ðất"}]},
                {"type": "figure", "attrs": {"blob": "00", "alt": "Ðê\nbiển", "credit": "a\u{a0}b"},
                 "content": [{"type": "figcaption", "content": [{"type": "text", "text": "ðê"}]}]}
            ]})),
            attachments: vec![Attachment {
                blob: BlobId::of(b""),
                title: "Ðính kèm".to_owned(),
                file_name: "../Ðính\nkèm.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                bytes: 1,
                unknown: Default::default(),
            }],
            ..ArticleContent::empty("tin")
        };
        content(&mut article);
        assert_eq!(
            [&article.title, &article.kicker, &article.sapo, &article.byline, &article.source],
            ["Đà Nẵng ", "a", "b b", "c c", "ê"]
        );
        assert_eq!(article.body.0["content"][0]["content"], json!([{"type": "text", "text": "Đất"}]), "no empty text may be left behind");
        assert_eq!(article.body.0["content"][1]["attrs"], json!({"blob": "00", "alt": "Đê biển", "credit": "a b"}));
        assert_eq!(article.body.0["content"][1]["content"][0]["content"][0]["text"], "đê");
        assert_eq!((article.attachments[0].title.as_str(), article.attachments[0].file_name.as_str()), ("Đính kèm", "..-Đính kèm.pdf"));
    }

    /// Texts in which letters, marks, joiners, emoji and line ends meet in every order.
    fn tangled() -> impl Strategy<Value = String> {
        let pieces = vec![
            "a", "ê", "\u{323}", "\u{302}", "\u{301}", "\u{338}", "\u{94d}", "क", "\u{200b}", "\u{200c}", "\u{200d}", "\u{feff}",
            "\u{fe0f}", "👩", "↔", "≡", " ", "\u{a0}", "\r", "\n", "\t", "\u{85}", "Ð", "ð", "\u{ad}", "\u{1100}", "\u{1161}", "\u{212b}",
            "\u{0}", "\u{2028}",
        ];
        proptest::collection::vec(proptest::sample::select(pieces), 0..12).prop_map(|chosen| chosen.concat())
    }

    #[test]
    fn a_joiner_whose_letter_moved_when_another_joiner_went_is_judged_anew() {
        let once = text("\u{323}\u{200c}\u{94d}\u{200c}");
        assert_eq!(text(&once), once);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn applying_it_twice_is_applying_it_once(written in prop_oneof![tangled(), any::<String>()]) {
            let once = text(&written);
            prop_assert_eq!(text(&once), once.clone());
            prop_assert_eq!(line(&line(&written)), line(&written));
        }

        #[test]
        fn the_stored_form_is_nfc_and_holds_nothing_invisible(written in prop_oneof![tangled(), any::<String>()]) {
            let stored = text(&written);
            prop_assert!(unicode_normalization::is_nfc(&stored));
            let unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{a0}') || (c.is_control() && c != '\n' && c != '\t');
            prop_assert!(!stored.contains(unseen));
        }
    }
}
