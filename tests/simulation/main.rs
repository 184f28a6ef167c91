//! Whole offices in virtual time, until something breaks a promise.
//!
//! A seed makes a world: the real store of three devices on disks that lose power, the real engine, the real portal with its router behind a
//! network that loses, doubles, cuts and delays, and people who write, submit and delete. When it is over, a checker that knows only the protocol
//! page and the product's promises judges what happened. `BANTHAO_SIMULATION_SEEDS` says how many worlds, `BANTHAO_SIMULATION_SEED` which is the
//! first.

mod campaign;
mod checker;
mod clocks;
mod desk;
mod disk;
mod history;
#[cfg(feature = "planted-bugs")]
mod planted;
mod server;
mod text;
mod weather;
mod wire;
mod world;

/// A world makes and drops some hundred thousand small values: with the system's allocator that is an eighth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
