//! Finding words in every article at once.
//!
//! Each text is turned into a [`stream`] of words in two forms, folded and exact (see [`fold`](crate::fold)), and each term of it into a bit in the
//! [`postings`] of its chunk, which lie in sorted [`run`]s of packed [`block`]s. A question intersects bits, so that its time hardly depends on how
//! common its words are; which articles are shown is then the business of [`listing`](crate::listing), which knows their lists and orders. Whoever
//! calls this gives texts in and gets numbers of documents out; nothing here knows what a status is.

mod block;
mod docset;
mod highlight;
pub(crate) mod postings;
mod query;
mod run;
pub(crate) mod stream;
mod term;
mod text;
mod words;

pub use docset::DocSet;
pub use highlight::{Found, Marked};
pub use query::{Answer, Query};
pub use text::{Holdings, Text};

#[cfg(test)]
mod tests;
