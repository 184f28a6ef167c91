//! The sync engine: makes the portal and this machine agree, losing nothing and sending nothing twice.
//!
//! The engine keeps no state of its own. What to upload is derived by a pure [`plan`] from what the store knows, so that a lost task cannot
//! lose an edit; only what cannot be derived (submit, recall, approve, send back, delete) is queued in the store's outbox by a person's act.
//!
//! Texts and media go apart. [`Engine::exchange`] surveys what changed, pushes, pulls and reads back; [`Engine::send_media`] sends files on a
//! connection of their own, for as long as it takes, while texts go on. [`Engine::turn`] does both, one after the other, until neither side has
//! news for the other. Whoever runs them asks [`pace`] when to come back.

#![deny(missing_docs)]

mod apply;
pub mod asked;
pub mod backoff;
pub mod checkpoint;
pub mod deletions;
mod engine;
pub mod facts;
pub mod faults;
mod in_turn;
mod lost;
mod merging;
mod milestones;
mod mirror_state;
pub mod pace;
pub mod plan;
mod pull;
mod push;
mod receipts;
mod shorter;
mod survey;
mod tombstone;
mod upload;
pub mod world;

pub use engine::{Engine, Greeting, Identity, Notice, Observer, Turn};
pub use mirror_state::MirrorState;
pub use survey::REST_MS;
pub use tombstone::Tombstone;
pub use upload::Media;

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
