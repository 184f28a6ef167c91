//! What must hold of every merge.

use std::collections::{HashMap, HashSet};

use banthao_document::{
    ArticleContent,
    merge::{self, Conflict, Merged, Resolution, Side},
    validate,
};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::{chance::Chance, writing::Writer};

/// The first letter that marks a word: CJK ideographs, which Vietnamese no longer writes.
const FIRST_LETTER: u32 = 0x4e00;

/// What one case came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    pub conflicts: usize,
}

/// A case: what two people made of one text.
pub struct Case {
    pub base: ArticleContent,
    pub ours: ArticleContent,
    pub theirs: ArticleContent,
    /// Neither took text from one block into another.
    stays_in_place: bool,
    /// Every word of the base is told from every other.
    marked: bool,
    /// Every block has its id on every side.
    has_ids: bool,
    /// Somebody moved blocks.
    moved: bool,
    /// The merge as it must be, where the two kept out of each other's way.
    expected: Option<ArticleContent>,
}

impl Case {
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let marked = !chance.one_in(4);
        let mut writer = Writer { chance: &mut chance, letter: FIRST_LETTER, marked, block: 0, regrouped: false, moved: false };
        let mut base = writer.article();
        let without_any = writer.chance.one_in(64);
        if without_any {
            without_ids(&mut base.body.0);
        }
        if marked && writer.chance.one_in(8) {
            return Self::apart(base, &mut writer);
        }
        writer.marked = true;
        let mut ours = base.clone();
        for _ in 0..1 + writer.chance.below(5) {
            writer.edits(&mut ours);
        }
        // Now and then the other side has some of the same edits already.
        let mut theirs = if writer.chance.one_in(10) { ours.clone() } else { base.clone() };
        if theirs == ours && writer.chance.one_in(2) {
            for _ in 0..1 + writer.chance.below(3) {
                writer.edits(&mut ours);
            }
        }
        for _ in 0..1 + writer.chance.below(5) {
            writer.edits(&mut theirs);
        }
        // Another system's editor keeps no ids.
        let by_another_editor = writer.chance.one_in(16);
        if by_another_editor {
            without_ids(&mut theirs.body.0);
        }
        let has_ids = !without_any && !by_another_editor;
        let (stays_in_place, moved) = (!writer.regrouped && has_ids, writer.moved);
        Self { base, ours, theirs, marked, stays_in_place, has_ids, moved, expected: None }
    }

    /// Two people who each write in every second block, and what comes of it when one does it after the other.
    fn apart(base: ArticleContent, writer: &mut Writer<'_>) -> Self {
        let (mut ours, mut theirs, mut both) = (base.clone(), base.clone(), base.clone());
        let blocks = base.body.0["content"].as_array().map_or(0, Vec::len);
        for index in 0..blocks {
            if !matches!(base.body.0["content"][index]["type"].as_str(), Some("paragraph" | "heading" | "blockquote" | "bullet_list")) {
                continue;
            }
            let mut block = base.body.0["content"][index].clone();
            writer.in_words(&mut block, Writer::types);
            let side = if index % 2 == 0 { &mut ours } else { &mut theirs };
            side.body.0["content"][index] = block.clone();
            both.body.0["content"][index] = block;
        }
        Self { base, ours, theirs, marked: true, stays_in_place: true, has_ids: true, moved: false, expected: Some(both) }
    }

    /// Every claim; the first that does not hold is named.
    pub fn judge(&self) -> Result<Outcome, String> {
        let Self { base, ours, theirs, .. } = self;
        let merged = merge::merge(base, ours, theirs);
        self.nothing_written_is_missing(&merged)?;
        self.nothing_deleted_comes_back_unflagged(&merged)?;
        claim(validate::content(&merged.content).is_ok(), "the merge keeps to the schema")?;
        self.sides_may_be_exchanged(&merged)?;
        for (side, name) in [(ours, "ours"), (theirs, "theirs")] {
            let again = merge::merge(base, &merged.content, side);
            // Text full of repetitions can be read in more than one way; then a merge that is merged again may ask again.
            if self.has_ids && self.marked && !self.is_same(&again.content, &merged.content) {
                return Err(format!("merging {name} into the merge again changes nothing: {}", again.content.body.0));
            }
            claim(merge::merge(side, side, &merged.content).content == merged.content, "one side unchanged is the other side")?;
        }
        claim(merged.conflicts.is_empty() == merge::is_settled(&merged.content), "a content knows whether it is settled")?;
        self.decisions_settle(&merged)?;
        if let Some(expected) = &self.expected {
            claim(merged.conflicts.is_empty(), "different blocks merge by themselves")?;
            claim(merged.content == *expected, "different blocks merge as if one had been written after the other")?;
        }
        Ok(Outcome { conflicts: merged.conflicts.len() })
    }

    fn nothing_written_is_missing(&self, merged: &Merged) -> Result<(), String> {
        let there = letters(&all_text(&merged.content));
        let before = letters(&all_text(&self.base));
        for side in [&self.ours, &self.theirs] {
            for (letter, count) in letters(&all_text(side)) {
                let written = count.saturating_sub(before.get(&letter).copied().unwrap_or(0));
                if written > there.get(&letter).copied().unwrap_or(0) {
                    return Err(format!("no letter that either side wrote is missing: {letter:?}"));
                }
            }
        }
        Ok(())
    }

    /// Of words that one side deleted and the other left where they were, none stands outside a conflict.
    fn nothing_deleted_comes_back_unflagged(&self, merged: &Merged) -> Result<(), String> {
        if !self.stays_in_place {
            return Ok(());
        }
        let marks = |value: &Value| marked(&text_of(value, Conflicts::Read)).collect::<HashSet<char>>();
        let before = marks(&self.base.body.0);
        let settled: HashSet<char> = marked(&text_of(&merged.content.body.0, Conflicts::Skip)).collect();
        for side in [&self.ours, &self.theirs] {
            let here = marks(&side.body.0);
            if let Some(letter) = before.iter().find(|letter| !here.contains(letter) && settled.contains(letter)) {
                return Err(format!("what a side deleted does not come back unflagged: {letter:?}"));
            }
        }
        Ok(())
    }

    fn sides_may_be_exchanged(&self, merged: &Merged) -> Result<(), String> {
        let exchanged = merge::merge(&self.base, &self.theirs, &self.ours);
        if exchanged.content != merged.content {
            return Err(format!("the content does not depend on whose is whose: {}", exchanged.content.body.0));
        }
        let labels: Vec<Conflict> = exchanged.conflicts.into_iter().map(relabelled).collect();
        claim(labels == merged.conflicts, "the conflicts are the same but for their labels")
    }

    fn decisions_settle(&self, merged: &Merged) -> Result<(), String> {
        for (resolution, side) in [(Resolution::Ours, &self.ours), (Resolution::Theirs, &self.theirs)] {
            let decided = merge::resolve(merged, &vec![resolution; merged.conflicts.len()]).map_err(|error| error.to_string())?;
            claim(merge::is_settled(&decided), "decisions settle the merge")?;
            claim(validate::content(&decided).is_ok(), "what was decided keeps to the schema")?;
            let there = letters(&all_text(&decided));
            let lost = marked(&all_text(side)).find(|letter| !there.contains_key(letter) && self.is_new(*letter));
            claim(lost.is_none(), "whoever keeps a side's version keeps what that side wrote")?;
        }
        Ok(())
    }

    /// The same content; where blocks were moved, in whatever order: which of two blocks was moved past the other, an order alone does not tell.
    fn is_same(&self, one: &ArticleContent, other: &ArticleContent) -> bool {
        let without_order = |content: &ArticleContent| {
            let mut content = content.clone();
            if let Some(Value::Array(blocks)) = content.body.0.get_mut("content") {
                blocks.iter_mut().for_each(in_some_order);
                blocks.sort_by_cached_key(Value::to_string);
            }
            content
        };
        one == other || (self.moved && without_order(one) == without_order(other))
    }

    fn is_new(&self, letter: char) -> bool {
        !all_text(&self.base).contains(letter)
    }
}

