//! The boundary for async callers: exactly [`Db::read`] and [`Db::write`], on a thread that may block.

use std::sync::Arc;

use crate::{Db, Error, Reader, Result, Writer};

/// A [`Db`] whose work runs on the blocking pool, so that no guard is ever held across an await.
#[derive(Clone)]
pub struct AsyncDb(Arc<Db>);

impl AsyncDb {
    /// Wraps an open profile.
    pub fn new(db: Arc<Db>) -> Self {
        Self(db)
    }

    /// The profile itself, for callers that are on a blocking thread already.
    pub fn blocking(&self) -> &Arc<Db> {
        &self.0
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
        let db = Arc::clone(&self.0);
        match tokio::task::spawn_blocking(move || work(&db)).await {
            Ok(done) => done,
            Err(stopped) => Err(Error::Defect(format!("store work stopped: {stopped}")).into()),
        }
    }
}
