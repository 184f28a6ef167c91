//! The words of footnotes and endnotes, by id.

use std::collections::HashMap;

use super::tree::Element;

/// Reads the notes of one file.
pub(super) fn read(root: &Element) -> HashMap<String, String> {
    let one = |note: &Element| {
        // The lines between text and notes are written as notes as well.
        let is_rule = matches!(note.attribute("type"), Some("separator" | "continuationSeparator" | "continuationNotice"));
        Some((note.attribute("id")?.to_owned(), words(note))).filter(|_| !is_rule)
    };
    root.elements().filter_map(one).collect()
}

fn words(note: &Element) -> String {
    let paragraph = |paragraph: &Element| {
        let mut line = String::new();
        for element in paragraph.all() {
            match &*element.name {
                "t" => line.push_str(&element.text()),
                "tab" | "br" | "cr" => line.push(' '),
                _ => {}
            }
        }
        line.trim().to_owned()
    };
    let lines: Vec<String> = note.all().filter(|element| &*element.name == "p").map(paragraph).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
