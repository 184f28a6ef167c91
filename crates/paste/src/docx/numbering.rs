//! The markers of list items. A document holds the rule of each list and not its numbers: they are counted in reading order, as Word does.

use std::collections::HashMap;

use super::tree::Element;

/// Levels of a list, as Word has them.
const LEVELS: usize = 9;

/// How a level counts.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    /// The name of the way it writes its numbers; a bullet is one.
    form: String,
    /// The marker, with `%1` for the number of the first level.
    text: String,
}

/// A list as paragraphs name it.
#[derive(Debug, Clone, Default)]
struct List {
    /// Lists of one rule count on.
    rule: String,
    restarts: HashMap<usize, u32>,
}

/// The lists of a document and how far they have counted.
#[derive(Default)]
pub(super) struct Numbering {
    rules: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    pub fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    let mut levels = vec![Level::default(); LEVELS];
                    for (at, level) in element.elements().filter(|child| &*child.name == "lvl").filter_map(numbered) {
                        levels[at] = Level {
                            start: level.setting("start").and_then(|start| start.parse().ok()).unwrap_or(1),
                            form: level.setting("numFmt").unwrap_or("decimal").to_owned(),
                            text: level.setting("lvlText").unwrap_or_default().to_owned(),
                        };
                    }
                    numbering.rules.insert(id.to_owned(), levels);
                }
                "num" => {
                    let (Some(id), Some(rule)) = (element.attribute("numId"), element.setting("abstractNumId")) else { continue };
                    let overrides = element.elements().filter(|child| &*child.name == "lvlOverride").filter_map(numbered);
                    let restarts = overrides.filter_map(|(at, level)| Some((at, level.setting("startOverride")?.parse().ok()?)));
                    numbering.lists.insert(id.to_owned(), List { rule: rule.to_owned(), restarts: restarts.collect() });
                }
                _ => {}
            }
        }
        numbering
    }

    /// The marker of the next item of a list at a level; none when the document knows no such list.
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let List { rule, restarts } = self.lists.get_mut(list)?;
        let levels = self.rules.get(rule.as_str())?;
        let counted = self.counted.entry(rule.clone()).or_default();
        // A restart counts once: where the list begins.
        let begins = restarts.remove(&level);
        let number = match (begins, counted[level]) {
            (Some(start), _) => start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => levels[level].start,
        };
        counted[level] = Some(number);
        for deeper in &mut counted[level + 1..] {
            *deeper = None;
        }
        if levels[level].form == "bullet" {
            return Some("•".to_owned());
        }
        let mut marker = levels[level].text.clone();
        for (at, rule) in levels.iter().enumerate().take(level + 1) {
            let number = counted[at].unwrap_or(rule.start);
            marker = marker.replace(&format!("%{}", at + 1), &written(number, &rule.form));
        }
        Some(marker)
    }
}

fn numbered(level: &Element) -> Option<(usize, &Element)> {
    let at = level.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
    Some((at, level))
}

/// A number as a level writes it.
fn written(number: u32, form: &str) -> String {
    match form {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// a to z, then aa, bb and so on.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    std::iter::repeat_n(letter, (at / 26 + 1).min(8) as usize).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number.min(3_999);
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{super::tree, *};

    #[test]
    fn items_are_counted_as_word_counts_them() {
        let xml = r#"<w:numbering xmlns:w="w">
            <w:abstractNum w:abstractNumId="0">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
              <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3"/></w:lvl>
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
            <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
            <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
            <w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num>
            </w:numbering>"#;
        let mut numbering = Numbering::read(&tree::read(xml.as_bytes()).expect("a tree").root);
        for (list, level, marker) in [
            ("5", 0, Some("I.")),
            ("5", 1, Some("a)")),
            ("5", 1, Some("b)")),
            ("5", 2, Some("b.3")),
            ("5", 0, Some("II.")),
            ("5", 1, Some("a)")),
            ("6", 0, Some("IX.")),
            ("6", 0, Some("X.")),
            ("7", 0, Some("•")),
            ("8", 0, Some("Điều 1.")),
            ("8", 70, Some("")),
            ("9", 0, None),
        ] {
            assert_eq!(numbering.next(list, level).as_deref(), marker, "list {list}, level {level}");
        }
        assert_eq!([letters(26), letters(27), letters(0)], ["z", "aa", ""]);
        assert_eq!(roman(u32::MAX).len(), "mmmcmxcix".len(), "no number makes a marker without end");
    }
}
