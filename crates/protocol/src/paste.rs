//! Pasting: what a clipboard holds, read as text of an article, and what was kept, changed and dropped in it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// What a paste or a drop gave the page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PasteRequest {
    /// `text/html`, when the page was shown it.
    #[serde(default)]
    pub html: Option<String>,
    /// `text/plain`, when the page was shown it.
    #[serde(default)]
    pub text: Option<String>,
    /// Whether the core is to look at the system's clipboard for what the page was not shown: a paste, and never a drop.
    #[serde(default)]
    pub native: bool,
    /// How it is to be read.
    pub manner: PasteManner,
}

/// The last paste once more, read in another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PasteAgainRequest {
    /// From [`PasteView::paste`].
    pub paste: String,
    /// How it is to be read.
    pub manner: PasteManner,
    /// The charset that the person says its letters are in.
    #[serde(default)]
    pub charset: Option<LegacyCharset>,
}

/// How a paste is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PasteManner {
    /// With all that the article can say.
    Rich,
    /// Dán dạng chữ thường: the words alone.
    Words,
}

/// A charset from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LegacyCharset {
    /// TCVN3, also called ABC.
    Tcvn3,
    /// VNI for Windows.
    Vni,
    /// VPS.
    Vps,
}

/// Where a paste came from, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PasteSource {
    /// Microsoft Word.
    Word,
    /// Microsoft Excel.
    Excel,
    /// LibreOffice or OpenOffice.
    LibreOffice,
    /// Google Docs or Sheets.
    GoogleDocs,
    /// A web page, a mail, a chat.
    Page,
    /// RTF of any program.
    Rtf,
    /// Cells between tabs.
    Cells,
    /// Plain text.
    Text,
    /// A picture.
    Picture,
    /// Nothing that could be read.
    Nothing,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PasteView {
    /// Names this paste until the next one.
    pub paste: String,
    /// Blocks of the schema, valid in an article; none when there was nothing to read.
    #[ts(type = "unknown[]")]
    pub blocks: Vec<Value>,
    /// Where it came from.
    pub source: PasteSource,
    /// What is in the article.
    pub kept: Vec<PasteLine>,
    /// What is in the article in another form.
    pub changed: Vec<PasteLine>,
    /// What is not in the article.
    pub dropped: Vec<PasteLine>,
    /// The charset that the letters seem to be in without saying so; the person is asked.
    pub suspect: Option<LegacyCharset>,
    /// Whether a place was taken out of a picture that came along.
    pub location_removed: bool,
}

/// A line of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PasteLine {
    /// What is counted.
    pub thing: PasteThing,
    /// How many.
    pub count: u32,
}

/// What a receipt counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the names are those of banthao-paste, which says what each means, and the window's messages, which say it to people"
)]
pub enum PasteThing {
    Paragraphs,
    Headings,
    ListItems,
    Tables,
    Quotes,
    Notes,
    Links,
    Pictures,
    Tcvn3,
    Vni,
    Vps,
    MadeLists,
    Numbering,
    HeadingLevels,
    LayoutTables,
    NestedTables,
    WrittenOut,
    Heights,
    Recomposed,
    FancyLetters,
    Insertions,
    Deletions,
    Hidden,
    Comments,
    Formatting,
    BadLinks,
    RemotePictures,
    FilePictures,
    BrokenPictures,
    Active,
    TooMuch,
}

/// Keeps what was pasted, as it came, beside an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalKeepRequest {
    /// The article.
    pub article: String,
    /// From [`PasteView::paste`].
    pub paste: String,
}

/// A kept original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalRequest {
    /// From [`OriginalView::original`].
    pub original: String,
}

/// A kept original, and where to write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalExportRequest {
    /// From [`OriginalView::original`].
    pub original: String,
    /// A folder of this machine.
    pub folder: String,
}

/// Where a file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalExported {
    /// Its path.
    pub path: String,
}

/// The originals of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalsView {
    /// The earliest first.
    pub originals: Vec<OriginalView>,
}

/// What somebody pasted, as it came. It stays on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalView {
    /// Which.
    pub original: String,
    /// The name that it is written under.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was kept.
    #[ts(type = "number")]
    pub kept_ms: i64,
}

/// A text of an office program that became an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DocumentImported {
    /// The article.
    pub article: String,
    /// What the article holds of it.
    pub kept: Vec<PasteLine>,
    /// What the article holds in another form.
    pub changed: Vec<PasteLine>,
    /// What the article does not hold.
    pub dropped: Vec<PasteLine>,
    /// A picture said where it was taken; that stays on this machine.
    pub location_removed: bool,
}
