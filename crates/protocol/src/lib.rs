//! The contract between the window and the core.
//!
//! One list of commands ([`commands!`]) names everything that a UI may ask, with the type of the question and of the answer. The core
//! builds its router from the list, so a missing handler does not compile; the TypeScript types are generated from it (`cargo xtask gen`),
//! so a misspelt command does not compile there either. Times are UTC milliseconds and end in `_ms`. Ids are text.

#![deny(missing_docs)]

mod commands;
mod conflict;
mod errand;
mod error;
mod events;
mod finding;
mod history;
mod journal;
mod library;
mod manners;
mod outbox;
mod paste;
mod pictures;
mod preview;
mod proofing;
mod reason;
mod requests;
mod safety;
pub mod typescript;
mod views;

pub use commands::COMMANDS;
pub use conflict::*;
pub use errand::Errand;
pub use error::{ApiError, ErrorCode};
pub use events::AppEvent;
pub use finding::*;
pub use history::*;
pub use journal::*;
pub use library::*;
pub use manners::*;
pub use outbox::*;
pub use paste::*;
pub use pictures::*;
pub use preview::*;
pub use proofing::*;
pub use reason::ProofReason;
pub use requests::*;
pub use safety::*;
pub use views::*;
