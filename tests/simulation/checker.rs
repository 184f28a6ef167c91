//! Judges what happened, by docs/portal-protocol.md and the promises of the product alone.
//!
//! It knows what people did, what devices showed and what the portal said, and nothing of how any of it came about: no engine, no database. Each
//! rule is a sentence of the protocol page or of the README.

mod end;
mod portal;
mod screens;

use crate::history::History;

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken(pub String);

/// Judges a history.
pub fn judge(history: &History) -> Result<(), Broken> {
    portal::judge(&history.facts)?;
    screens::judge(&history.facts)?;
    end::judge(history)
}

/// Says that a promise was broken, unless it holds.
fn holds(it_does: bool, otherwise: impl FnOnce() -> String) -> Result<(), Broken> {
    if it_does { Ok(()) } else { Err(Broken(otherwise())) }
}
