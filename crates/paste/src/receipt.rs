//! What was kept, changed and dropped, counted.
//!
//! A reader notes what it does where it does it; nothing is worked out afterwards by comparing, so that a receipt cannot claim what did not
//! happen. The words for a person are in the window's messages, one for each [`Thing`].

use std::{cell::RefCell, collections::BTreeMap};

/// What a line of a receipt counts. The order is the order in which a receipt says them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// Kept: paragraphs.
    Paragraphs,
    /// Kept: headings.
    Headings,
    /// Kept: items of lists.
    ListItems,
    /// Kept: tables.
    Tables,
    /// Kept: quotations.
    Quotes,
    /// Kept: footnotes, with their words.
    Notes,
    /// Kept: links.
    Links,
    /// Kept: pictures that came along.
    Pictures,

    /// Changed: runs in fonts of TCVN 5712 (ABC).
    Tcvn3,
    /// Changed: runs in VNI fonts.
    Vni,
    /// Changed: runs in VPS fonts.
    Vps,
    /// Changed: paragraphs with typed numbers or bullets that became lists.
    MadeLists,
    /// Changed: items that were numbered by letters, Roman numbers or several numbers, and have one number now.
    Numbering,
    /// Changed: headings whose level the article does not have.
    HeadingLevels,
    /// Changed: tables that only arranged the page and became its text.
    LayoutTables,
    /// Changed: tables inside tables, which became lines of their cell.
    NestedTables,
    /// Changed: tables or footnotes that this version of the article cannot hold, written as lines.
    WrittenOut,
    /// Changed: raised or lowered text that became ordinary.
    Heights,
    /// Changed: pieces of text with letters that were written in parts.
    Recomposed,
    /// Changed: pieces of text in letters that only look like bold or italic ones, as social media use.
    FancyLetters,
    /// Changed: insertions of tracked changes, which became text.
    Insertions,

    /// Dropped: deletions of tracked changes.
    Deletions,
    /// Dropped: hidden pieces of text.
    Hidden,
    /// Dropped: comments in the margin.
    Comments,
    /// Dropped: fonts, sizes, colours: pieces of text that had one of their own.
    Formatting,
    /// Dropped: links that may not lead where they did.
    BadLinks,
    /// Dropped: pictures that lie on the network.
    RemotePictures,
    /// Dropped: pictures that lie in files of another program.
    FilePictures,
    /// Dropped: pictures that could not be taken in.
    BrokenPictures,
    /// Dropped: scripts, forms, frames, films: what a page does and does not say.
    Active,
    /// Dropped: the rest, because there was too much of it.
    TooMuch,
}

/// Which heading of a receipt a thing stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is in the article.
    Kept,
    /// It is in the article in another form.
    Changed,
    /// It is not in the article.
    Dropped,
}

impl Thing {
    /// What became of it.
    pub fn fate(self) -> Fate {
        match self {
            Self::Paragraphs
            | Self::Headings
            | Self::ListItems
            | Self::Tables
            | Self::Quotes
            | Self::Notes
            | Self::Links
            | Self::Pictures => Fate::Kept,
            Self::Tcvn3
            | Self::Vni
            | Self::Vps
            | Self::MadeLists
            | Self::Numbering
            | Self::HeadingLevels
            | Self::LayoutTables
            | Self::NestedTables
            | Self::WrittenOut
            | Self::Heights
            | Self::Recomposed
            | Self::FancyLetters
            | Self::Insertions => Fate::Changed,
            Self::Deletions
            | Self::Hidden
            | Self::Comments
            | Self::Formatting
            | Self::BadLinks
            | Self::RemotePictures
            | Self::FilePictures
            | Self::BrokenPictures
            | Self::Active
            | Self::TooMuch => Fate::Dropped,
        }
    }
}

/// What became of a paste.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt(BTreeMap<Thing, u32>);

impl Receipt {
    /// Counts one more.
    pub(crate) fn note(&mut self, thing: Thing) {
        self.add(thing, 1);
    }

    /// Counts so many more.
    pub(crate) fn add(&mut self, thing: Thing, count: u32) {
        if count > 0 {
            let counted = self.0.entry(thing).or_default();
            *counted = counted.saturating_add(count);
        }
    }

    /// Counts a thing as so many again, because what was counted is part of something else.
    pub(crate) fn take_back(&mut self, thing: Thing, count: u32) {
        if count == 0 {
            self.0.remove(&thing);
        } else {
            self.0.insert(thing, count);
        }
    }

    /// How many of a thing there were.
    pub fn count(&self, thing: Thing) -> u32 {
        self.0.get(&thing).copied().unwrap_or_default()
    }

    /// What there was, in the order in which it is said.
    pub fn lines(&self) -> impl Iterator<Item = (Thing, u32)> + '_ {
        self.0.iter().map(|(thing, count)| (*thing, *count))
    }
}

/// A receipt that several parts of a reader write into.
#[derive(Default)]
pub(crate) struct Notes(RefCell<Receipt>);

impl Notes {
    pub fn note(&self, thing: Thing) {
        self.0.borrow_mut().note(thing);
    }

    pub fn add(&self, thing: Thing, count: u32) {
        self.0.borrow_mut().add(thing, count);
    }

    pub fn into_receipt(self) -> Receipt {
        self.0.into_inner()
    }
}
