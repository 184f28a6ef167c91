//! Everything that a file says, as a value that two files can be compared by.

use std::collections::BTreeMap;

use rusqlite::{Connection, types::ValueRef};
use sha2::{Digest, Sha256};

/// A digest of all rows of each table, in the order of their primary keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dump(BTreeMap<String, [u8; 32]>);

impl Dump {
    /// The tables in which the two differ.
    pub fn differs_in<'d>(&'d self, other: &'d Self) -> Vec<&'d str> {
        let tables = self.0.keys().chain(other.0.keys());
        let mut differing: Vec<&str> = tables.filter(|table| self.0.get(*table) != other.0.get(*table)).map(String::as_str).collect();
        differing.sort_unstable();
        differing.dedup();
        differing
    }

    /// Reads a file through and through: its form, its references, and every row.
    pub fn of(connection: &Connection) -> Result<Self, String> {
        let told = |error: rusqlite::Error| error.to_string();
        let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(told)?;
        if verdict != "ok" {
            return Err(format!("integrity_check says: {verdict}"));
        }
        let mut orphans = connection.prepare("PRAGMA foreign_key_check").map_err(told)?;
        if orphans.exists([]).map_err(told)? {
            return Err("foreign_key_check finds a row without the one that it names".to_owned());
        }
        let mut tables = connection
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
            .map_err(told)?;
        let names: Vec<String> = tables.query_map([], |row| row.get(0)).map_err(told)?.collect::<Result<_, _>>().map_err(told)?;
        let digests = names.into_iter().map(|name| {
            let digest = rows(connection, &name).map_err(told)?;
            Ok((name, digest))
        });
        Ok(Self(digests.collect::<Result<_, String>>()?))
    }
}

fn rows(connection: &Connection, table: &str) -> Result<[u8; 32], rusqlite::Error> {
    // Without an order, a table is read by its primary key: the tables have no other b-tree that covers all columns.
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} NOT INDEXED"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut digest = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Null => digest.update([0]),
                ValueRef::Integer(number) => {
                    digest.update([1]);
                    digest.update(number.to_le_bytes());
                }
                ValueRef::Real(number) => {
                    digest.update([2]);
                    digest.update(number.to_le_bytes());
                }
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    digest.update([3]);
                    digest.update((bytes.len() as u64).to_le_bytes());
                    digest.update(bytes);
                }
            }
        }
    }
    Ok(digest.finalize().into())
}
