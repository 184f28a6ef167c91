//! Spelling and style.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ProofReason;

/// Blocks to be checked. Only those that changed need to be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckTextRequest {
    /// The article they are of: what was passed over in it is left out.
    pub article: String,
    /// The blocks.
    pub blocks: Vec<TextBlock>,
}

/// The text of one paragraph, heading, caption or field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextBlock {
    /// The asker's name for it, given back with the answer.
    pub key: String,
    /// Its text; U+FFFC where something stands that is no text.
    pub text: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckTextView {
    /// In the order of the question.
    pub blocks: Vec<BlockFindings>,
}

/// What was found in one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlockFindings {
    /// The asker's name for it.
    pub key: String,
    /// In the order of the text; no two overlap.
    pub findings: Vec<ProofFinding>,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProofFinding {
    /// Its first UTF-16 unit in the block.
    pub start: u32,
    /// After its last unit.
    pub end: u32,
    /// The rule's name, the same for ever.
    pub rule: String,
    /// How sure.
    pub severity: ProofSeverity,
    /// What is written there.
    pub text: String,
    /// What is wrong.
    pub reason: ProofReason,
    /// What may be meant, the likeliest first.
    pub replacements: Vec<String>,
    /// The page of the offline help.
    pub help: String,
    /// Whether adding the text to the dictionary settles it.
    pub learnable: bool,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProofSeverity {
    /// No Vietnamese spelling.
    Error,
    /// Very probably not meant.
    Warning,
    /// A habit of the house.
    Hint,
}

/// Where the house puts the tone mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TonePlace {
    /// Both are right.
    #[default]
    Either,
    /// hòa, thủy.
    Old,
    /// hoà, thuỷ.
    New,
}

/// How text is checked here, and which words are right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProofingView {
    /// Whether text is checked at all.
    pub on: bool,
    /// The habit that is asked for. The organisation's, where it has one, goes before the person's.
    pub tones: TonePlace,
    /// Whether the organisation laid the habit down.
    pub tones_fixed: bool,
    /// The person's words, in the order of adding.
    pub words: Vec<String>,
    /// The organisation's words.
    pub house_words: Vec<String>,
}

/// Turns checking on and off, and chooses a habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProofingSetRequest {
    /// Whether text is checked.
    pub on: bool,
    /// The person's habit.
    pub tones: TonePlace,
}

/// A word for the dictionary, or out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WordRequest {
    /// As written.
    pub word: String,
}

/// A finding to pass over in an article, or to show again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassFindingRequest {
    /// Which article.
    pub article: String,
    /// The rule's name.
    pub rule: String,
    /// What is written there.
    pub text: String,
}
