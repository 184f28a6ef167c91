//! Everything that happened to a disk, in order.

use std::sync::Arc;

use crate::Image;

/// A file for as long as it exists, whatever it is called.
pub(crate) type FileId = u32;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A name came into being.
    Create {
        /// The file.
        file: u32,
        /// Its name.
        name: String,
    },
    /// Bytes were written, and may be in a cache only.
    Write {
        /// The file.
        file: u32,
        /// Where.
        at: usize,
        /// What.
        bytes: Arc<[u8]>,
    },
    /// A file was cut off, or made longer with zeros.
    Truncate {
        /// The file.
        file: u32,
        /// Its new length.
        length: usize,
    },
    /// A name went away.
    Delete {
        /// The name.
        name: String,
        /// Whether the folder was synced after it.
        durable: bool,
    },
    /// A file became durable.
    Sync {
        /// The file.
        file: u32,
        /// Whether the names in its folder became durable with it.
        folder: bool,
    },
    /// A sync failed: what it was to make durable is in memory, looks clean, and will never be written.
    Forget {
        /// The file.
        file: u32,
    },
    /// The test's own mark.
    Note(u32),
}

/// What happened since a moment at which everything was durable.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    pub(crate) base: Image,
    pub(crate) base_files: Vec<(FileId, String)>,
    pub(crate) ops: Vec<Op>,
}

impl Recording {
    /// What happened.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }
}
