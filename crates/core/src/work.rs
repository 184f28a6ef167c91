//! One long piece of work at a time, which says how far it is and can be stopped where that does no harm.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use banthao_protocol::{ApiError, AppEvent, ErrorCode, Work, WorkView};
use tokio::sync::broadcast;

use crate::{App, error::Result};

/// What is going on.
#[derive(Default)]
pub(crate) struct Works(Mutex<Option<Arc<Going>>>);

struct Going {
    work: Work,
    done: AtomicU64,
    total: AtomicU64,
    may_stop: AtomicBool,
    stop: AtomicBool,
}

/// Work that goes on until this is dropped.
pub(crate) struct Progress {
    app: App,
    going: Arc<Going>,
    events: broadcast::Sender<AppEvent>,
}

impl Works {
    fn now(&self) -> MutexGuard<'_, Option<Arc<Going>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn view(&self) -> WorkView {
        let now = self.now();
        let Some(going) = &*now else { return WorkView { work: None, done: 0, total: 0, may_stop: false } };
        WorkView {
            work: Some(going.work),
            done: going.done.load(Ordering::Relaxed),
            total: going.total.load(Ordering::Relaxed),
            may_stop: going.may_stop.load(Ordering::Relaxed),
        }
    }

    /// Asks the work to stop; it does so at its next safe place.
    pub fn stop(&self) {
        if let Some(going) = &*self.now() {
            going.stop.store(true, Ordering::Relaxed);
        }
    }
}

impl App {
    /// Begins long work.
    ///
    /// # Errors
    /// [`ErrorCode::WorkGoesOn`] while another one goes on.
    pub(crate) fn begins(&self, work: Work) -> Result<Progress> {
        let mut now = self.inner.safety.works.now();
        if now.is_some() {
            return Err(ApiError::new(ErrorCode::WorkGoesOn, "another long piece of work is going on"));
        }
        let going = Arc::new(Going {
            work,
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            may_stop: AtomicBool::new(false),
            stop: AtomicBool::new(false),
        });
        *now = Some(Arc::clone(&going));
        drop(now);
        self.safety_changed();
        Ok(Progress { app: self.clone(), going, events: self.inner_events() })
    }
}

impl Progress {
    /// How much there is to do. From here on it may be stopped.
    pub fn expects(&self, total: u64) {
        self.going.total.store(total, Ordering::Relaxed);
        self.going.may_stop.store(true, Ordering::Relaxed);
        self.tell();
    }

    /// So much more was done.
    ///
    /// # Errors
    /// [`ErrorCode::WorkStopped`] when somebody asked for it.
    pub fn did(&self, more: u64) -> Result<()> {
        let total = self.going.total.load(Ordering::Relaxed).max(1);
        let before = self.going.done.fetch_add(more, Ordering::Relaxed);
        // One event for each percent, or the window would be told of nothing else.
        if before * 100 / total != (before + more) * 100 / total {
            self.tell();
        }
        if self.going.stop.load(Ordering::Relaxed) && self.going.may_stop.load(Ordering::Relaxed) {
            return Err(ApiError::new(ErrorCode::WorkStopped, "the work was stopped"));
        }
        Ok(())
    }

    /// From here on it goes through to its end.
    pub fn is_past_stopping(&self) {
        self.going.may_stop.store(false, Ordering::Relaxed);
        self.tell();
    }

    fn tell(&self) {
        // Nobody listening is no error.
        let _ = self.events.send(AppEvent::SafetyChanged);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        *self.app.inner.safety.works.now() = None;
        self.tell();
    }
}
