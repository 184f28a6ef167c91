//! What is typed between two writes of the whole content, and what came back of it after an unclean end.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// What was typed since the last batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleJournalRequest {
    /// The article.
    pub article: String,
    /// The `content_hash` of the content that the first batch after it was typed from.
    pub base_hash: String,
    /// 1 for the first batch after the content was opened or saved whole, then one more each time. A batch whose answer was lost is sent again under
    /// its own number.
    pub seq: u32,
    /// In the order typed.
    pub entries: Vec<JournalEntry>,
    /// Where the caret stands; opaque to the core.
    #[ts(type = "unknown")]
    #[serde(default)]
    pub caret: Value,
}

/// One thing that was done to an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum JournalEntry {
    /// The text was edited: steps of the editor, in order.
    Steps {
        /// As the editor writes them.
        #[ts(type = "unknown[]")]
        steps: Vec<Value>,
    },
    /// The text became this. Sent where steps would start from another text than the core has.
    Body {
        /// The whole text.
        #[ts(type = "unknown")]
        body: Value,
    },
    /// Fields beside the text became these.
    Fields {
        /// By their names in `ArticleContentView`; the text is none of them.
        #[ts(type = "Partial<ArticleContentView>")]
        fields: Map<String, Value>,
    },
}

/// A batch is on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleJournaled {
    /// Its number.
    pub seq: u32,
    /// When, by this machine's clock.
    #[ts(type = "number")]
    pub saved_ms: i64,
}

/// What came back after an unclean end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryView {
    /// What the check of the database found.
    pub check: CheckState,
    /// Articles that are other than they were last written whole, until the person decides.
    pub articles: Vec<RecoveredView>,
}

/// How the check of the database stands. It runs beside everything else, and only after an unclean end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// The last end was clean: there is nothing to check.
    NotNeeded,
    /// It runs.
    Running,
    /// The database is sound.
    Sound,
    /// Something in it is damaged.
    Damaged,
}

/// One article that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveredView {
    /// Which.
    pub article: String,
    /// Its title now.
    pub title: String,
    /// When the unclean end was noticed, by this machine's clock.
    #[ts(type = "number")]
    pub recovered_ms: i64,
    /// What differs, part by part; empty when the journal could not be applied.
    pub parts: Vec<RecoveredPart>,
    /// Batches that could not be applied and are kept.
    pub aside: u32,
}

/// A part of an article that came back otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveredPart {
    /// Which part.
    pub part: ArticlePart,
    /// Its words, in reading order.
    pub words: Vec<WordsView>,
}

/// A part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ArticlePart {
    /// Tiêu đề.
    Title,
    /// Sapo.
    Sapo,
    /// The text.
    Body,
    /// Everything else: section, author, attachments.
    Rest,
}

/// Some words that were there before, or are now, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WordsView {
    /// Where they are.
    pub is: WordsAre,
    /// The words with the spaces and line ends between them.
    pub text: String,
}

/// Where words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WordsAre {
    /// Before and now.
    Same,
    /// Only now.
    Added,
    /// Only before.
    Removed,
}

/// Which text of a recovered article goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryRequest {
    /// The article.
    pub article: String,
    /// Whether what came back stays.
    pub keep: RecoveryKeep,
}

/// Which text goes on. The other one stays in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryKeep {
    /// What came back.
    Recovered,
    /// What was last written whole.
    Before,
}
