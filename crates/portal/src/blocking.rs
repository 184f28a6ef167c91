//! Where work is done that blocks: on the disk, or for as long as a large text takes to be read.

use crate::storage::{Error, Result};

/// Where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocking {
    /// On threads that the runtime has for it.
    Pool,
    /// By whoever waits for it: for a runtime of one thread on which nothing may happen at the same time.
    Here,
}

impl Blocking {
    /// Does the work and gives what comes of it.
    ///
    /// # Errors
    /// [`Error::Abandoned`] when it panicked.
    pub async fn run<T: Send + 'static>(self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        match self {
            Self::Here => work(),
            Self::Pool => tokio::task::spawn_blocking(work).await.map_err(|_| Error::Abandoned)?,
        }
    }
}
