//! What the text index is measured against: the full-text search that comes with SQLite, over the same texts and on the same kind of file.

use std::path::Path;

use rusqlite::{Connection, named_params, params_from_iter};

use crate::{Key, Reader, Result};

/// A plain FTS5 table ranked by bm25, without contents, in an encrypted file of its own.
pub struct PlainIndex(Connection);

impl PlainIndex {
    /// The index in this file; made when it is not there.
    ///
    /// # Errors
    /// From the database.
    pub fn open(file: &Path, key: &Key) -> Result<Self> {
        banthao_sqlite::make_ready();
        let connection = Connection::open(file)?;
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(key.expose())))?;
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS plain USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2')",
        )?;
        Ok(Self(connection))
    }

    /// Adds texts in one transaction.
    ///
    /// # Errors
    /// From the database.
    pub fn add(&mut self, texts: &[(u32, String)]) -> Result<()> {
        let transaction = self.0.transaction()?;
        {
            let mut statement = transaction.prepare_cached("INSERT INTO plain (rowid, text) VALUES (:number, :text)")?;
            for (number, text) in texts {
                statement.execute(named_params! {":number": number, ":text": text})?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// The best texts that hold every one of these words.
    ///
    /// # Errors
    /// From the database.
    pub fn best(&self, words: &[String], limit: u32) -> Result<Vec<u32>> {
        let query = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" AND ");
        let mut statement = self.0.prepare_cached("SELECT rowid FROM plain WHERE plain MATCH :query ORDER BY bm25(plain) LIMIT :limit")?;
        let rows = statement.query_map(named_params! {":query": query, ":limit": limit}, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Bytes of the file that these tables take, with their indexes.
///
/// # Errors
/// From the database.
pub fn bytes_of(reader: &Reader<'_>, tables: &[&str]) -> Result<u64> {
    let marks = vec!["?"; tables.len()].join(", ");
    let mut statement = reader.0.prepare(&format!(
        "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE aggregate = TRUE
         AND name IN (SELECT name FROM sqlite_schema WHERE tbl_name IN ({marks}))"
    ))?;
    Ok(statement.query_row(params_from_iter(tables), |row| row.get(0))?)
}
