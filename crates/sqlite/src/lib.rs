//! What everybody who opens a database wants of SQLite.

use std::sync::Once;

use rusqlite::{Connection, Result, config::DbConfig};

/// Makes SQLite ready; to be called before anything else is asked of it. Blocks while another thread does so.
///
/// The first call of a process makes SQLite ready, and marks it so *before* SQLCipher, which is made ready last (`SQLITE_EXTRA_INIT`), is. A second
/// thread that opens a database in this moment gets one without a cipher, and its key is refused.
pub fn make_ready() {
    static READY: Once = Once::new();
    // What is wrong with SQLite itself is told by the open that follows.
    READY.call_once(|| drop(Connection::open_in_memory()));
}

/// Has a statement keep the plan it was first given. Otherwise SQLite looks at the values that are bound to it, for a better plan, and for that
/// prepares it anew whenever one of them changes: a kept statement then costs as much as one that is not.
///
/// # Errors
/// From SQLite.
pub fn plan_once(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}
