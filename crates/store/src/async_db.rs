//! The boundary for async callers: exactly [`Db::read`] and [`Db::write`], where blocking is allowed.

use std::sync::Arc;

use crate::{Db, Error, Reader, Result, Writer};

/// A [`Db`] whose work is done in one piece, so that no guard is ever held across an await.
#[derive(Clone)]
pub struct AsyncDb {
    db: Arc<Db>,
    place: Place,
}

/// Where work is done.
#[derive(Clone, Copy)]
enum Place {
    /// On a thread of the runtime's that may block.
    Pool,
    /// By whoever waits for it.
    Here,
}

impl AsyncDb {
    /// Wraps an open profile; its work is done on the runtime's threads that may block.
    pub fn new(db: Arc<Db>) -> Self {
        Self { db, place: Place::Pool }
    }

    /// Wraps an open profile whose work is done by whoever waits for it: for a runtime of one thread on which nothing may happen at the same time.
    pub fn on_this_thread(db: Arc<Db>) -> Self {
        Self { db, place: Place::Here }
    }

    /// The profile itself, for callers that are on a blocking thread already.
    pub fn blocking(&self) -> &Arc<Db> {
        &self.db
    }

    /// [`Db::read`].
    ///
    /// # Errors
    /// Whatever `work` returns.
    pub async fn read<T, E>(&self, work: impl FnOnce(&Reader<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.run(move |db| db.read(work)).await
    }

    /// [`Db::write`].
    ///
    /// # Errors
    /// Whatever `work` returns.
    pub async fn write<T, E>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.run(move |db| db.write(work)).await
    }

    /// Any blocking work on the profile, such as its media files.
    ///
    /// # Errors
    /// Whatever `work` returns.
    pub async fn run<T, E>(&self, work: impl FnOnce(&Db) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match self.place {
            Place::Here => work(&self.db),
            Place::Pool => {
                let db = Arc::clone(&self.db);
                let done = tokio::task::spawn_blocking(move || work(&db)).await;
                done.unwrap_or_else(|stopped| Err(Error::Defect(format!("store work stopped: {stopped}")).into()))
            }
        }
    }
}
