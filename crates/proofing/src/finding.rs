//! What the checker says.

use std::ops::Range;

use crate::reason::Reason;

/// How sure a finding is, and how much it matters to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Not Vietnamese spelling, or broken text.
    Error,
    /// Very probably not what was meant.
    Warning,
    /// A habit of the house or a rule of form; the writer may know better.
    Hint,
}

/// The rule behind a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// No Vietnamese syllable can be spelt so.
    Syllable,
    /// A tone mark on the wrong letter, two of them, or a tone that the ending does not bear.
    ToneMark,
    /// The other habit of placing the tone than the house's.
    TonePlacement,
    /// A syllable that no word has under this tone, but some have under the other of hỏi and ngã.
    HoiNga,
    /// A word written as another one that sounds alike somewhere.
    Confusion,
    /// Keys of an input method that was off.
    Telex,
    /// A word without its marks among words that have theirs.
    MissingMarks,
    /// An abbreviation of chats.
    ChatWord,
    /// A word twice in a row.
    DoubledWord,
    /// Spaces: too many, or on the wrong side of a mark.
    Spacing,
    /// Marks: doubled, of another language, without their partner.
    Punctuation,
    /// A sentence that begins small.
    SentenceCapital,
    /// A person's name.
    NameCapital,
    /// The name of a place.
    PlaceCapital,
    /// The name of an agency, a law, a feast.
    TermCapital,
    /// An office or title.
    TitleCapital,
    /// A body that another one has taken over.
    FormerName,
    /// A date that does not exist, or not of the form of official writing.
    Date,
    /// The number and sign of a document.
    DocumentNumber,
    /// A number written as in English.
    Number,
    /// Letters that only look right: decomposed, of another alphabet, of an old font.
    Encoding,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Syllable,
        Self::ToneMark,
        Self::TonePlacement,
        Self::HoiNga,
        Self::Confusion,
        Self::Telex,
        Self::MissingMarks,
        Self::ChatWord,
        Self::DoubledWord,
        Self::Spacing,
        Self::Punctuation,
        Self::SentenceCapital,
        Self::NameCapital,
        Self::PlaceCapital,
        Self::TermCapital,
        Self::TitleCapital,
        Self::FormerName,
        Self::Date,
        Self::DocumentNumber,
        Self::Number,
        Self::Encoding,
    ];

    /// Its name for machines, the same for ever: what was passed over is remembered under it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syllable => "syllable",
            Self::ToneMark => "tone_mark",
            Self::TonePlacement => "tone_placement",
            Self::HoiNga => "hoi_nga",
            Self::Confusion => "confusion",
            Self::Telex => "telex",
            Self::MissingMarks => "missing_marks",
            Self::ChatWord => "chat_word",
            Self::DoubledWord => "doubled_word",
            Self::Spacing => "spacing",
            Self::Punctuation => "punctuation",
            Self::SentenceCapital => "sentence_capital",
            Self::NameCapital => "name_capital",
            Self::PlaceCapital => "place_capital",
            Self::TermCapital => "term_capital",
            Self::TitleCapital => "title_capital",
            Self::FormerName => "former_name",
            Self::Date => "date",
            Self::DocumentNumber => "document_number",
            Self::Number => "number",
            Self::Encoding => "encoding",
        }
    }

    /// The page of the offline help that explains it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Syllable => "am-tiet",
            Self::ToneMark | Self::TonePlacement => "dau-thanh",
            Self::HoiNga => "hoi-nga",
            Self::Confusion => "tu-de-lan",
            Self::Telex | Self::MissingMarks => "bo-go",
            Self::ChatWord => "viet-tat",
            Self::DoubledWord => "lap-tu",
            Self::Spacing | Self::Punctuation => "dau-cau",
            Self::SentenceCapital | Self::NameCapital | Self::PlaceCapital => "viet-hoa",
            Self::TermCapital | Self::TitleCapital | Self::FormerName => "ten-co-quan",
            Self::Date | Self::DocumentNumber | Self::Number => "ngay-so",
            Self::Encoding => "bang-ma",
        }
    }

    /// Whether a word of the dictionary is left alone by this rule: the rules about words are, those about marks and numbers are not.
    pub fn asks_dictionary(self) -> bool {
        match self {
            Self::Syllable
            | Self::ToneMark
            | Self::TonePlacement
            | Self::HoiNga
            | Self::Confusion
            | Self::Telex
            | Self::MissingMarks
            | Self::ChatWord
            | Self::NameCapital
            | Self::PlaceCapital
            | Self::TermCapital
            | Self::TitleCapital
            | Self::FormerName => true,
            Self::DoubledWord
            | Self::Spacing
            | Self::Punctuation
            | Self::SentenceCapital
            | Self::Date
            | Self::DocumentNumber
            | Self::Number
            | Self::Encoding => false,
        }
    }
}

/// One thing to look at in one block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where, in UTF-16 units of the block's text, as editors count.
    pub range: Range<u32>,
    /// The rule that says so.
    pub rule: Rule,
    /// How sure.
    pub severity: Severity,
    /// What is written there.
    pub text: String,
    /// What is wrong.
    pub reason: Reason,
    /// What may be meant, the likeliest first. May be empty; an empty text removes what is there.
    pub replacements: Vec<String>,
}
