//! What a portal is to a client.
//!
//! [`wire`] is the language: the JSON that crosses the network, written down for others in `docs/portal-protocol.md`. [`Portal`] is the
//! capability: what the sync engine asks of any portal, whatever stands behind it. [`native`] speaks the language over HTTP. An existing
//! CMS gets a module of its own behind the same trait and says in [`Capabilities`] what it can not promise.

#![deny(missing_docs)]

mod error;
mod medium;
pub mod native;
#[cfg(feature = "openapi")]
pub mod openapi;
mod portal;
pub mod transport;
pub mod wire;

pub use error::{Error, Result};
pub use medium::{Medium, Sink, Source, Unwatched, UploadUrl, Watcher};
pub use portal::{Capabilities, Hint, Hints, Portal, Support};
