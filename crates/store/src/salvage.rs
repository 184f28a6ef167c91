//! Reading what can still be read of a damaged database.
//!
//! Every page is authenticated, so a damaged one cannot be read at all, and SQLite stops a query at the first. A table is therefore read from
//! its front up to the damage, from its back down to it, and between the two from each key on that the table's indexes name: what lies on whole
//! pages between two damaged ones is found so. Where the indexes are damaged too, keys in the middle of the gap are asked for. After each stop the
//! file is opened anew, for a connection remembers that it has failed.

use std::{
    collections::{BTreeSet, BinaryHeap},
    path::PathBuf,
};

use banthao_document::{ArticleContent, RevisionId};
use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    Key, Result, packed,
    rekey::{self, Access},
    revisions,
};

/// Questions asked inside the gaps of one table, so that a large and thoroughly damaged one comes to an end.
const PROBES: u32 = 600;

/// A private copy of a damaged database.
pub(crate) struct Wreck {
    pub file: PathBuf,
    pub key: Key,
}

/// A table and how its rows are found.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// Positions in `columns` of the primary key.
    key: Vec<usize>,
}

/// A row, in the order of its table's columns.
pub(crate) type Row = Vec<Value>;

/// How much of a table was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Every row.
    Whole,
    /// What could be reached around damaged pages.
    Partial,
}

/// Every table that holds rows of its own: neither SQLite's, nor those that another table or index is made of.
pub(crate) fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let mut statement = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    names.into_iter().map(|name| table(connection, name)).collect()
}

fn table(connection: &Connection, name: String) -> Result<Table> {
    let mut statement = connection.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns = statement.query_map([&name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, usize>(1)?)))?;
    let columns = columns.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut key: Vec<(usize, usize)> = columns.iter().enumerate().filter(|(_, (_, pk))| *pk > 0).map(|(at, (_, pk))| (*pk, at)).collect();
    key.sort_unstable();
    Ok(Table { name, columns: columns.into_iter().map(|(name, _)| name).collect(), key: key.into_iter().map(|(_, at)| at).collect() })
}

impl Wreck {
    /// The tables of the damaged file, as far as its schema can be read.
    pub fn tables(&self) -> Result<Vec<Table>> {
        tables(&self.connect()?)
    }

