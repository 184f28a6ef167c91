//! The client's memory: an encrypted SQLite file and encrypted media files beside it.
//!
//! This is the only client crate that speaks SQL. [`Db::read`] and [`Db::write`] are its one boundary: a closure gets a [`Reader`] or a
//! [`Writer`] and calls the functions of the table modules, so that an edit, its outbox row and its mirror commit together or not at all.
//! Nothing that a network does is known here.

#![deny(missing_docs)]

pub mod articles;
mod async_db;
pub mod backup;
mod db;
pub mod durable;
mod error;
mod folding;
mod graft;
mod key;
mod log;
pub mod media;
mod migrate;
pub mod mirrors;
pub mod outbox;
pub mod portals;
pub mod quarantine;
pub mod rekey;
pub mod repair;
pub mod revisions;
mod salvage;
pub mod settings;
mod sql;
mod vault;

pub use async_db::AsyncDb;
pub use db::{Db, Reader, Settings, Writer};
pub use error::{Error, Result};
pub use folding::fold;
pub use key::Key;
pub use migrate::SCHEMA_VERSION;
pub use vault::Vault;
