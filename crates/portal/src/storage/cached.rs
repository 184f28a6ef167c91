//! Statements that a connection prepares once: a push asks the same twenty of every operation in it, and to read such a statement's SQL anew takes
//! longer than what it does.

use rusqlite::{Connection, Params, Result, Row};

/// Statements that a connection keeps prepared; more than there are.
pub const STATEMENTS: usize = 128;

/// What rusqlite's methods of these names do, with a statement that is kept.
pub trait Cached {
    /// As [`Connection::execute`].
    ///
    /// # Errors
    /// From the database.
    fn execute_cached(&self, sql: &str, params: impl Params) -> Result<usize>;

    /// As [`Connection::query_row`].
    ///
    /// # Errors
    /// From the database, and when there is no row.
    fn query_row_cached<T>(&self, sql: &str, params: impl Params, read: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<T>;
}

impl Cached for Connection {
    fn execute_cached(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.prepare_cached(sql)?.execute(params)
    }

    fn query_row_cached<T>(&self, sql: &str, params: impl Params, read: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<T> {
        self.prepare_cached(sql)?.query_row(params, read)
    }
}
