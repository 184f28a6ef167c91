//! What lies on a disk while no machine runs.

use std::{collections::BTreeMap, sync::Arc};

/// Names and contents, all of them durable. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image(pub(crate) BTreeMap<String, Arc<Vec<u8>>>);

impl Image {
    /// The names of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The bytes of a file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(|bytes| bytes.as_slice())
    }

    /// The same disk with a file of that content.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.0.insert(name.to_owned(), Arc::new(bytes));
        self
    }
}
