//! Which portal this is, and its one counter.

use rusqlite::{Connection, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached};
use crate::chance::{self, Chance};

/// This installation.
#[derive(Debug, Clone, Copy)]
pub struct Installation {
    /// Another installation gets another mirror on the client.
    pub instance_id: Uuid,
    /// Cursors of another epoch are void.
    pub epoch: Uuid,
    /// The latest place in the commit order.
    pub seq: i64,
    /// The oldest place from which a pull can go on.
    pub oldest_cursor: i64,
    /// When it was made, UTC milliseconds.
    pub installed_at_ms: i64,
}

/// Makes the installation on first start.
pub fn found(connection: &Connection, chance: &dyn Chance, now_ms: i64) -> Result<()> {
    connection.execute_cached(
        "INSERT INTO installations (id, instance_id, epoch, seq, installed_at_ms) VALUES (1, :instance, :epoch, 0, :now)
         ON CONFLICT DO NOTHING",
        named_params! { ":instance": chance::id(chance).into_bytes(), ":epoch": chance::id(chance).into_bytes(), ":now": now_ms },
    )?;
    Ok(())
}

/// This installation as it now stands.
pub fn read(connection: &Connection) -> Result<Installation> {
    let installation =
        connection.query_row_cached("SELECT instance_id, epoch, seq, oldest_cursor, installed_at_ms FROM installations", [], |row| {
            Ok(Installation {
                instance_id: Uuid::from_bytes(row.get("instance_id")?),
                epoch: Uuid::from_bytes(row.get("epoch")?),
                seq: row.get("seq")?,
                oldest_cursor: row.get("oldest_cursor")?,
                installed_at_ms: row.get("installed_at_ms")?,
            })
        })?;
    Ok(installation)
}

/// Gives this installation another epoch.
pub fn begin_epoch(connection: &Connection, epoch: Uuid) -> Result<()> {
    connection.execute_cached("UPDATE installations SET epoch = :epoch", named_params! { ":epoch": epoch.into_bytes() })?;
    Ok(())
}

/// The next place in the commit order. Taken in the transaction of the effect, so that no reader can see a later one first.
pub fn next_seq(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row_cached("UPDATE installations SET seq = seq + 1 RETURNING seq", [], |row| row.get(0))?)
}
