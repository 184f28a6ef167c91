//! What the portal says unasked: that a look would be worth it.
//!
//! Nothing depends on a hint. While they come, the portal is asked for news less often; when they stop, as often as without them.

use std::{sync::Arc, time::Duration};

use banthao_portal_api::{Error as PortalError, Hint};
use tokio::time::{sleep, timeout};
use tokio_stream::StreamExt;

use super::{SyncLoop, lock};

/// A line on which nothing came for so long is dead, whatever the network says: a portal says at least that it is there.
const SILENCE: Duration = Duration::from_secs(90);
/// Between two attempts to listen.
const AGAIN: Duration = Duration::from_secs(60);

impl SyncLoop {
    pub(super) async fn listen(self: Arc<Self>) {
        let Some(portal) = self.portal.clone() else { return };
        loop {
            match portal.hints().await {
                Ok(mut hints) => {
                    lock(&self.facts).has_hints = true;
                    while let Ok(Some(hint)) = timeout(SILENCE, hints.next()).await {
                        match hint {
                            Hint::News => self.wake.notify_one(),
                            Hint::Alive => {}
                        }
                    }
                    lock(&self.facts).has_hints = false;
                    // News may have come while nobody listened.
                    self.wake.notify_one();
                }
                // Nobody is signed in, or this portal gives no hints.
                Err(PortalError::AuthRequired | PortalError::WrongCredentials | PortalError::Rejected(_)) => return,
                Err(_) => {}
            }
            sleep(AGAIN).await;
        }
    }
}
