//! What a person types to find something, understood.
//!
//! Words, "phrases", -excluded words, and fields: `mục:`, `loại:`, `tác giả:`, `từ:`, `đến:`, `có:`, `trạng thái:`, with or without accents. What
//! is no such thing is words: there is no text that is not a query.

use banthao_portal_api::wire::Catalogue;
use banthao_protocol::{Filters, Has, StateFilter};
use banthao_store::{fold, search::Query};

/// A query and the filters named in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub words: Query,
    pub filters: Filters,
}

#[derive(Clone, Copy)]
enum Field {
    Section,
    Kind,
    Author,
    From,
    To,
    Has,
    State,
}

const FIELDS: [(&str, Field); 9] = [
    ("muc", Field::Section),
    ("loai", Field::Kind),
    ("tac gia", Field::Author),
    ("tacgia", Field::Author),
    ("tu", Field::From),
    ("den", Field::To),
    ("co", Field::Has),
    ("trang thai", Field::State),
    ("trangthai", Field::State),
];

const HOLDINGS: [(&str, Has); 7] = [
    ("lien ket", Has::Link),
    ("lienket", Has::Link),
    ("hinh", Has::Image),
    ("anh", Has::Image),
    ("tep", Has::File),
    ("link", Has::Link),
    ("bang", Has::Table),
];

const STATES: [(&str, StateFilter); 10] = [
    ("o may nay", StateFilter::OnDevice),
    ("o may", StateFilter::OnDevice),
    ("dang gui", StateFilter::Sending),
    ("cong da nhan", StateFilter::Received),
    ("da nhan", StateFilter::Received),
    ("cho duyet", StateFilter::InReview),
    ("tra lai", StateFilter::Returned),
    ("da dang", StateFilter::Published),
    ("can xu li", StateFilter::Trouble),
    ("loi", StateFilter::Trouble),
];

/// The filters' own and those of the query together, and the words.
pub(crate) fn parse(typed: &str, filters: Filters, catalogue: Option<&Catalogue>) -> Asked {
    let typed = banthao_document::normalise::text(typed);
    let mut asked = Asked { words: Query::default(), filters };
    let mut rest = typed.as_str();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return asked;
        }
        if let Some(after) = asked.take_field(rest, catalogue) {
            rest = after;
            continue;
        }
        let barred = rest.strip_prefix('-').filter(|after| after.starts_with(|c: char| c == '"' || c.is_alphanumeric()));
        let from = barred.unwrap_or(rest);
        let (text, is_phrase, after) = piece(from);
        match (is_phrase, barred.is_some()) {
            (true, false) => asked.words.want_phrase(text),
            (true, true) => asked.words.bar_phrase(text),
            (false, true) => asked.words.bar(text),
            // The space after a word says that it is whole.
            (false, false) => asked.words.want(&from[..from.len() - after.trim_start().len()]),
        }
        rest = after;
    }
}

/// What stands in quotes, or up to the next space; and what comes after.
fn piece(rest: &str) -> (&str, bool, &str) {
    if let Some(quoted) = rest.strip_prefix('"') {
        // An open quote goes to the end: someone is still typing.
        let (text, after) = quoted.split_once('"').unwrap_or((quoted, ""));
        return (text, true, after);
    }
    // The first character is taken whatever it is, so that every turn takes something.
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = rest[first..].find(|c: char| c.is_whitespace() || c == '"').map_or(rest.len(), |at| first + at);
    (&rest[..end], false, &rest[end..])
}

impl Asked {
    /// What comes after a field and its value; none when there is none that is understood.
    fn take_field<'t>(&mut self, rest: &'t str, catalogue: Option<&Catalogue>) -> Option<&'t str> {
        let (name, value) = rest.split_once(':')?;
        let name = fold(name);
        let field = FIELDS.iter().find(|(known, _)| *known == name)?.1;
        let (text, _, after) = piece(value.trim_start());
        if text.trim().is_empty() {
            return None;
        }
        let filters = &mut self.filters;
        match field {
            Field::Section => {
                let sections = catalogue.map(|catalogue| &catalogue.sections[..]).unwrap_or_default();
                filters.sections.extend(codes(text, sections.iter().map(|section| (&section.code, &section.name))));
            }
            Field::Kind => {
                let kinds = catalogue.map(|catalogue| &catalogue.kinds[..]).unwrap_or_default();
                filters.kinds.extend(codes(text, kinds.iter().map(|kind| (&kind.code, &kind.name))));
            }
            Field::Author => filters.authors.push(text.to_owned()),
            Field::From => filters.from_ms = Some(filters.from_ms.unwrap_or(i64::MIN).max(day(text)?)),
            Field::To => filters.to_ms = Some(filters.to_ms.unwrap_or(i64::MAX).min(day(text)? + DAY_MS)),
            Field::Has => {
                let (has, after) = named(value, &HOLDINGS)?;
                filters.has.push(has);
                return Some(after);
            }
            Field::State => {
                let (state, after) = named(value, &STATES)?;
                filters.states.push(state);
                return Some(after);
            }
        }
        Some(after)
    }
}

