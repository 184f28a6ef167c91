//! Which media anything in the database still names.
//!
//! Nothing is counted and kept, since a count that is wrong once loses a picture: the texts themselves are asked. And not the texts that this
//! module knows of, but every table there is, so that one which is added later (a journal, a trash) is asked without anyone thinking of it; a
//! medium is named by the 64 digits of its digest wherever its name stands. A value that cannot be read as text stops the search, because what
//! cannot be read may name anything.

use std::collections::HashSet;

use banthao_document::BlobId;
use rusqlite::types::{Value, ValueRef};

use crate::{Db, Error, Reader, Result, listing, packed};

/// What is about media itself: a medium does not keep itself alive.
const ABOUT_MEDIA: [&str; 4] = ["media", "media_marks", "thumbnails", "uploads"];
/// Rows that are read at once; the window's own questions come in between.
const PAGE: usize = 200;
const DIGITS: usize = 64;

/// Those of `sought` that something names.
///
/// # Errors
/// [`Error::Opaque`] when a table holds what cannot be searched, and those of the database.
pub(crate) fn named(db: &Db, sought: &HashSet<BlobId>) -> Result<HashSet<BlobId>> {
    let mut named = HashSet::new();
    for table in db.read(tables)? {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let last = db.read(|reader| search(reader, &table, after.as_deref(), sought, &mut named))?;
            let Some(last) = last else { break };
            after = Some(last);
        }
    }
    Ok(named)
}

struct Table {
    name: String,
    key: Vec<String>,
    columns: Vec<String>,
}

/// Every table that is not about media. The inner tables of an index hold what is in another table as well.
fn tables(reader: &Reader<'_>) -> Result<Vec<Table>> {
    let mut statement =
        reader.0.prepare("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    let names = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
    let mut tables = Vec::new();
    for name in names {
        let (name, without_rowid) = name?;
        if ABOUT_MEDIA.contains(&name.as_str()) || listing::DERIVED.contains(&name.as_str()) {
            continue;
        }
        let mut statement = reader.0.prepare("SELECT name, pk, type FROM pragma_table_info(:table) ORDER BY pk")?;
        let columns =
            statement.query_map([&name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?)))?;
        let columns = columns.collect::<rusqlite::Result<Vec<_>>>()?;
        let key = match without_rowid {
            true => columns.iter().filter(|(_, place, _)| *place > 0).map(|(name, _, _)| quoted(name)).collect(),
            false => vec!["rowid".to_owned()],
        };
        let may_name = |kind: &str| matches!(kind, "TEXT" | "BLOB" | "ANY");
        let columns: Vec<String> = columns.iter().filter(|(_, _, kind)| may_name(kind)).map(|(name, _, _)| quoted(name)).collect();
        if !columns.is_empty() {
            tables.push(Table { name: quoted(&name), key, columns });
        }
    }
    Ok(tables)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Searches one page; the key of its last row, or none when the table ended.
fn search(
    reader: &Reader<'_>,
    table: &Table,
    after: Option<&[Value]>,
    sought: &HashSet<BlobId>,
    named: &mut HashSet<BlobId>,
) -> Result<Option<Vec<Value>>> {
    let key = table.key.join(", ");
    let behind = match after {
        Some(after) => format!("WHERE ({key}) > ({})", vec!["?"; after.len()].join(", ")),
        None => String::new(),
    };
    let sql = format!("SELECT {key}, {} FROM {} {behind} ORDER BY {key} LIMIT {PAGE}", table.columns.join(", "), table.name);
    let mut statement = reader.0.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(after.unwrap_or_default()))?;
    let (mut last, mut count) = (None, 0);
    while let Some(row) = rows.next()? {
        for column in table.key.len()..table.key.len() + table.columns.len() {
            match row.get_ref(column)? {
                ValueRef::Text(text) => mentions(text, sought, named),
                ValueRef::Blob(bytes) => in_bytes(bytes, sought, named)?,
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
            }
        }
        count += 1;
        if count == PAGE {
            last = Some((0..table.key.len()).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?);
        }
    }
    Ok(last)
}

/// Ids and digests are bytes; anything longer has to be text, packed or not.
fn in_bytes(bytes: &[u8], sought: &HashSet<BlobId>, named: &mut HashSet<BlobId>) -> Result<()> {
    match <[u8; 32]>::try_from(bytes) {
        Ok(digest) => named.extend(sought.get(&BlobId(digest))),
        Err(_) if packed::is_packed(bytes) => mentions(packed::unpack(bytes).map_err(|_| Error::Opaque)?.as_bytes(), sought, named),
        Err(_) if bytes.len() < DIGITS => {}
        Err(_) if std::str::from_utf8(bytes).is_ok() => mentions(bytes, sought, named),
        Err(_) => return Err(Error::Opaque),
    }
    Ok(())
}

/// The media whose digits stand in a text. Digits beside them would be no digest of ours, and a medium kept too long does no harm: every run
/// of 64 counts.
fn mentions(text: &[u8], sought: &HashSet<BlobId>, named: &mut HashSet<BlobId>) {
    for run in text.split(|byte| !byte.is_ascii_hexdigit()).filter(|run| run.len() >= DIGITS) {
        for digits in run.windows(DIGITS) {
            let mut digest = [0; 32];
            if hex::decode_to_slice(digits, &mut digest).is_ok() {
                named.extend(sought.get(&BlobId(digest)));
            }
        }
    }
}