    fn connect(&self) -> Result<Connection> {
        let connection = rekey::open(&self.file, &self.key, Access::Write)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    /// Every row of a table that can be read and says what it said, each once.
    pub fn rows(&self, table: &Table) -> Result<(Vec<Row>, Extent)> {
        let (mut rows, extent) = self.readable(table)?;
        let readable = rows.len();
        rows.retain(|row| is_authentic(table, row));
        let extent = if rows.len() == readable { extent } else { Extent::Partial };
        Ok((rows, extent))
    }

    fn readable(&self, table: &Table) -> Result<(Vec<Row>, Extent)> {
        let mut found = Vec::new();
        if self.scan(table, "", "", Vec::new(), &mut found)? == Extent::Whole {
            return Ok((found, Extent::Whole));
        }
        if table.key.is_empty() {
            return Ok((found, Extent::Partial));
        }
        let front = found.last().map(|row| table.key_of(row));
        let mut back = Vec::new();
        // Down to the front's last row at most: the pages before it were read.
        let (bound, values) = match &front {
            Some(front) => (format!("WHERE ({}) > ({})", table.key_names(), marks(front.len())), front.clone()),
            None => (String::new(), Vec::new()),
        };
        self.scan(table, &bound, "DESC", values, &mut back)?;
        let low = front.as_ref().and_then(|key| number(&key[0]));
        let high = back.last().and_then(|row| number(&table.key_of(row)[0]));
        found.extend(back);
        let is_numbered = matches!(found.first().map(|row| &row[table.key[0]]), Some(Value::Blob(_)));
        if is_numbered && self.read_named(table, &mut found)? == Extent::Partial {
            self.probe(table, low.unwrap_or(0), high.unwrap_or(u128::MAX), &mut found)?;
        }
        found.sort_by_key(|row| key_text(&table.key_of(row)));
        found.dedup_by_key(|row| key_text(&table.key_of(row)));
        Ok((found, Extent::Partial))
    }

    /// Reads on from every key that an index names and that was not read yet. Whole when an index could be read that names them all.
    fn read_named(&self, table: &Table, found: &mut Vec<Row>) -> Result<Extent> {
        let name = &table.columns[table.key[0]];
        let (named, extent) = self.named_by_indexes(table)?;
        let read: BTreeSet<Vec<u8>> = found.iter().filter_map(|row| table.first_key(row)).collect();
        let mut reached = None;
        for key in named.difference(&read) {
            if reached.as_ref().is_some_and(|reached| reached >= key) {
                continue;
            }
            let before = found.len();
            let bound = Value::Blob(key.clone());
            self.scan(table, &format!("WHERE {name} >= ?"), "", vec![bound.clone()], found)?;
            if found.len() == before {
                // A row on an inner page is reached through the page before it upwards, and through the one after it downwards.
                self.scan(table, &format!("WHERE {name} >= ? AND {name} <= ?"), "DESC", vec![bound.clone(), bound], found)?;
            }
            reached = found[before..].last().and_then(|row| table.first_key(row));
        }
        Ok(extent)
    }

    /// The first keys of rows, from the indexes of their table: one that has no row numbers of SQLite's is known by its keys there.
    fn named_by_indexes(&self, table: &Table) -> Result<(BTreeSet<Vec<u8>>, Extent)> {
        let mut named = BTreeSet::new();
        let mut extent = Extent::Partial;
        for (index, columns) in indexes(&self.connect()?, &table.name)? {
            let query = |direction| {
                let order: Vec<String> = columns.iter().map(|column| format!("\"{column}\" {direction}")).collect();
                let key = quoted(&[table.columns[table.key[0]].clone()]);
                format!("SELECT {key} FROM \"{}\" INDEXED BY \"{index}\" ORDER BY {}", table.name, order.join(", "))
            };
            let mut keys = Vec::new();
            if self.read(&query(""), Vec::new(), &mut keys)? == Extent::Whole {
                extent = Extent::Whole;
            } else {
                self.read(&query("DESC"), Vec::new(), &mut keys)?;
            }
            named.extend(keys.into_iter().flatten().filter_map(|key| if let Value::Blob(key) = key { Some(key) } else { None }));
        }
        Ok((named, extent))
    }

    /// Looks for rows whose first key lies strictly between two numbers. The widest gap is always looked into first: the keys of a damaged page
    /// are a gap that can be halved for ever, and is not to use up the questions that the others need.
    fn probe(&self, table: &Table, low: u128, high: u128, found: &mut Vec<Row>) -> Result<()> {
        let name = &table.columns[table.key[0]];
        let gap = |low: u128, high: u128| (high - low, low, high);
        let mut gaps = BinaryHeap::from([gap(low, high)]);
        for _ in 0..PROBES {
            let Some((width, low, high)) = gaps.pop() else { break };
            if width < 2 {
                break;
            }
            let middle = low + width / 2;
            let bounds = vec![Value::Blob(middle.to_be_bytes().to_vec()), Value::Blob(high.to_be_bytes().to_vec())];
            let before = found.len();
            let extent = self.scan(table, &format!("WHERE {name} >= ? AND {name} < ?"), "", bounds, found)?;
            let reached = found[before..].last().and_then(|row| number(&table.key_of(row)[0]));
            gaps.push(gap(low, middle));
            if extent == Extent::Partial {
                gaps.push(gap(reached.unwrap_or(middle), high));
            }
        }
        Ok(())
    }

    /// Reads rows in the order of their keys until the end or the first that cannot be read.
    fn scan(&self, table: &Table, bound: &str, direction: &str, values: Vec<Value>, found: &mut Vec<Row>) -> Result<Extent> {
        let order: Vec<String> = table.key.iter().map(|at| format!("\"{}\" {direction}", table.columns[*at])).collect();
        let order = if order.is_empty() { String::new() } else { format!("ORDER BY {}", order.join(", ")) };
        let query = format!("SELECT {} FROM \"{}\" {bound} {order}", quoted(&table.columns), table.name);
        self.read(&query, values, found)
    }

    /// Reads what a statement answers until its end or the first row that cannot be read.
    fn read(&self, query: &str, values: Vec<Value>, found: &mut Vec<Row>) -> Result<Extent> {
        let connection = self.connect()?;
        let Ok(mut statement) = connection.prepare(query) else { return Ok(Extent::Partial) };
        let columns = statement.column_count();
        let Ok(mut rows) = statement.query(params_from_iter(values)) else { return Ok(Extent::Partial) };
        loop {
            match rows.next() {
                Ok(Some(row)) => match (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<Row>>() {
                    Ok(row) => found.push(row),
                    Err(_) => return Ok(Extent::Partial),
                },
                Ok(None) => return Ok(Extent::Whole),
                Err(_) => return Ok(Extent::Partial),
            }
        }
    }
}

/// The indexes of a table that hold all of its rows, with their columns.
fn indexes(connection: &Connection, table: &str) -> Result<Vec<(String, Vec<String>)>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_index_list(?1) WHERE origin = 'c' AND partial = 0 ORDER BY name")?;
    let names = statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let mut columns = connection.prepare("SELECT name FROM pragma_index_info(?1) ORDER BY seqno")?;
    let of = |name: String| Ok((name.clone(), columns.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?));
    names.into_iter().map(of).collect()
}

/// Whether a row is as it was written. Of a long row whose later page is damaged, SQLCipher gives the first part and zeros for the rest, and
/// says so only when the next page is asked for.
fn is_authentic(table: &Table, row: &Row) -> bool {
    if row.iter().any(|value| matches!(value, Value::Text(text) if text.contains('\0'))) {
        return false;
    }
    let value = |column| table.value(row, column);
    match table.name.as_str() {
        "articles" => match (value("content").and_then(text), value("content_hash")) {
            (Some(content), Some(Value::Blob(hash))) => {
                serde_json::from_str::<ArticleContent>(&content).is_ok_and(|content| content.hash().as_bytes()[..] == hash[..])
            }
            _ => false,
        },
        "revisions" => match (value("id"), value("body").and_then(text)) {
            (Some(Value::Blob(id)), Some(body)) => RevisionId::of(body.as_bytes()).as_bytes()[..] == id[..],
            _ => false,
        },
        _ => true,
    }
}

fn text(value: &Value) -> Option<String> {
    packed::text(value.into()).ok()
}

/// Rows of a file of an earlier schema as the present one holds them: texts packed, and of a revision what stands beside its body.
pub(crate) fn in_present_form(table: &Table, mut rows: Vec<Row>) -> Result<(Table, Vec<Row>)> {
    let mut table = table.clone();
    let long = match table.name.as_str() {
        "articles" => "content",
        "revisions" => "body",
        _ => return Ok((table, rows)),
    };
    let Some(at) = table.columns.iter().position(|name| name == long) else { return Ok((table, rows)) };
    let lacks_parents = table.name == "revisions" && !table.columns.iter().any(|name| name == "parents");
    for row in &mut rows {
        let Value::Text(text) = &row[at] else { continue };
        let text = text.clone();
        row[at] = Value::Blob(packed::pack(&text)?);
        if lacks_parents {
            let body: serde_json::Value = serde_json::from_str(&text)?;
            row.push(Value::Text(body["parents"].to_string()));
            row.push(Value::Integer(revisions::may_name_media(&text).into()));
        }
    }
    if lacks_parents {
        table.columns.extend(["parents".to_owned(), "has_media".to_owned()]);
    }
    Ok((table, rows))
}

impl Table {
    /// A row's primary key.
    pub fn key_of(&self, row: &Row) -> Vec<Value> {
        self.key.iter().map(|at| row[*at].clone()).collect()
    }

    fn first_key(&self, row: &Row) -> Option<Vec<u8>> {
        if let Value::Blob(key) = &row[*self.key.first()?] { Some(key.clone()) } else { None }
    }

    /// The value of a column of a row, if the table has that column.
    pub fn value<'r>(&self, row: &'r Row, column: &str) -> Option<&'r Value> {
        self.columns.iter().position(|name| name == column).map(|at| &row[at])
    }

    /// The names of the primary key's columns.
    pub fn key_columns(&self) -> Vec<&String> {
        self.key.iter().map(|at| &self.columns[*at]).collect()
    }

    fn key_names(&self) -> String {
        quoted(&self.key.iter().map(|at| self.columns[*at].clone()).collect::<Vec<_>>())
    }
}

/// Column names for a statement.
pub(crate) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// As many question marks.
pub(crate) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// The first 16 bytes of a key as a number, so that there is a middle between two.
fn number(value: &Value) -> Option<u128> {
    let Value::Blob(bytes) = value else { return None };
    let mut start = [0; 16];
    let length = bytes.len().min(16);
    start[..length].copy_from_slice(&bytes[..length]);
    Some(u128::from_be_bytes(start))
}

fn key_text(key: &[Value]) -> String {
    format!("{key:?}")
}
