//! Questions and answers about what an article said before.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ArticleView;

/// The revisions of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryRequest {
    /// The article.
    pub article: String,
    /// Only revisions that stand below this one; none to begin at the latest.
    #[serde(default)]
    pub below: Option<String>,
}

/// A name for a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NameRequest {
    /// The article.
    pub article: String,
    /// The revision; none to make one of the text on the screen.
    #[serde(default)]
    pub revision: Option<String>,
    /// What it is called; empty takes the name away.
    pub name: String,
}

/// Two texts of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompareRequest {
    /// The article.
    pub article: String,
    /// The earlier revision; none for the text before the first one, which is empty.
    pub before: Option<String>,
    /// The later revision; none for the text on the screen.
    pub after: Option<String>,
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionRequest {
    /// The article.
    pub article: String,
    /// From [`RevisionRow::revision`].
    pub revision: String,
}

/// The revisions of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryView {
    /// The text on the screen, when no revision says the same.
    pub unsaved: Option<UnsavedView>,
    /// The latest first.
    pub rows: Vec<RevisionRow>,
    /// Whether there are more below the last row.
    pub more: bool,
}

/// A text on the screen that is saved and not yet a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnsavedView {
    /// When it was saved.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Words that the latest revision lacks.
    pub added: u32,
    /// Words that only the latest revision has.
    pub removed: u32,
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionRow {
    /// SHA-256 of its bytes.
    pub revision: String,
    /// Why it was made.
    pub kind: RevisionKind,
    /// What the officer calls it.
    pub name: Option<String>,
    /// What the portal did with it, in the order in which it did.
    pub milestones: Vec<MilestoneView>,
    /// Who wrote it; none when that is not known here.
    pub author: Option<String>,
    /// Where it was written.
    pub place: WritingPlace,
    /// When, by the clock of the device that it was written on.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// The revision that it was made from, when that is on this machine; else the one below.
    pub from: Option<String>,
    /// Words that `from` lacks.
    pub added: u32,
    /// Words that only `from` has.
    pub removed: u32,
    /// Whether the text on the screen says exactly this.
    pub on_screen: bool,
}

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RevisionKind {
    /// The officer paused.
    Autosave,
    /// The officer gave it a name.
    Named,
    /// The officer submitted it.
    Submitted,
    /// A reviewer approved it.
    Approved,
    /// Two texts became one, or one of them was chosen.
    Merged,
    /// The portal sent it.
    Remote,
    /// An earlier revision, taken up again.
    Restored,
}

/// What a portal did with a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneView {
    /// It has it.
    Received,
    /// It waits, or waited, for approval.
    Submitted,
    /// Somebody approved exactly this.
    Approved,
    /// It is, or was, public.
    Published,
}

/// Where a revision was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WritingPlace {
    /// On this machine.
    Here,
    /// On another one.
    Elsewhere,
}

/// An earlier revision is the text on the screen again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RestoredView {
    /// The article as it is now.
    pub article: ArticleView,
    /// The revision of the text that stood there before: restoring it undoes this.
    pub undo: Option<String>,
}

/// What changed between two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompareView {
    /// Fields that changed, in the order of a page.
    pub fields: Vec<FieldChangeView>,
    /// The text, line by line, those that did not change among those that did.
    pub lines: Vec<LineView>,
    /// Attached files that came, went or changed.
    pub files: Vec<FileChangeView>,
    /// Words that the earlier text lacks.
    pub added: u32,
    /// Words that only the earlier text has.
    pub removed: u32,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldChangeView {
    /// Its name in [`crate::ArticleContentView`]; `rest` for one of a newer build.
    pub field: String,
    /// Its words; codes by their names.
    pub spans: Vec<SpanView>,
}

/// Words, and on which side they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpanView {
    /// Where.
    pub side: SideView,
    /// The words.
    pub text: String,
}

/// On which side something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SideView {
    /// On both.
    Same,
    /// On the earlier one.
    Removed,
    /// On the later one.
    Added,
}

/// One line of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineView {
    /// What became of it.
    pub change: LineChange,
    /// What it is.
    pub block: BlockView,
    /// How many lists and quotes it stands in.
    pub depth: u32,
    /// Its text.
    pub pieces: Vec<PieceView>,
    /// What changed about it besides its text.
    pub notes: Vec<NoteView>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// Nothing.
    Same,
    /// New.
    Added,
    /// Gone.
    Removed,
    /// Its text or something about it.
    Edited,
    /// It stood here.
    MovedAway,
    /// It stood elsewhere.
    MovedHere,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum BlockView {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading {
        /// 2 to 4.
        level: u32,
    },
    /// An item with a bullet.
    Bullet,
    /// An item with a number.
    Number {
        /// The number.
        number: u32,
    },
    /// A paragraph of a quote.
    Quote,
    /// The words under a picture.
    Caption,
    /// A picture.
    Figure {
        /// SHA-256 of its bytes.
        blob: String,
    },
    /// A question; its answer follows.
    Question,
    /// A table; its rows follow.
    Table {
        /// The words above it.
        caption: String,
    },
    /// A row of a table.
    Row,
    /// A dividing line.
    Divider,
    /// Something of a newer build.
    Other,
}

/// A piece of a line's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PieceView {
    /// On which side it stands.
    pub side: SideView,
    /// The same words on both sides, in another form.
    pub restyled: bool,
    /// The words.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub em: bool,
    /// Where it leads.
    pub link: Option<String>,
}

/// Something about a block that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteView {
    /// The attribute, by its name in the schema.
    pub attribute: String,
    /// Its words on both sides.
    pub spans: Vec<SpanView>,
}

/// An attached file that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileChangeView {
    /// On which side it stands; on both when only its title or name changed.
    pub side: SideView,
    /// Its title.
    pub title: Vec<SpanView>,
    /// Its name.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// That an article is in the trash, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrashPlace {
    /// Since when.
    #[ts(type = "number")]
    pub since_ms: i64,
    /// When it will be deleted for good.
    #[ts(type = "number")]
    pub until_ms: i64,
    /// Whether the portal has a copy, which stays there.
    pub on_portal: bool,
}
