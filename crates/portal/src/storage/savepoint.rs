//! A part of a transaction that can be taken back alone.

use rusqlite::Connection;

use super::Result;

/// What becomes of what was done since the savepoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It stays, with the rest of the transaction.
    Keep,
    /// It never was.
    TakeBack,
}

/// Runs `work` behind a savepoint. An error takes back what was done, and is passed on.
pub fn attempt(connection: &Connection, work: &mut dyn FnMut() -> Result<Verdict>) -> Result<()> {
    connection.execute_batch("SAVEPOINT attempt")?;
    let verdict = work();
    if !matches!(verdict, Ok(Verdict::Keep)) {
        connection.execute_batch("ROLLBACK TO attempt")?;
    }
    connection.execute_batch("RELEASE attempt")?;
    verdict.map(|_| ())
}