/// The codes of those whose code or name says `text`; `text` itself when none does, which then finds nothing.
fn codes<'c>(text: &str, known: impl Iterator<Item = (&'c String, &'c String)>) -> Vec<String> {
    let sought = fold(text);
    let says = |(code, name): &(&String, &String)| fold(code) == sought || fold(name).contains(&sought);
    let mut codes: Vec<String> = known.filter(says).map(|(code, _)| code.clone()).collect();
    if codes.is_empty() {
        codes.push(text.to_owned());
    }
    codes
}

/// What a value of one or more words names, in quotes or not, and what comes after.
fn named<'t, T: Copy>(value: &'t str, names: &[(&str, T)]) -> Option<(T, &'t str)> {
    let value = value.trim_start();
    if value.starts_with('"') {
        let (text, _, after) = piece(value);
        let sought = fold(text.trim());
        return names.iter().find(|(name, _)| *name == sought).map(|(_, named)| (*named, after));
    }
    let ends = value.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([value.len()]);
    let of_end = |end: usize| {
        let sought = fold(&value[..end]);
        names.iter().find(|(name, _)| *name == sought).map(|(_, named)| (*named, &value[end..]))
    };
    ends.take(3).filter_map(of_end).last()
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Vietnam has one time and no summer time.
const ZONE_MS: i64 = 7 * 60 * 60 * 1000;

/// The first moment of a day written as 2026-01-31 or 31/1/2026.
fn day(text: &str) -> Option<i64> {
    let numbers = |sign| text.split(sign).map(|part| part.parse::<i64>().ok()).collect::<Option<Vec<_>>>();
    let (year, month, day) = match (numbers('-').as_deref(), numbers('/').as_deref()) {
        (Some(&[year, month, day]), _) | (_, Some(&[day, month, year])) => (year, month, day),
        _ => return None,
    };
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days since 1970 in the Gregorian calendar, years counted from March so that the leap day is the last (H. Hinnant, "days_from_civil").
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some(days * DAY_MS - ZONE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> Asked {
        parse(typed, Filters::default(), None)
    }

    #[test]
    fn fields_are_understood_with_and_without_accents() {
        let expected = Filters {
            has: vec![Has::Image, Has::Link, Has::Table],
            states: vec![StateFilter::Sending, StateFilter::Returned],
            authors: vec!["Huy Dũng".to_owned(), "Dung".to_owned()],
            from_ms: Some(1_767_200_400_000),
            to_ms: Some(1_769_878_800_000),
            ..Filters::default()
        };
        let typed = "có:ảnh co: \"liên kết\" có:bảng trạng thái:đang gửi trangthai:\"tra lai\" tác giả:\"Huy Dũng\" tacgia:Dung từ:2026-01-01 đến:31/1/2026";
        assert_eq!(asked(typed), Asked { filters: expected, words: Query::default() });
        assert_eq!(asked("có:liên kết ảnh").filters.has, [Has::Link]);
        assert!(!asked("có:liên kết ảnh").words.is_empty());
    }

    #[test]
    fn what_is_no_field_is_words() {
        for typed in ["từ:hôm qua", "giờ:10", "có:gì đó", "mục:", "trạng thái:lạ", ":", "-", "\"", "- -", "có:\""] {
            assert_eq!(asked(typed).filters, Filters::default(), "{typed}");
        }
        assert!(!asked("từ:hôm").words.is_empty());
    }

    #[test]
    fn words_phrases_and_what_is_barred_are_told_apart() {
        let mut expected = Query::default();
        expected.want("một ");
        expected.want_phrase("hai ba");
        expected.bar("bốn");
        expected.bar_phrase("năm sáu");
        expected.want("bảy-tám");
        assert_eq!(asked("một \"hai ba\" -bốn -\"năm sáu\" bảy-tám").words, expected);
    }

    #[test]
    fn a_section_is_found_by_its_name() {
        let known = [("tin-tuc".to_owned(), "Tin tức - Sự kiện".to_owned()), ("van-ban".to_owned(), "Văn bản".to_owned())];
        let codes = |text| codes(text, known.iter().map(|(code, name)| (code, name)));
        assert_eq!(
            (codes("tin tuc"), codes("Văn bản"), codes("van-ban")),
            (vec!["tin-tuc".into()], vec!["van-ban".into()], vec!["van-ban".into()])
        );
        assert_eq!(codes("không có"), ["không có"], "a name that nothing bears finds nothing instead of everything");
    }
}
