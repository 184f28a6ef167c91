//! A disk in memory under SQLite that loses power and fails on demand.
//!
//! SQLite proves its own durability by running on a file system that its tests control (sqlite.org/testing.html, sections 3.3 and 3.4); this is
//! such a file system for the store. A [`FaultFs`] is one machine's disk, chosen by the name of its VFS. It does two things:
//!
//! * It *records*: every creation, write, truncation, deletion and sync goes into a [`Recording`], from which a [`Replay`] makes the [`Image`]
//!   that a power cut would leave after any of them. What was not synced is lost, kept, reordered or torn, as a [`Survival`] says.
//! * It *fails*: the n-th call of a kind, once or until it is healed, as a [`Fault`] says; and a sync may be acknowledged and not done.
//!
//! The contract is that of SQLite's own file system on unix: the first sync of a new journal makes the names in its folder durable too, a
//! deletion is durable when it was asked to be, and bytes beside a written range never change (`SQLITE_IOCAP_POWERSAFE_OVERWRITE`). A sector
//! is written whole, half or not at all; it never turns into garbage. Nothing here knows what is in the files.

#![deny(missing_docs)]

mod disk;
mod fault;
mod image;
mod locks;
mod recording;
mod replay;
mod shm;
mod vfs;

pub use fault::{Call, Failure, Fault, Lasting, Lie};
pub use image::Image;
pub use recording::{Op, Recording};
pub use replay::{Replay, Survival};
pub use vfs::FaultFs;
