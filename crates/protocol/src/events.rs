//! What the core tells the window without being asked. Events say what changed, never what it became: the UI asks again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum AppEvent {
    /// Locked, opened, signed in or out, another profile: ask `app_state`.
    AppChanged,
    /// Articles whose rows or content changed by something other than this window's own save.
    ArticlesChanged {
        /// Their ids; empty means all.
        articles: Vec<String>,
    },
    /// Connection, counts or progress changed: ask `app_state`.
    SyncChanged,
    /// The outbox changed: ask `outbox_list`.
    OutboxChanged,
    /// A snapshot was taken or failed, a recovery code changed, or long work went on: ask `safety_state` and `work_state`.
    SafetyChanged,
}
