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
    /// Articles that came out of the trash by themselves, because somebody wrote in them or submitted them elsewhere.
    ArticlesRevived {
        /// Their ids.
        articles: Vec<String>,
    },
    /// Articles that somebody deleted on the portal; they are in the trash here.
    ArticlesRetired {
        /// Their ids.
        articles: Vec<String>,
    },
    /// Articles that somebody deleted on the portal while they were written in here; they stay, and go up again.
    ArticlesKept {
        /// Their ids.
        articles: Vec<String>,
    },
    /// Connection, counts or progress changed: ask `app_state`.
    SyncChanged,
    /// The outbox changed: ask `outbox_list`.
    OutboxChanged,
    /// A snapshot was taken or failed, a recovery code changed, or long work went on: ask `safety_state` and `work_state`.
    SafetyChanged,
    /// A file is coming in. Said now and then while it lasts; that it is in is said by the call that brings it.
    MediaProgress {
        /// What the window called it.
        ticket: String,
        /// Bytes that have come.
        #[ts(type = "number")]
        done: u64,
        /// Bytes in all, when that is known.
        #[ts(type = "number | null")]
        total: Option<u64>,
    },
    /// The person pointed at a block of a preview: show it in the text.
    PreviewPointed {
        /// Its id.
        block: String,
    },
    /// What came back after an unclean end, or the check of the database: ask `recovery_list`.
    RecoveryChanged,
}
