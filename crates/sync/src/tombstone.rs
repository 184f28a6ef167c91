//! What a portal said of an article when it was deleted there, in the form in which the store keeps it.

use banthao_document::RevisionId;
use banthao_portal_api::wire::Person;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A deletion on the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// Who deleted it; none when it was this machine.
    pub by: Option<Person>,
    /// When, by the portal's clock, UTC milliseconds; none while only the receipt is known.
    pub at_ms: Option<i64>,
    /// The article's head at that moment: the base of whoever revives it.
    pub last_head: RevisionId,
}

impl Tombstone {
    /// The stored JSON read back; none when the mirror speaks of an article that is there.
    pub fn read(state: Option<&Value>) -> Option<Self> {
        state.and_then(|value| serde_json::from_value(value.clone()).ok())
    }
}
