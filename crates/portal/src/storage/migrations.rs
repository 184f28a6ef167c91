//! The database's shape, one step after another. A step that was shipped is never edited.

use rusqlite::{Connection, TransactionBehavior};

use super::{Error, Result};

const STEPS: [&str; 2] = [include_str!("../../migrations/0001_portal.sql"), include_str!("../../migrations/0002_protocol.sql")];

/// Refuses a database that a newer build has changed.
pub fn refuse_newer(connection: &Connection) -> Result<()> {
    let (found, known) = (version(connection)?, i64::try_from(STEPS.len()).unwrap_or(i64::MAX));
    if found > known { Err(Error::Newer { found, known }) } else { Ok(()) }
}

/// Brings the database to the newest version, each step in a transaction of its own.
pub fn run(connection: &mut Connection) -> Result<()> {
    let found = version(connection)?;
    for (version, step) in (1..).zip(STEPS) {
        if version > found {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", version)?;
            transaction.commit()?;
        }
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}
