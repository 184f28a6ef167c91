//! The portals that this profile has signed in to.

use std::collections::BTreeSet;

use rusqlite::named_params;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Reader, Result, Writer,
    faults::{self, Fault},
    settings::Setting,
    sql::{Sql, optional},
};

/// Portals that were restored from a backup and have not been asked yet what they lost.
const DOUBTED: Setting<BTreeSet<Uuid>> = Setting::named("portals_to_ask_what_they_lost");

/// A portal and how far this device is with it.
#[derive(Debug, Clone, PartialEq)]
pub struct PortalRow {
    /// The installation.
    pub id: Uuid,
    /// Changes when the portal was restored from a backup.
    pub epoch: Uuid,
    /// Its address.
    pub url: String,
    /// Its display name.
    pub name: String,
    /// What the next pull continues from.
    pub cursor: Option<String>,
    /// The highest `op_seq` that the portal's history has shown.
    pub seen_op_seq: u64,
    /// As last received; JSON of the portal's own form.
    pub catalogue: Option<Value>,
}

/// The portal, if this profile knows it.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, id: Uuid) -> Result<Option<PortalRow>> {
    let mut statement = reader.0.prepare_cached("SELECT epoch, url, name, cursor, seen_op_seq, catalogue FROM portals WHERE id = :id")?;
    let row = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| {
        let catalogue: Option<String> = row.get("catalogue")?;
        Ok((
            PortalRow {
                id,
                epoch: row.get::<_, Sql<Uuid>>("epoch")?.0,
                url: row.get("url")?,
                name: row.get("name")?,
                cursor: row.get("cursor")?,
                seen_op_seq: row.get("seen_op_seq")?,
                catalogue: None,
            },
            catalogue,
        ))
    }))?;
    let Some((mut portal, catalogue)) = row else { return Ok(None) };
    portal.catalogue = catalogue.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(Some(portal))
}

/// Makes the portal known, or brings its address and name up to date. A new epoch means that the portal was restored from a backup: what it said
/// it had, it may have lost.
///
/// # Errors
/// From the database.
pub fn meet(writer: &Writer<'_>, id: Uuid, epoch: Uuid, url: &str, name: &str) -> Result<()> {
    if get(writer, id)?.is_some_and(|known| known.epoch != epoch) && !faults::planted(Fault::IgnoresTheEpoch) {
        doubt_everything(writer, id)?;
    }
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO portals (id, epoch, url, name) VALUES (:id, :epoch, :url, :name)
         ON CONFLICT DO UPDATE SET url = excluded.url, name = excluded.name, epoch = excluded.epoch",
    )?;
    statement.execute(named_params! {":id": Sql(id), ":epoch": Sql(epoch), ":url": url, ":name": name})?;
    Ok(())
}

/// Takes back what is believed of a portal's side, and nothing of this machine's: the next pull says which articles are there, those that are
/// not go up again, and what was answered but not read back is asked again.
fn doubt_everything(writer: &Writer<'_>, id: Uuid) -> Result<()> {
    for statement in [
        "UPDATE portals SET cursor = NULL WHERE id = :id",
        "UPDATE mirrors SET head = NULL, seq = 0 WHERE portal_id = :id",
        "DELETE FROM uploads WHERE portal_id = :id",
        "UPDATE transfers SET url = NULL, sent = 0 WHERE portal_id = :id",
        "DELETE FROM withheld_deletions WHERE portal_id = :id",
        "UPDATE outbox SET state = 'in_doubt' WHERE portal_id = :id AND state = 'acknowledged'",
    ] {
        writer.0.prepare_cached(statement)?.execute(named_params! {":id": Sql(id)})?;
    }
    let mut doubted = DOUBTED.get(writer)?.unwrap_or_default();
    doubted.insert(id);
    DOUBTED.set(writer, &doubted)
}

/// Whether a portal may have lost something, and was not asked what since.
///
/// # Errors
/// From the database.
pub fn may_have_lost(reader: &Reader<'_>, id: Uuid) -> Result<bool> {
    Ok(DOUBTED.get(reader)?.is_some_and(|doubted| doubted.contains(&id)))
}

/// A portal was asked what it has lost.
///
/// # Errors
/// From the database.
pub fn was_asked(writer: &Writer<'_>, id: Uuid) -> Result<()> {
    let mut doubted = DOUBTED.get(writer)?.unwrap_or_default();
    if doubted.remove(&id) { DOUBTED.set(writer, &doubted) } else { Ok(()) }
}

/// What the next pull continues from, and how far the portal's history has shown this device's operations. Committed together with what the
/// pull brought, or a crash between the two would skip changes for ever.
///
/// # Errors
/// From the database.
pub fn advance(writer: &Writer<'_>, id: Uuid, cursor: &str, seen_op_seq: u64) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("UPDATE portals SET cursor = :cursor, seen_op_seq = max(seen_op_seq, :seen_op_seq) WHERE id = :id")?;
    statement.execute(named_params! {":id": Sql(id), ":cursor": cursor, ":seen_op_seq": seen_op_seq})?;
    Ok(())
}

/// Forgets the cursor: the next pull begins at the beginning.
///
/// # Errors
/// From the database.
pub fn rewind(writer: &Writer<'_>, id: Uuid) -> Result<()> {
    writer.0.prepare_cached("UPDATE portals SET cursor = NULL WHERE id = :id")?.execute(named_params! {":id": Sql(id)})?;
    Ok(())
}

/// Keeps the portal's catalogue.
///
/// # Errors
/// From the database.
pub fn set_catalogue(writer: &Writer<'_>, id: Uuid, catalogue: &Value) -> Result<()> {
    writer
        .0
        .prepare_cached("UPDATE portals SET catalogue = :catalogue WHERE id = :id")?
        .execute(named_params! {":id": Sql(id), ":catalogue": catalogue.to_string()})?;
    Ok(())
}

/// The next number of this device's counter at the portal; each is given once.
///
/// # Errors
/// From the database.
pub fn take_op_seq(writer: &Writer<'_>, id: Uuid) -> Result<u64> {
    let mut statement =
        writer.0.prepare_cached("UPDATE portals SET next_op_seq = next_op_seq + 1 WHERE id = :id RETURNING next_op_seq - 1")?;
    Ok(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0))?)
}
