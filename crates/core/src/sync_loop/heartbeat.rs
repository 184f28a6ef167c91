//! The heartbeat of texts.

use std::{sync::Arc, time::Duration};

use banthao_protocol::Sending;
use banthao_sync::{
    Error, Greeting, Turn,
    pace::{self, Next, Pace},
};
use tokio::time::{Instant, sleep_until};

use super::{SyncLoop, lock};

/// After the last key, a little longer than the engine asks of a text that is to be sent.
const REST: Duration = Duration::from_millis(2_050);
/// Typing without a pause puts a turn off no longer than this.
const LONGEST_TYPING: Duration = Duration::from_secs(15);
/// How often a long wait looks at the clock, to notice that the machine slept in between.
const TICK: Duration = Duration::from_secs(5);

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Woken {
    /// It was over, or something is to be sent.
    ByTime,
    /// The network is another one, or the machine slept.
    Elsewhere,
}

impl SyncLoop {
    pub(super) async fn beat(self: Arc<Self>) {
        let mut pace = Pace::default();
        loop {
            let wait = if lock(&self.facts).sending == Sending::Paused {
                pace::INTERVAL_WITH_HINTS
            } else {
                match self.exchange().await {
                    Ok(turn) => {
                        pace.succeeded();
                        self.media_wake.notify_one();
                        self.settle_listing().await;
                        self.until_next(turn)
                    }
                    Err(Error::Portal(error)) => match pace.failed(&error, self.fraction()) {
                        Next::In(wait) => wait,
                        Next::Never => return self.sign_out().await,
                    },
                    Err(Error::Store(error)) => {
                        tracing::warn!(%error, "the store failed in a turn");
                        pace::INTERVAL
                    }
                }
            };
            if self.wait(wait, pace.failures()).await == Woken::Elsewhere {
                pace.forgets();
            }
        }
    }

    /// One exchange of texts. The portal proves itself first unless it did not long ago.
    async fn exchange(&self) -> banthao_sync::Result<Turn> {
        let Some(engine) = &self.engine else { return Err(banthao_portal_api::Error::AuthRequired.into()) };
        let _one_at_a_time = self.turning.lock().await;
        let greeted = *lock(&self.greeted);
        let greeting = match greeted {
            Some(at) if at.elapsed() < pace::GREETING_GOOD_FOR => Greeting::Known,
            Some(_) | None => Greeting::Anew,
        };
        let result = engine.exchange(greeting).await;
        if result.is_ok() && greeting == Greeting::Anew {
            *lock(&self.greeted) = Some(Instant::now());
        }
        self.learn(&result);
        result
    }

    fn until_next(&self, turn: Turn) -> Duration {
        let interval = if lock(&self.facts).has_hints { pace::INTERVAL_WITH_HINTS } else { pace::INTERVAL };
        let due = turn.next_due_ms.map(|due_ms| Duration::from_millis((due_ms - self.now_ms()).max(1) as u64));
        due.unwrap_or(interval).min(interval)
    }

    /// Until the next turn is due. Typing brings it near while the portal answers, and puts it off while it goes on, up to a limit. A machine
    /// that slept does not wait for the rest: for the portal, that time has passed.
    async fn wait(&self, wait: Duration, failures: u32) -> Woken {
        let (began, began_ms) = (Instant::now(), self.now_ms());
        let mut due = began + wait;
        loop {
            let until = due.min(Instant::now() + TICK);
            tokio::select! {
                () = sleep_until(until) => {
                    if pace::slept(began.elapsed(), self.now_ms() - began_ms) {
                        *lock(&self.greeted) = None;
                        return Woken::Elsewhere;
                    }
                    if Instant::now() >= due {
                        return Woken::ByTime;
                    }
                }
                () = self.moved.notified() => return Woken::Elsewhere,
                () = self.wake.notified() => return Woken::ByTime,
                () = self.typed.notified(), if failures == 0 => due = (Instant::now() + REST).min(began + LONGEST_TYPING),
            }
        }
    }
}
