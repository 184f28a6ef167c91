//! The sync engine: makes the portal and this machine agree, losing nothing and sending nothing twice.
//!
//! The engine keeps no state of its own. What to upload is derived by a pure [`plan`] from what the store knows, so that a lost task cannot
//! lose an edit; only what cannot be derived (submit, recall, approve, send back) is queued in the store's outbox by a person's act. One
//! [`Engine::turn`] pulls, plans, pushes, uploads and reads back; whoever runs it decides when the next turn is due.

#![deny(missing_docs)]

mod apply;
pub mod backoff;
pub mod checkpoint;
mod discarded;
mod engine;
mod merging;
mod milestones;
mod mirror_state;
pub mod plan;
mod pull;
mod push;
mod upload;
pub mod world;

pub use engine::{Engine, Identity, Notice, Observer, Turn};
pub use mirror_state::MirrorState;

use banthao_portal_api as portal;

/// Why a turn ended early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The portal could not be used; the kind decides when to try again and what to say.
    #[error(transparent)]
    Portal(#[from] portal::Error),
    /// The store failed; nothing was half done.
    #[error(transparent)]
    Store(#[from] banthao_store::Error),
}

/// `std::result::Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
