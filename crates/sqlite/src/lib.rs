//! SQLite, made ready once for all who open a database.

use std::sync::Once;

use rusqlite::Connection;

/// Makes SQLite ready; to be called before anything else is asked of it. Blocks while another thread does so.
///
/// The first call of a process makes SQLite ready, and marks it so *before* SQLCipher, which is made ready last (`SQLITE_EXTRA_INIT`), is. A second
/// thread that opens a database in this moment gets one without a cipher, and its key is refused.
pub fn make_ready() {
    static READY: Once = Once::new();
    // What is wrong with SQLite itself is told by the open that follows.
    READY.call_once(|| drop(Connection::open_in_memory()));
}
