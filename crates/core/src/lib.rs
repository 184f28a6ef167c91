//! The application without a window.
//!
//! [`App`] wires the store, the sync engine, a portal, the keeper of secrets and the clock together and answers the commands of
//! `banthao-protocol`. The desktop shell and the browser bridge are two doors to the same `App`; neither holds a rule of its own.

#![deny(missing_docs)]

mod app;
mod article_files;
mod backup;
mod bundle;
mod clipboard;
mod comparison;
mod connect;
mod content;
mod desk_report;
mod dispatch;
mod error;
mod export;
mod farewell;
mod growth;
mod handlers;
mod housekeeping;
mod import;
mod journal;
mod keeping;
mod key_check;
mod key_rotation;
mod listing;
mod media;
mod network;
mod open;
mod passphrase;
mod pasting;
mod preview;
mod profile_move;
mod profiles;
mod proofing;
mod provision;
mod query;
mod recovery;
mod recovery_code;
mod repair;
mod safety;
mod sealing;
mod secrets;
mod status;
mod sync_loop;
mod thinning;
mod waits;
mod words;
mod work;
pub mod world;

pub use app::{App, Config};
pub use clipboard::{Clip, Clipboard, NoClipboard};
pub use connect::{Connect, NativeConnect};
pub use media::{
    answer::{MediaAnswer, MediaFile, MediaForm},
    intake::Incoming,
};
pub use provision::Provision;
pub use secrets::{NoKeyring, SecretError, SecretStore};
pub use sync_loop::Pace;

pub use banthao_protocol as protocol;
