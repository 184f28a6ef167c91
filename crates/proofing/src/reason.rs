//! Why something is doubted, without a sentence: a window says it in the language that it speaks.

/// What is wrong, with the words and marks that a sentence about it needs. Finer than [`crate::Rule`], under which what is passed over is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// No Vietnamese syllable is spelt so.
    NoSyllable {
        /// What is written, in lower case.
        written: String,
    },
    /// `c`, `k`, `g`, `gh`, `ng`, `ngh` before the wrong vowel.
    OnsetMisspelt {
        /// What is written, in lower case.
        written: String,
    },
    /// Two tone marks.
    TwoTones {
        /// What is written, in lower case.
        written: String,
    },
    /// A tone mark on a letter that cannot carry it.
    ToneMisplaced {
        /// What is written, in lower case.
        written: String,
    },
    /// A syllable that ends in p, t, c, ch under another tone than sắc and nặng.
    StoppedTone {
        /// What is written, in lower case.
        written: String,
    },
    /// The other place of the tone mark than the organisation's.
    HousePlacesTone {
        /// How it is to be written.
        right: String,
    },
    /// Two syllables without a space.
    GrownTogether,
    /// The tone hỏi where words have this syllable under ngã alone.
    HoiForNga {
        /// What is written, in lower case.
        written: String,
        /// How it is to be written.
        right: String,
    },
    /// The tone ngã where words have this syllable under hỏi alone.
    NgaForHoi {
        /// What is written, in lower case.
        written: String,
        /// How it is to be written.
        right: String,
    },
    /// A syllable that no word has; one that sounds like it does.
    NoSuchWord {
        /// What is written, in lower case.
        written: String,
        /// How it is to be written.
        right: String,
    },
    /// A word taken for another one.
    Confused {
        /// What is written, in lower case.
        written: String,
        /// How it is to be written.
        right: String,
    },
    /// Keys of Telex that reached the text as letters.
    TelexKeys {
        /// What is written, in lower case.
        written: String,
        /// How it is to be written.
        right: String,
    },
    /// Keys of VNI that reached the text as letters and digits.
    VniKeys {
        /// What is written, in lower case.
        written: String,
        /// How it is to be written.
        right: String,
    },
    /// A key of an input method left in a word.
    KeysLeft {
        /// What is written, in lower case.
        written: String,
    },
    /// A word without its marks.
    MarksMissing {
        /// What is written, in lower case.
        written: String,
    },
    /// An abbreviation of chats.
    ChatWord {
        /// What is written, in lower case.
        written: String,
    },
    /// A word twice in a row.
    WrittenTwice {
        /// What is written, in lower case.
        written: String,
    },
    /// A space between a number and its %.
    SpaceBeforePercent,
    /// A space before a mark that closes to the word.
    SpaceBeforeMark {
        /// The mark.
        mark: char,
    },
    /// A space after an opening bracket or quotation mark.
    SpaceAfterOpening,
    /// More than one space.
    TooManySpaces,
    /// No space before an opening bracket or quotation mark.
    NoSpaceBeforeOpening,
    /// No space after a closing bracket or quotation mark.
    NoSpaceAfterClosing,
    /// No space between a mark and the next word.
    NoSpaceAfterMark {
        /// The mark.
        mark: char,
    },
    /// The same comma or semicolon several times.
    MarkRepeated {
        /// The mark.
        mark: char,
    },
    /// Two full stops: too many for an end, too few for an ellipsis.
    TwoFullStops,
    /// Several exclamation or question marks.
    OneMarkIsEnough,
    /// Two different marks in a row.
    TwoMarks,
    /// A bracket or quotation mark that was opened and never closed, or the other way round.
    PartnerMissing {
        /// The mark.
        mark: char,
    },
    /// A small letter after the end of a sentence.
    SentenceStartsSmall {
        /// The mark that ended it.
        mark: char,
    },
    /// A small letter in a person's name.
    PersonName,
    /// A small first letter of a ward or district whose name is a number.
    NumberedPlace {
        /// How it is to be written.
        right: String,
    },
    /// A small first letter of a place whose capital the decree itself lays down.
    PlaceByDecree {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of a place.
    PlaceName {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of an agency.
    AgencyName {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of another name: of a country, of an organisation of states.
    ProperName {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of a law.
    LawName {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of a feast.
    FeastName {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of an office or academic title.
    OfficeName {
        /// How it is to be written.
        right: String,
    },
    /// A small first letter of an office or academic title before a person's name.
    OfficeBeforeName,
    /// A body that another one has taken over.
    FormerName {
        /// Its name.
        name: String,
        /// Who does its work now.
        successor: String,
    },
    /// A date that does not exist.
    NoSuchDate,
    /// A day or month of one digit that official writing pads.
    NoughtMissing,
    /// The letters in the number of a document.
    DocumentSign {
        /// How it is to be written.
        right: String,
    },
    /// Capitals of the kind of a document that its number follows.
    DocumentKind {
        /// How it is to be written.
        right: String,
    },
    /// A decimal after a full stop.
    DecimalPoint,
    /// Marks apart from their letters.
    Decomposed,
    /// Letters of another alphabet that look like Latin ones.
    OtherAlphabet,
    /// Letters of a TCVN3 font.
    TcvnFont,
    /// Letters of a VNI font, as it seems.
    VniFont,
}
