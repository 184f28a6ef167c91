//! The little of CSS that tells what a text says: declarations of an element and the sheet that Word, Excel and LibreOffice put before their pages.
//!
//! Selectors of one tag, one class or both are understood, which is what those programs write; other rules are passed over. An unknown property
//! costs nothing.

use std::collections::HashMap;

use crate::limits::{STYLE_BYTES, STYLE_RULES};

/// The declarations of one rule or one `style` attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Declarations(Vec<(String, String)>);

impl Declarations {
    /// Reads `name: value; name: value`.
    pub fn read(source: &str) -> Self {
        let (source, _) = crate::limits::within(source, STYLE_BYTES);
        let declarations = split(source, ';').into_iter().filter_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            let value = value.trim().trim_end_matches("!important").trim();
            Some((name.trim().to_ascii_lowercase(), value.to_owned()))
        });
        Self(declarations.collect())
    }

    /// The last value of a property.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// The rules of a page.
#[derive(Default)]
pub(super) struct Sheet {
    /// By tag and class, either of which may be empty.
    rules: HashMap<(String, String), Declarations>,
}

impl Sheet {
    /// Adds the rules of a `style` element.
    pub fn add(&mut self, source: &str) {
        let (source, _) = crate::limits::within(source, STYLE_BYTES);
        let source = without_comments(source);
        let mut rest = source.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            let Some(end) = closing(after) else { return };
            let body = &after[..end];
            rest = &after[end + 1..];
            // `@page` and `@list` describe no element; what they hold is passed over with them.
            let selectors = selectors.rsplit(';').next().unwrap_or(selectors);
            if selectors.trim_start().starts_with('@') {
                continue;
            }
            let declarations = Declarations::read(body);
            for selector in selectors.split(',').filter_map(simple) {
                if self.rules.len() >= STYLE_RULES {
                    return;
                }
                self.rules.entry(selector).or_default().0.extend(declarations.0.iter().cloned());
            }
        }
    }

    /// The rules for an element, the most general first.
    pub fn rules<'a>(&'a self, tag: &'a str, classes: &'a str) -> impl Iterator<Item = &'a Declarations> + 'a {
        let rule = |tag: &str, class: &str| self.rules.get(&(tag.to_owned(), class.to_ascii_lowercase()));
        let classes = classes.split_ascii_whitespace().take(8);
        rule(tag, "").into_iter().chain(classes.flat_map(move |class| rule("", class).into_iter().chain(rule(tag, class))))
    }

    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

fn simple(selector: &str) -> Option<(String, String)> {
    let selector = selector.trim();
    let (tag, class) = selector.split_once('.').unwrap_or((selector, ""));
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let is_simple = !(tag.is_empty() && class.is_empty()) && is_name(tag) && is_name(class);
    is_simple.then(|| (tag.to_ascii_lowercase(), class.to_ascii_lowercase()))
}

/// CSS comments and the HTML comment that Word wraps its sheet in.
fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.replace("<!--", " ").replace("-->", " ")
}

/// Where the block ends that began before `source`.
fn closing(source: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Splits at a character outside quotes and brackets, as in `url("a;b")`.
fn split(source: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut quote, mut depth) = (Vec::new(), 0, None, 0_i32);
    for (place, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) if c == at && depth <= 0 => {
                parts.push(&source[start..place]);
                start = place + c.len_utf8();
            }
            (None, _) => {}
        }
    }
    parts.push(&source[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read_around_quotes_and_brackets() {
        let read =
            Declarations::read("font-family:\"a;b\",.VnTime ; background: url(data:x;y); MSO-LIST: l0 level1 lfo1; color:red !important");
        assert_eq!(read.get("font-family"), Some("\"a;b\",.VnTime"));
        assert_eq!(read.get("mso-list"), Some("l0 level1 lfo1"));
        assert_eq!(read.get("color"), Some("red"));
        assert_eq!(read.get("y)"), None);
    }

    #[test]
    fn the_sheet_of_an_office_is_read_by_tag_and_class() {
        let mut sheet = Sheet::default();
        sheet.add(
            "<!-- /* Font */ @font-face {font-family:\"Cambria\"; panose-1:2 4;} p.MsoNormal, li.MsoNormal {margin:0; font-family:\".VnTime\";}
             @list l0:level1 {mso-level-number-format:bullet;} .xl65 {font-weight:700;} td {color:black} a:link, p > b {color:blue} -->",
        );
        let fonts: Vec<_> = sheet.rules("p", "MsoNormal").filter_map(|rule| rule.get("font-family")).collect();
        assert_eq!(fonts, ["\".VnTime\""]);
        assert_eq!(sheet.rules("td", "xl65").count(), 2);
        assert_eq!(sheet.rules("a", "").count(), 0);
    }

    #[test]
    fn a_broken_sheet_is_no_trouble() {
        for source in ["p {", "}}}}{{{", "@media {p {color:red}", "/*", "{}", "p{font-family:'", "<!--"] {
            Sheet::default().add(source);
        }
    }
}
