//! Rows of a damaged database put onto a snapshot, by what each table means.
//!
//! The snapshot is whole and old, the damaged file is newer and has holes. A row that both have is taken from whichever says the later thing;
//! a row that only the damaged file has is taken; a row that only the snapshot has stays, unless the damaged file could be read whole and so
//! is known to have let it go. Counters only ever go forward.

use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    Result, listing,
    salvage::{Extent, Row, Table, Wreck, in_present_form, marks, quoted, tables},
};

/// What was put onto the snapshot.
#[derive(Debug, Default)]
pub(crate) struct Grafted {
    /// Articles that now are as the damaged file had them.
    pub articles: u64,
    /// Tables that could be read, wholly or in part.
    pub tables: u64,
    /// Tables of which some rows could not be read.
    pub partial: Vec<String>,
}

/// Numbers that the lost rows may have used and that are not to be used again (`portals.next_op_seq`).
const SKIPPED: i64 = 1 << 20;

/// Puts the rows of the wreck onto the target, all of them or none.
pub(crate) fn onto(target: &mut Connection, wreck: &Wreck, theirs: &[Table]) -> Result<Grafted> {
    target.pragma_update(None, "foreign_keys", false)?;
    let transaction = target.transaction()?;
    let mut grafted = Grafted::default();
    // What is made from the articles is made again: the triggers of the rows that come in say so.
    for ours in tables(&transaction)?.into_iter().filter(|table| !listing::DERIVED.contains(&table.name.as_str())) {
        let Some(table) = theirs.iter().find(|table| table.name == ours.name) else { continue };
        let (rows, extent) = wreck.rows(table)?;
        let (table, rows) = in_present_form(table, rows)?;
        if !rows.is_empty() || extent == Extent::Whole {
            grafted.tables += 1;
        }
        if extent == Extent::Partial {
            grafted.partial.push(table.name.clone());
        }
        let shared: Vec<String> = table.columns.iter().filter(|name| ours.columns.contains(name)).cloned().collect();
        let placed = place(&transaction, &table, &shared, &rows, extent)?;
        if table.name == "articles" {
            grafted.articles = placed;
        }
    }
    orphans(&transaction)?;
    transaction.commit()?;
    Ok(grafted)
}

/// What holds of every database that stands in for a lost one: it may have said more to its portals than it remembers.
pub(crate) fn settle(target: &Connection, is_older: bool) -> Result<()> {
    if is_older {
        target.execute("UPDATE portals SET next_op_seq = next_op_seq + ?1", [SKIPPED])?;
    }
    // The next pull asks for everything: what the mirrors say and what was pulled last may not be of one time.
    target.execute("UPDATE portals SET cursor = NULL", [])?;
    target.execute("UPDATE outbox SET state = 'in_doubt' WHERE state IN ('inflight', 'acknowledged')", [])?;
    Ok(())
}

fn place(target: &Connection, table: &Table, shared: &[String], rows: &[Row], extent: Extent) -> Result<u64> {
    let insert = format!("INTO \"{}\" ({}) VALUES ({})", table.name, quoted(shared), marks(shared.len()));
    let values =
        |row: &Row| params_from_iter(shared.iter().map(|name| table.value(row, name).cloned().unwrap_or(Value::Null)).collect::<Vec<_>>());
    match table.name.as_str() {
        "articles" => later(target, table, rows, &insert, "saved_ms", values),
        "mirrors" => later(target, table, rows, &insert, "seq", values),
        // Never changed, so whatever both have is the same.
        "revisions" => each(target, rows, &format!("INSERT OR IGNORE {insert}"), values),
        "portals" => {
            let known = target.prepare("SELECT max(next_op_seq) FROM portals")?.query_row([], |row| row.get::<_, Option<i64>>(0))?;
            let placed = each(target, rows, &format!("INSERT OR REPLACE {insert}"), values)?;
            target.execute("UPDATE portals SET next_op_seq = max(next_op_seq, ?1)", [known.unwrap_or(1)])?;
            Ok(placed)
        }
        "outbox" => outbox(target, table, shared, rows, extent),
        // What was typed since an article was last written whole belongs to that writing and to no older one.
        "journal" => {
            if extent == Extent::Whole {
                target.execute("DELETE FROM journal", [])?;
            }
            each(target, rows, &format!("INSERT OR REPLACE {insert}"), values)
        }
        _ => each(target, rows, &format!("INSERT OR REPLACE {insert}"), values),
    }
}

