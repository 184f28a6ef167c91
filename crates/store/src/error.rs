//! Why the store did not do what was asked, sorted by what the caller does next.

/// `std::result::Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One variant for each decision that a caller takes. No variant carries article text, keys or paths.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file was written by a newer version: ask for an upgrade, change nothing.
    #[error("the database has schema {found}, this version knows up to {known}")]
    TooNew {
        /// The file's schema.
        found: u32,
        /// The newest schema that this build knows.
        known: u32,
    },
    /// The key does not fit, or the file is damaged: the two cannot be told apart from outside. Change nothing, ask the person.
    #[error("the database cannot be read with this key")]
    Unreadable,
    /// No space left: keep what was typed in memory and say so.
    #[error("the disk is full")]
    DiskFull,
    /// The disk or the file system refuses otherwise.
    #[error("the disk failed: {0}")]
    Failing(String),
    /// What is to be kept could not be read to its end: nothing was kept, ask for it again.
    #[error("the source failed: {0}")]
    Source(std::io::ErrorKind),
    /// The medium is not on this machine.
    #[error("the medium is not on this machine")]
    NoMedium,
    /// Stored bytes that are not what they were when they were stored.
    #[error("stored bytes are damaged: {0}")]
    Damaged(&'static str),
    /// A table holds what cannot be searched for media, so none may be removed.
    #[error("a table holds what cannot be searched for media")]
    Opaque,
    /// SQLite as linked is older than 3.51.3, whose WAL may lose commits (sqlite.org, "WAL reset bug").
    #[error("SQLite {0} is too old to be trusted")]
    OldSqlite(String),
    /// A defect of this program.
    #[error("a statement failed: {0}")]
    Defect(String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Unreadable,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Failing(error.to_string())
            }
            _ => Self::Defect(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Failing(kind.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // The text of the error may quote the document; its class does not.
        Self::Defect(format!("stored JSON is not of its form ({:?})", error.classify()))
    }
}
