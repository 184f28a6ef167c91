//! The file as it was before a migration, kept beside it: a migration gone wrong must not be the end of a draft.

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use crate::{Error, Result, connection::Access};

/// Writes all of `connection`, which has schema `version`, into a file of that name, whatever was in it.
///
/// In one durable transaction of the copy, since half a copy would be trusted when it is needed. What an interrupted start left of one is
/// undone by the copy's own journal and written over.
///
/// # Errors
/// [`Error::DiskFull`] and [`Error::Failing`]; `connection` is not touched by it.
pub(crate) fn keep(connection: &Connection, access: &Access, version: u32) -> Result<()> {
    let mut copy = access.unlock(&access.file.with_extension(format!("v{version:04}.db")))?;
    // EXTRA, not FULL: a file without a WAL has committed when its journal is gone, and FULL leaves that to chance.
    copy.pragma_update(None, "synchronous", "extra")?;
    #[cfg(feature = "planted-bugs")]
    if access.settings.planted == Some(crate::Planted::CopiesLoosely) {
        crate::Planted::NeverSyncs.spoil(&copy)?;
    }
    match Backup::new(connection, &mut copy)?.step(-1)? {
        StepResult::Done => Ok(()),
        // Nobody else has the profile open while it is opened; were it so, a migration is not to begin.
        _ => Err(Error::Failing("the copy before the migration could not be finished".to_owned())),
    }
}
