//! Work without a network: nothing waits for the portal, and nothing is lost when it comes back.

mod media;
mod outbox;
mod saved_searches;
mod writing;
