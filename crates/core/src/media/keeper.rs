//! Looks after the media of an open profile in the background: removes what nobody needs, and says what is gone.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use banthao_store::{
    Db, Result as StoreResult,
    media_collection::{Collected, RETENTION, collect},
};

use crate::{App, Pace, error::Result, media::from_vault, open::Open, world::Clock};

/// After a start: the officer comes first.
const FIRST: Duration = Duration::from_secs(10 * 60);
/// Between looks. Nothing is in a hurry to be removed.
const BETWEEN: Duration = Duration::from_secs(6 * 60 * 60);

/// Starts looking after a profile, until it is closed.
pub(crate) fn start(app: &App, open: &Arc<Open>) {
    let config = &app.inner.config;
    if config.pace == Pace::Live {
        tokio::spawn(look_again(Arc::downgrade(open), Arc::clone(&config.world.clock)));
    }
}

async fn look_again(profile: Weak<Open>, clock: Arc<dyn Clock>) {
    let mut pause = FIRST;
    loop {
        tokio::time::sleep(pause).await;
        pause = BETWEEN;
        let Some(open) = profile.upgrade() else { return };
        let now_ms = clock.now_ms();
        match open.db.run(move |db| look(db, now_ms)).await {
            Ok(found) => tell(&found),
            Err(error) => tracing::warn!(%error, "the media could not be looked at"),
        }
    }
}

fn look(db: &Db, now_ms: i64) -> StoreResult<Collected> {
    let retention = db.read(|reader| RETENTION.get(reader))?.unwrap_or_default();
    collect(db, now_ms, retention)
}

fn tell(found: &Collected) {
    let Collected { marked, removed, orphans, missing, disturbed } = found;
    tracing::info!(marked, removed = removed.len(), orphans, disturbed, "looked at the media");
    if !missing.is_empty() {
        tracing::warn!(count = missing.len(), "media whose files are gone from this machine");
    }
}

impl App {
    /// One look at the media, now.
    ///
    /// # Errors
    /// Those of the disk.
    pub async fn media_collect(&self) -> Result<Collected> {
        let now_ms = self.inner.config.world.clock.now_ms();
        self.open()?.db.run(move |db| look(db, now_ms)).await.map_err(from_vault)
    }
}
