//! Work without a network: nothing waits for the portal, and nothing is lost when it comes back.

mod history;
mod media;
mod outbox;
mod paste;
mod pictures;
mod preview;
mod proofing;
mod saved_searches;
mod search;
mod trash;
mod writing;
