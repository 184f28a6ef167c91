//! When a snapshot is taken, and what comes of it.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use banthao_protocol::{ApiError, BackupTroubleView, Work};
use banthao_store::backup;

use crate::{
    App, Pace,
    app::Inner,
    error::{Result, from_store},
    safety::{BACKUPS_KEPT, KEPT_AT_FIRST},
};

/// A little less than a day, so that a machine that is switched on at eight every morning has one every morning.
const EVERY_MS: i64 = 20 * 60 * 60 * 1000;
/// After a start: the officer writes first.
const FIRST: Duration = Duration::from_secs(60);
/// How often it is asked whether one is due; a laptop sleeps through any longer wait.
const ASKED: Duration = Duration::from_secs(15 * 60);

/// Whether a snapshot is due. One from the future was taken while the clock was wrong and says nothing.
pub(crate) fn is_due(newest_ms: Option<i64>, now_ms: i64) -> bool {
    newest_ms.is_none_or(|newest| newest > now_ms || now_ms - newest >= EVERY_MS)
}

/// Takes a snapshot whenever one is due, for as long as the app runs.
pub(crate) fn start(app: &App) {
    if app.inner.config.pace != Pace::Live {
        return;
    }
    let inner = Arc::downgrade(&app.inner);
    tokio::spawn(async move {
        tokio::time::sleep(FIRST).await;
        while let Some(app) = running(&inner) {
            app.daily_backup().await;
            drop(app);
            tokio::time::sleep(ASKED).await;
        }
    });
}

fn running(inner: &Weak<Inner>) -> Option<App> {
    inner.upgrade().map(|inner| App { inner })
}

impl App {
    /// Takes a snapshot of the open profile if one is due. What goes wrong is remembered and told to the window.
    pub async fn daily_backup(&self) {
        let Ok(open) = self.open() else { return };
        let newest = match open.db.run(|db| backup::list(db.folder())).await {
            Ok(snapshots) => snapshots.first().map(|snapshot| snapshot.taken_ms),
            Err(_) => None,
        };
        if is_due(newest, self.inner.config.world.clock.now_ms())
            && let Err(error) = self.backup().await
        {
            tracing::warn!(code = ?error.code, "the daily snapshot did not succeed");
        }
    }

    /// Takes a snapshot, reads it through, and lets the oldest go.
    pub(crate) async fn backup(&self) -> Result<()> {
        let open = self.open()?;
        let _progress = self.begins(Work::Backup)?;
        let now_ms = self.inner.config.world.clock.now_ms();
        let taken = open.db.run(move |db| {
            let kept = db.read(|reader| BACKUPS_KEPT.get(reader))?.unwrap_or(KEPT_AT_FIRST);
            backup::take(db, now_ms)?;
            backup::thin(db.folder(), kept as usize)
        });
        let taken = taken.await.map_err(unreadable);
        *self.inner.safety.backup_trouble() =
            taken.as_ref().err().map(|error: &ApiError| BackupTroubleView { code: error.code, at_ms: now_ms });
        self.safety_changed();
        taken
    }
}

/// A snapshot that could not be read through is told as such: the profile itself may be quite well.
fn unreadable(error: banthao_store::Error) -> ApiError {
    use banthao_protocol::ErrorCode;
    match error {
        banthao_store::Error::Unreadable | banthao_store::Error::Damaged(_) => {
            ApiError::new(ErrorCode::SnapshotUnreadable, "the snapshot does not read back")
        }
        other => from_store(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_due_on_the_next_morning_and_after_a_wrong_clock() {
        const HOUR: i64 = 60 * 60 * 1000;
        for (newest, now, due) in [
            (None, 0, true),
            (Some(8 * HOUR), 17 * HOUR, false),
            (Some(8 * HOUR), (24 + 8) * HOUR, true),
            (Some(8 * HOUR), (24 + 3) * HOUR, false),
            (Some(9000 * HOUR), 8 * HOUR, true),
        ] {
            assert_eq!(is_due(newest, now), due, "{newest:?} at {now}");
        }
    }
}
