//! Lists that were written as paragraphs.
//!
//! Word's clipboard has no lists: each item is a paragraph that names its list and level and begins with its marker as text. Other programs write real
//! lists whose items say how deep they are. Both become a row of [`Item`]s, and [`fold`] makes lists in lists of them.

use crate::{
    model::{Block, Inline, List},
    receipt::{Notes, Thing},
};

/// An item and its place in the outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// The list's name in the source: items of different lists do not become one.
    pub list: String,
    /// 1 for the outermost.
    pub level: usize,
    /// The marker as it was written: “1.”, “a)”, “·”; empty when there was none.
    pub marker: String,
    /// Whether it is numbered, when the source says so itself.
    pub ordered: Option<bool>,
    pub blocks: Vec<Block>,
}

/// What a marker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet,
    /// A number, and whether the article's own numbering shows the same one.
    Number(u32, Same),
    /// Words that belong to the text: “Điều 1.”
    Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Same {
    Yes,
    No,
}

/// Makes lists of neighbouring items.
pub(crate) fn fold(items: Vec<Item>, notes: &Notes) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run: Vec<Item> = Vec::new();
    let mut previous = None;
    for mut item in items {
        let marker = match item.ordered {
            Some(true) => Marker::Number(item.marker.parse().unwrap_or(1), Same::Yes),
            Some(false) => Marker::Bullet,
            None => marker(&item.marker, previous),
        };
        if marker == Marker::Words {
            blocks.extend(lists(std::mem::take(&mut run), notes));
            let words = format!("{} ", item.marker.trim());
            if let Some(Block::Paragraph(line)) = item.blocks.first_mut() {
                line.insert(0, Inline::plain(words));
            }
            blocks.extend(item.blocks);
            previous = None;
            continue;
        }
        if let Marker::Number(number, same) = marker {
            previous = Some(number);
            if item.ordered.is_none() && same == Same::No {
                notes.note(Thing::Numbering);
            }
            item.marker = number.to_string();
        }
        item.ordered = Some(marker != Marker::Bullet);
        run.push(item);
    }
    blocks.extend(lists(run, notes));
    blocks
}

/// The lists of a row of items whose kind and number are known.
fn lists(items: Vec<Item>, notes: &Notes) -> Vec<Block> {
    let Some(base) = items.iter().map(|item| item.level).min() else { return Vec::new() };
    notes.note(Thing::MadeLists);
    let mut items = items.into_iter().peekable();
    let mut blocks = Vec::new();
    while let Some(list) = level(&mut items, base) {
        blocks.push(Block::List(list));
    }
    blocks
}

/// One list of a level, with the deeper ones in its items.
fn level(items: &mut std::iter::Peekable<std::vec::IntoIter<Item>>, base: usize) -> Option<List> {
    let first = items.peek()?;
    let ordered = first.ordered == Some(true);
    let name = first.list.clone();
    let begins = first.marker.parse::<u32>().unwrap_or(1);
    let mut list = List { start: ordered.then_some(begins), items: Vec::new() };
    let mut expected = begins;
    while let Some(next) = items.peek() {
        if next.level > base && !list.items.is_empty() {
            let deeper = next.level;
            let inner = level(items, deeper)?;
            if let Some(item) = list.items.last_mut() {
                item.push(Block::List(inner));
            }
            continue;
        }
        // A shallower item ends this list; so does another list, unless its numbers go on.
        let number = next.marker.parse::<u32>().unwrap_or(expected);
        let goes_on = next.list == name || (ordered && number == expected && number > 1);
        if next.level < base || (next.ordered == Some(true)) != ordered || !goes_on || (ordered && number < expected) {
            break;
        }
        let Some(item) = items.next() else { break };
        expected = number.saturating_add(1);
        list.items.push(item.blocks);
    }
    Some(list)
}

