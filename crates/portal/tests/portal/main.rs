//! The reference portal, asked as a client and as a reader ask it. Requests go straight into the router; only `serving` opens a socket.

#![expect(clippy::unwrap_used, reason = "clippy.toml allows it in tests, and takes only the functions marked as such for tests")]

mod attacks;
mod deletion;
mod media;
mod office;
mod pull;
mod push;
mod refusals;
mod review;
mod serving;
mod session;
mod site;
mod storage;
mod upgrade;
mod uploads;