fn claim(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn relabelled(conflict: Conflict) -> Conflict {
    match conflict {
        Conflict::Field { field, base, ours, theirs } => Conflict::Field { field, base, ours: theirs, theirs: ours },
        Conflict::File { blob, base, ours, theirs } => Conflict::File { blob, base, ours: theirs, theirs: ours },
        Conflict::Block { id, base, mut versions } => {
            for version in &mut versions {
                version.of = match version.of {
                    Side::Ours => Side::Theirs,
                    Side::Theirs => Side::Ours,
                    Side::Earlier => Side::Earlier,
                };
            }
            versions.sort_by_key(|version| version.of);
            Conflict::Block { id, base, versions }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Conflicts {
    Read,
    Skip,
}

/// Every string of a value that a person may have written.
fn text_of(value: &Value, conflicts: Conflicts) -> String {
    let mut text = String::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(words) => text.push_str(words),
            Value::Array(inside) => waiting.extend(inside),
            Value::Object(members) => {
                if conflicts == Conflicts::Skip && value["type"] == "conflict" {
                    continue;
                }
                let written = |name: &str| {
                    !matches!(
                        name,
                        "type" | "marks" | "id" | "blob" | "schema" | "kind" | "language" | "file_name" | "media_type" | "field"
                    )
                };
                waiting.extend(members.iter().filter(|(name, _)| written(name)).map(|(_, value)| value));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    text
}

fn all_text(content: &ArticleContent) -> String {
    text_of(&serde_json::to_value(content).expect("a content is JSON"), Conflicts::Read)
}

fn letters(text: &str) -> HashMap<char, usize> {
    let mut found = HashMap::new();
    // Marks and dots are moved by spellings and stops; letters are what somebody wrote.
    for letter in text.nfc().filter(|c| c.is_alphanumeric()) {
        *found.entry(letter).or_default() += 1;
    }
    found
}

fn marked(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
}

/// Lists with their items sorted.
fn in_some_order(node: &mut Value) {
    let is_list = matches!(node["type"].as_str(), Some("bullet_list" | "ordered_list"));
    if let Some(Value::Array(inside)) = node.get_mut("content") {
        inside.iter_mut().for_each(in_some_order);
        if is_list {
            inside.sort_by_cached_key(Value::to_string);
        }
    }
}

fn without_ids(node: &mut Value) {
    if let Some(Value::Object(attributes)) = node.get_mut("attrs") {
        attributes.remove("id");
    }
    if let Some(Value::Array(inside)) = node.get_mut("content") {
        inside.iter_mut().for_each(without_ids);
    }
}
