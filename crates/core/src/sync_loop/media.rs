//! The heartbeat of media: beside the texts and never before them.

use std::sync::Arc;

use banthao_sync::{
    Error,
    pace::{self, Next, Pace},
};
use tokio::time::sleep;

use super::{SyncLoop, lock};

impl SyncLoop {
    pub(super) async fn send_media(self: Arc<Self>) {
        let Some(engine) = &self.engine else { return };
        let mut pace = Pace::default();
        let mut lane = self.lane.subscribe();
        loop {
            // Woken after every exchange of texts, so that a portal that cannot be reached is asked by one of the two only.
            self.media_wake.notified().await;
            let Some(which) = *lane.borrow_and_update() else { continue };
            let before = engine.media_steps();
            let result = {
                let _one_at_a_time = self.uploading.lock().await;
                tokio::select! {
                    result = engine.send_media(which) => result,
                    // Another network, or the person said to stop: what the portal has stays there, and the next attempt goes on from it.
                    _ = lane.changed() => {
                        self.media_wake.notify_one();
                        Ok(0)
                    }
                }
            };
            match result {
                Ok(0) => pace.succeeded(),
                Ok(_) => {
                    pace.succeeded();
                    // What waited for the media can go now.
                    self.wake.notify_one();
                }
                Err(Error::Portal(error)) => {
                    lock(&self.facts).failed(&error, self.now_ms());
                    // A line that is cut every few seconds is no reason to wait as long as it carries something in between.
                    if engine.media_steps() > before {
                        pace.forgets();
                        self.media_wake.notify_one();
                        continue;
                    }
                    match pace.failed(&error, self.fraction()) {
                        Next::In(wait) => sleep(wait).await,
                        // The texts find out the same, and say it.
                        Next::Never => {}
                    }
                    if pace.probes() {
                        // A line that was cut for a second: the upload goes on over it before anything else is said.
                        self.media_wake.notify_one();
                    } else {
                        // Whether the portal is there at all, the texts say.
                        self.wake.notify_one();
                    }
                }
                Err(Error::Store(error)) => {
                    tracing::warn!(%error, "the store failed while media were sent");
                    sleep(pace::INTERVAL).await;
                }
            }
        }
    }
}