fn each<P: rusqlite::Params>(target: &Connection, rows: &[Row], statement: &str, values: impl Fn(&Row) -> P) -> Result<u64> {
    let mut statement = target.prepare(statement)?;
    let mut placed = 0;
    for row in rows {
        placed += statement.execute(values(row))? as u64;
    }
    Ok(placed)
}

/// Rows that say a later thing than the one that is there, by a number that grows.
fn later<P: rusqlite::Params>(
    target: &Connection,
    table: &Table,
    rows: &[Row],
    insert: &str,
    grows: &str,
    values: impl Fn(&Row) -> P,
) -> Result<u64> {
    let key = table.key_columns();
    let matches = key.iter().map(|name| format!("\"{name}\" = ?")).collect::<Vec<_>>().join(" AND ");
    let mut known = target.prepare(&format!("SELECT {grows} FROM \"{}\" WHERE {matches}", table.name))?;
    let mut statement = target.prepare(&format!("INSERT OR REPLACE {insert}"))?;
    let mut placed = 0;
    for row in rows {
        let mut there = known.query(params_from_iter(table.key_of(row)))?;
        let there: Option<i64> = there.next()?.map(|row| row.get(0)).transpose()?;
        let theirs = match table.value(row, grows) {
            Some(Value::Integer(number)) => *number,
            _ => 0,
        };
        if there.is_none_or(|ours| theirs > ours) {
            statement.execute(values(row))?;
            placed += 1;
        }
    }
    Ok(placed)
}

/// The outbox: its positions are renumbered, for two files may have given the same one to different rows.
fn outbox(target: &Connection, table: &Table, shared: &[String], rows: &[Row], extent: Extent) -> Result<u64> {
    if extent == Extent::Whole {
        target.execute("DELETE FROM outbox", [])?;
    }
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|row| match table.value(row, "position") {
        Some(Value::Integer(position)) => *position,
        _ => i64::MAX,
    });
    let mut forget = target.prepare("DELETE FROM outbox WHERE op_id = ?1 OR (portal_id = ?2 AND op_seq = ?3)")?;
    let last: i64 = target.query_row("SELECT coalesce(max(position), 0) FROM outbox", [], |row| row.get(0))?;
    let mut insert = target.prepare(&format!("INSERT INTO outbox ({}) VALUES ({})", quoted(shared), marks(shared.len())))?;
    for (row, position) in rows.iter().zip(last + 1..) {
        let of = |name: &str| table.value(row, name).cloned().unwrap_or(Value::Null);
        forget.execute([of("op_id"), of("portal_id"), of("op_seq")])?;
        let values = shared.iter().map(|name| if name == "position" { Value::Integer(position) } else { of(name) });
        insert.execute(params_from_iter(values.collect::<Vec<_>>()))?;
    }
    Ok(rows.len() as u64)
}

/// Rows that point at what could not be read.
fn orphans(target: &Connection) -> Result<()> {
    // A head whose revision is lost: the text is there all the same and becomes a new revision at the next rest.
    target.execute("UPDATE articles SET head = NULL WHERE head IS NOT NULL AND head NOT IN (SELECT id FROM revisions)", [])?;
    // What still points nowhere is bookkeeping of a portal that is not known any more; its next sign-in makes it anew.
    let mut broken: Vec<(String, Option<i64>)> = Vec::new();
    let mut statement = target.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        broken.push((row.get(0)?, row.get(1)?));
    }
    drop(rows);
    for (table, rowid) in broken {
        if let Some(rowid) = rowid {
            target.execute(&format!("DELETE FROM \"{table}\" WHERE rowid = ?1"), [rowid])?;
        } else if ["mirrors", "uploads", "outbox", "quarantine", "transfers", "withheld_deletions"].contains(&table.as_str()) {
            target.execute(
                &format!("DELETE FROM \"{table}\" WHERE portal_id IS NOT NULL AND portal_id NOT IN (SELECT id FROM portals)"),
                [],
            )?;
        }
    }
    Ok(())
}
