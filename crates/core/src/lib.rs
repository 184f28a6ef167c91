//! The application without a window.
//!
//! [`App`] wires the store, the sync engine, a portal, the keeper of secrets and the clock together and answers the commands of
//! `banthao-protocol`. The desktop shell and the browser bridge are two doors to the same `App`; neither holds a rule of its own.

#![deny(missing_docs)]

mod app;
mod connect;
mod content;
mod dispatch;
mod error;
mod handlers;
mod journal;
mod open;
mod passphrase;
mod profiles;
mod provision;
mod recovery;
mod secrets;
mod status;
mod sync_loop;
mod words;
pub mod world;

pub use app::{App, Config};
pub use connect::{Connect, NativeConnect};
pub use handlers::media::MediaFile;
pub use provision::Provision;
pub use secrets::{NoKeyring, SecretError, SecretStore};
pub use sync_loop::Pace;

pub use banthao_protocol as protocol;
