//! From any schema that ever was to the present one, or not at all.

use rusqlite::{Connection, TransactionBehavior};

use crate::{Error, Result, packed};

/// Append-only: a released migration is never edited, for its effect is in files on people's disks.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_spine.sql"),
    include_str!("../migrations/0002_history.sql"),
    include_str!("../migrations/0003_media_store.sql"),
    include_str!("../migrations/0004_listing.sql"),
    include_str!("../migrations/0005_library.sql"),
    include_str!("../migrations/0006_journal.sql"),
    include_str!("../migrations/0007_packed_texts.sql"),
    include_str!("../migrations/0008_sync.sql"),
    include_str!("../migrations/0009_words.sql"),
    include_str!("../migrations/0010_originals.sql"),
    include_str!("../migrations/0011_listing_by_doc.sql"),
    include_str!("../migrations/0012_search_runs.sql"),
    include_str!("../migrations/0013_outbox_bytes.sql"),
];

/// The newest schema that this build knows; `PRAGMA user_version` of its files.
pub const SCHEMA_VERSION: u32 = MIGRATIONS.len() as u32;

/// The schema of a file, 0 when it is new.
pub(crate) fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Stops at a file of a newer version. Asked before anything is set: even the journal of such a file is not ours to change.
///
/// # Errors
/// [`Error::TooNew`].
pub(crate) fn refuse_newer(connection: &Connection) -> Result<()> {
    let found = version(connection)?;
    if found > SCHEMA_VERSION { Err(Error::TooNew { found, known: SCHEMA_VERSION }) } else { Ok(()) }
}

/// Brings the file to [`SCHEMA_VERSION`], each step in a transaction of its own together with its version number.
///
/// # Errors
/// From the database.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    let found = version(connection)?;
    packed::register(connection)?;
    for (step, script) in (1u32..).zip(MIGRATIONS).skip(found as usize) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(script)?;
        transaction.pragma_update(None, "user_version", step)?;
        transaction.commit()?;
    }
    Ok(())
}

/// [`migrate`] with a defect: the steps are committed before the version that tells of them.
#[cfg(feature = "planted-bugs")]
pub(crate) fn number_apart(connection: &mut Connection) -> Result<()> {
    let found = version(connection)?;
    packed::register(connection)?;
    for script in MIGRATIONS.iter().skip(found as usize) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(script)?;
        transaction.commit()?;
    }
    Ok(connection.pragma_update(None, "user_version", SCHEMA_VERSION)?)
}
