//! An office in miniature, for tests.
//!
//! An [`Office`] has a reference portal on a loopback port and any number of [`Desk`]s: the whole application without a window, each with a
//! network that breaks when told to ([`Network`]), a keyring that can be locked or emptied ([`MemorySecrets`]) and a clock that stands still
//! until someone moves it ([`ManualClock`]). Desks talk to the application only in the words of its command list, as a window does, so what a
//! journey proves is what an officer sees. [`portal_conformance_tests!`] asks any portal for the promises of its trait.

#![deny(missing_docs)]

pub mod bench;
mod clipboard;
mod clock;
pub mod conformance;
mod content;
pub mod corpus;
pub mod courier;
mod desk;
mod desk_acts;
mod faults;
mod network;
mod office;
mod pictures;
pub mod planning;
pub mod promises;
pub mod relay;
mod secrets;
mod typist;
mod world;

pub use clock::{DeskClock, MORNING_MS, ManualClock};
pub use content::{article, body, paragraph, unordered};
pub use desk::{Desk, files_below};
pub use faults::{Fault, Request};
pub use network::{Network, connect};
pub use office::{Office, Page};
pub use pictures::{PDF, PLACE_MARK, photograph};
pub use secrets::MemorySecrets;
pub use typist::{Said, Typist, are_sound};
pub use world::{Even, SeededMint};
