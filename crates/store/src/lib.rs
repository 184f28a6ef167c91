//! The client's memory: an encrypted SQLite file and encrypted media files beside it.
//!
//! This is the only client crate that speaks SQL. [`Db::read`] and [`Db::write`] are its one boundary: a closure gets a [`Reader`] or a
//! [`Writer`] and calls the functions of the table modules, so that an edit, its outbox row and its mirror commit together or not at all.
//! Nothing that a network does is known here.

#![deny(missing_docs)]

pub mod articles;
mod async_db;
pub mod away;
pub mod backup;
pub mod check;
pub mod collation;
mod connection;
mod copy;
mod db;
pub mod durable;
mod error;
pub mod faults;
mod folder;
mod folding;
mod graft;
pub mod journal;
mod key;
pub mod listing;
mod log;
pub mod media;
pub mod media_collection;
mod media_references;
mod migrate;
pub mod milestones;
pub mod mirrors;
pub mod names;
pub mod originals;
pub mod outbox;
mod packed;
#[cfg(feature = "planted-bugs")]
mod planted;
pub mod portals;
pub mod proofing;
pub mod quarantine;
pub mod recoveries;
pub mod rekey;
pub mod repair;
pub mod revisions;
mod salvage;
pub mod saved_searches;
pub mod search;
pub mod settings;
mod sql;
pub mod sync_due;
pub mod thinning;
pub mod transfers;
pub mod trash;
mod vault;
pub mod withheld;
#[cfg(feature = "yardstick")]
pub mod yardstick;

pub use async_db::AsyncDb;
pub use db::{Db, Reader, Settings, Writer};
pub use error::{Error, Result};
pub use folding::fold;
pub use key::Key;
pub use migrate::SCHEMA_VERSION;
#[cfg(feature = "planted-bugs")]
pub use planted::Planted;
pub use vault::{Adding, Contents, Found, Kept, Vault};
