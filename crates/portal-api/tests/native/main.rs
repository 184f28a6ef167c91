//! The HTTP client against a server that says exactly what a test tells it to, down to the byte and the cut.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod answers;
mod certificates;
mod connection;
mod requests;
mod scripted;
mod secrets;