/// What a marker says, after an item with the number `previous`.
fn marker(written: &str, previous: Option<u32>) -> Marker {
    let written = written.trim();
    let bare = written.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | '(' | ':' | ']' | '[' | '/'));
    if bare.is_empty() || (bare == "o" && bare == written) {
        return Marker::Bullet;
    }
    if !bare.chars().any(char::is_alphanumeric) {
        return Marker::Bullet;
    }
    if let Ok(number) = bare.parse::<u32>() {
        return Marker::Number(number, Same::Yes);
    }
    // “2.1.3”
    if bare.split('.').all(|part| !part.is_empty() && part.len() < 5 && part.bytes().all(|b| b.is_ascii_digit())) {
        let last = bare.rsplit('.').next().and_then(|part| part.parse().ok());
        return last.map_or(Marker::Words, |number| Marker::Number(number, Same::No));
    }
    let lower = bare.to_ascii_lowercase();
    let letter = match lower.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    };
    match (letter, roman(&lower)) {
        // “i.” after “h.” is a letter, at the beginning it is a one.
        (Some(letter), _) if previous.is_some_and(|previous| previous + 1 == letter) => Marker::Number(letter, Same::No),
        (_, Some(roman)) => Marker::Number(roman, Same::No),
        (Some(letter), None) => Marker::Number(letter, Same::No),
        (None, None) if lower == "đ" => Marker::Number(5, Same::No),
        // The private characters of Wingdings count as letters to nobody, but those of Symbol may come as Latin ones.
        (None, None) if bare.chars().count() == 1 && !bare.is_ascii() => Marker::Bullet,
        (None, None) => Marker::Words,
    }
}

fn roman(lower: &str) -> Option<u32> {
    let value = |letter| match letter {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    if lower.is_empty() || lower.len() > 8 {
        return None;
    }
    let values = lower.bytes().map(value).collect::<Option<Vec<u32>>>()?;
    let mut sum = 0_i64;
    for (at, value) in values.iter().enumerate() {
        let smaller = values.get(at + 1).is_some_and(|next| next > value);
        sum += if smaller { -i64::from(*value) } else { i64::from(*value) };
    }
    u32::try_from(sum).ok().filter(|sum| *sum > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words;

    fn item(level: usize, marker: &str, text: &str) -> Item {
        Item { list: "l0".to_owned(), level, marker: marker.to_owned(), ordered: None, blocks: vec![Block::line(text)] }
    }

    fn outline(blocks: &[Block]) -> String {
        let mut written = String::new();
        for block in blocks {
            match block {
                Block::List(list) => {
                    written.push_str(&list.start.map_or("*".to_owned(), |start| format!("{start}.")));
                    for item in &list.items {
                        written.push_str(&format!("[{}]", outline(item)));
                    }
                }
                Block::Paragraph(line) => written.push_str(&words(line)),
                _ => written.push('?'),
            }
        }
        written
    }

    fn folded(items: Vec<Item>) -> String {
        outline(&fold(items, &Notes::default()))
    }

    #[test]
    fn markers_are_told_apart() {
        for (written, previous, said) in [
            ("·", None, Marker::Bullet),
            ("o", None, Marker::Bullet),
            ("-", None, Marker::Bullet),
            ("\u{f0a7}", None, Marker::Bullet),
            ("", None, Marker::Bullet),
            ("1.", None, Marker::Number(1, Same::Yes)),
            ("(12)", None, Marker::Number(12, Same::Yes)),
            ("2.1.", None, Marker::Number(1, Same::No)),
            ("a)", None, Marker::Number(1, Same::No)),
            ("o)", Some(14), Marker::Number(15, Same::No)),
            ("i.", None, Marker::Number(1, Same::No)),
            ("i.", Some(8), Marker::Number(9, Same::No)),
            ("đ)", Some(4), Marker::Number(5, Same::No)),
            ("IV.", None, Marker::Number(4, Same::No)),
            ("Điều 1.", None, Marker::Words),
            ("Phụ lục", None, Marker::Words),
            ("99999999999.", None, Marker::Words),
        ] {
            assert_eq!(marker(written, previous), said, "{written}");
        }
    }

    #[test]
    fn items_become_lists_in_lists() {
        let items = vec![item(1, "1.", "a"), item(2, "a.", "b"), item(2, "b.", "c"), item(3, "·", "d"), item(1, "2.", "e")];
        assert_eq!(folded(items), "1.[a1.[b][c*[d]]][e]");
    }

    #[test]
    fn numbers_that_go_on_after_a_break_keep_their_start() {
        assert_eq!(folded(vec![item(1, "3.", "a"), item(1, "4.", "b")]), "3.[a][b]");
        assert_eq!(folded(vec![item(1, "1.", "a"), item(1, "1.", "b")]), "1.[a]1.[b]");
    }

    #[test]
    fn a_list_that_begins_deep_is_as_shallow_as_it_can_be() {
        assert_eq!(folded(vec![item(3, "·", "a"), item(2, "·", "b")]), "*[a][b]");
    }

    #[test]
    fn a_marker_of_words_stays_in_the_text() {
        assert_eq!(folded(vec![item(1, "Điều 1.", "Phạm vi")]), "Điều 1. Phạm vi");
    }
}
