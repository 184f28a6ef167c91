//! What goes wrong, and when.

/// The calls that can fail, counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// Opening or creating a file.
    Open,
    /// Reading from a file.
    Read,
    /// Writing into a file.
    Write,
    /// Cutting a file off.
    Truncate,
    /// Making a file durable.
    Sync,
    /// Removing a file.
    Delete,
    /// Mapping the shared memory of the WAL's index.
    Map,
}

impl Call {
    /// Each of them.
    pub const ALL: [Self; 7] = [Self::Open, Self::Read, Self::Write, Self::Truncate, Self::Sync, Self::Delete, Self::Map];

    /// The ways in which a disk fails this call.
    pub fn failures(self) -> &'static [Failure] {
        match self {
            Self::Write => &[Failure::Broken, Failure::Full, Failure::Short],
            // On unix, SQLite tells of a disk that is full by that name only when it writes.
            Self::Open | Self::Read | Self::Truncate | Self::Sync | Self::Delete | Self::Map => &[Failure::Broken],
        }
    }
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// `EIO`. A sync that fails so has lost what it was to make durable, and the next one says that all is well ("fsyncgate", 2018).
    Broken,
    /// `ENOSPC`; nothing was done.
    Full,
    /// `ENOSPC` in the middle: the first half was written.
    Short,
}

/// For how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// Only that call.
    Once,
    /// That call and all of its kind until the disk is healed.
    UntilHealed,
}

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fault {
    /// In which kind of call.
    pub call: Call,
    /// In which of them, from 1.
    pub nth: u64,
    /// How.
    pub failure: Failure,
    /// For how long.
    pub lasting: Lasting,
}

/// A disk that acknowledges a sync which it did not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lie {
    /// Of any file.
    AboutEverything,
    /// Of databases, not of their journals.
    AboutDatabases,
    /// Of journals, not of databases.
    AboutJournals,
}
