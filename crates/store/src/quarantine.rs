//! Changes that this build does not understand, kept raw for one that does.

use rusqlite::named_params;
use serde_json::Value;
use uuid::Uuid;

use crate::{Reader, Result, Writer, sql::Sql};

/// Keeps a change.
///
/// # Errors
/// From the database.
pub fn keep(writer: &Writer<'_>, portal: Uuid, seq: u64, body: &Value) -> Result<()> {
    writer
        .0
        .prepare_cached("INSERT INTO quarantine (portal_id, seq, body) VALUES (:portal_id, :seq, :body) ON CONFLICT DO NOTHING")?
        .execute(named_params! {":portal_id": Sql(portal), ":seq": seq, ":body": body.to_string()})?;
    Ok(())
}

/// How many changes of a portal wait for a newer build.
///
/// # Errors
/// From the database.
pub fn count(reader: &Reader<'_>, portal: Uuid) -> Result<u64> {
    let mut statement = reader.0.prepare_cached("SELECT count(*) FROM quarantine WHERE portal_id = :portal_id")?;
    Ok(statement.query_row(named_params! {":portal_id": Sql(portal)}, |row| row.get(0))?)
}
