//! Defects that this crate commits when a test asks for one, so that the power-loss tests prove that they would find it.
//!
//! Compiled only with the feature `planted-bugs`, which no build that anyone runs turns on.

use rusqlite::Connection;

use crate::{Error, Reader, Result, Writer};

/// One defect, each of a kind that real programs have shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// `synchronous=OFF`: nothing is ever synced.
    NeverSyncs,
    /// `synchronous=NORMAL`: under WAL, a commit is synced with the next checkpoint.
    SyncsLater,
    /// `journal_mode=MEMORY`: what undoes half a transaction is in memory.
    JournalsInMemory,
    /// A write returns before its transaction is committed.
    AcknowledgesFirst,
    /// Every statement of a write is a transaction of its own.
    CommitsEachStatement,
    /// A migration and the version that tells of it are two transactions.
    NumbersApart,
    /// The copy before a migration is not synced.
    CopiesLoosely,
}

impl Planted {
    /// What the defect does to a connection.
    pub(crate) fn spoil(self, connection: &Connection) -> Result<()> {
        let (pragma, value) = match self {
            Self::NeverSyncs => ("synchronous", "off"),
            Self::SyncsLater => ("synchronous", "normal"),
            Self::JournalsInMemory => ("journal_mode", "memory"),
            Self::AcknowledgesFirst | Self::CommitsEachStatement | Self::NumbersApart | Self::CopiesLoosely => return Ok(()),
        };
        Ok(connection.pragma_update_and_check(None, pragma, value, |_| Ok(())).or_else(nothing_returned)?)
    }

    /// Whether the defect is in how a write is done, and so in [`Self::write`].
    pub(crate) fn is_in_writing(self) -> bool {
        matches!(self, Self::AcknowledgesFirst | Self::CommitsEachStatement)
    }

    /// `Db::write` with the defect.
    pub(crate) fn write<T, E: From<Error>>(self, connection: &Connection, work: impl FnOnce(&Writer<'_>) -> Result<T, E>) -> Result<T, E> {
        if self == Self::AcknowledgesFirst {
            if !connection.is_autocommit() {
                connection.execute_batch("COMMIT").map_err(Error::from)?;
            }
            connection.execute_batch("BEGIN IMMEDIATE").map_err(Error::from)?;
        }
        work(&Writer::of(Reader(connection)))
    }
}

/// Some pragmas answer with their new value, some with nothing.
fn nothing_returned(error: rusqlite::Error) -> rusqlite::Result<()> {
    if error == rusqlite::Error::QueryReturnedNoRows { Ok(()) } else { Err(error) }
}
