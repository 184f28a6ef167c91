//! Spelling and style of Vietnamese text.
//!
//! A [`Checker`] is given one block of text (a paragraph, a heading, a cell) and says what to look at, as [`Finding`]s. Blocks are checked each
//! by itself, so that an editor asks again only for the one that changed, and [`Cache`] answers for the others. What is checked, in three tiers: how a
//! syllable can be spelt ([`syllable`]), which syllables and words there are, and which words are taken for which others; and beside these the house
//! rules: names and capitals after Decree 30/2020/NĐ-CP, dates, numbers, marks, letters of old fonts.
//!
//! Nothing here reads a file, a clock or a network; the lists are compiled in. Precision goes before recall: an officer who is told wrong twice
//! does not look a third time. How often it is right is measured on a corpus of its own (`cargo xtask bench proofing`).

#![deny(missing_docs)]

mod cache;
mod dictionary;
mod finding;
mod letters;
mod lexicon;
mod phrases;
mod reason;
mod rules;
mod slips;
mod suggest;
pub mod syllable;
mod telex;
mod terms;
mod text;
mod token;

pub use cache::Cache;
pub use dictionary::Dictionary;
pub use finding::{Finding, Rule, Severity};
pub use letters::Tone;
pub use reason::Reason;

use text::Text;

/// Where the house puts the tone mark in `hòa/hoà`, `khỏe/khoẻ`, `thủy/thuỷ`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TonePlacement {
    /// Both are right.
    #[default]
    Either,
    /// On the first vowel: hòa, thủy.
    Old,
    /// On the second: hoà, thuỷ.
    New,
}

/// What is checked, and against which words.
#[derive(Debug, Clone, Default)]
pub struct Checker {
    /// The words of the organisation and of the person.
    pub words: Dictionary,
    /// The house's habit.
    pub placement: TonePlacement,
}

impl Checker {
    /// What is to be said of a block, in the order of the text; no two findings overlap.
    pub fn check(&self, block: &str) -> Vec<Finding> {
        let mut text = Text::new(block);
        rules::encoding::check(&mut text);
        rules::spelling::check(&mut text, self.placement);
        rules::pairs::check(&mut text);
        rules::doubled::check(&mut text);
        rules::numbers::check(&mut text);
        rules::dates::check(&mut text);
        rules::agencies::check(&mut text);
        rules::capitals::check(&mut text);
        rules::marks::check(&mut text);
        let exempt = self.words.ranges(&text);
        let mut findings = text.findings;
        findings.retain(|finding| {
            !(finding.rule.asks_dictionary()
                && exempt.iter().any(|range| range.start < finding.range.end && finding.range.start < range.end))
        });
        // Of two that overlap the graver one is told, of two alike the longer one; what came first breaks the tie.
        findings.sort_by_key(|finding| (finding.severity, std::cmp::Reverse(finding.range.end - finding.range.start)));
        let mut told: Vec<Finding> = Vec::with_capacity(findings.len());
        for finding in findings {
            if told.iter().all(|other| other.range.end <= finding.range.start || finding.range.end <= other.range.start) {
                told.push(finding);
            }
        }
        told.sort_by_key(|finding| finding.range.start);
        told
    }
}
