//! What a portal said of an article beyond its text, in the form in which the store keeps it.

use banthao_document::{BlobId, RevisionId};
use banthao_portal_api::wire::{ArticleChange, Person, Publication, Stage, Unit, WorkflowEvent};
use serde::{Deserialize, Serialize};

/// An article's state on the portal as it was last pulled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MirrorState {
    /// The head at that moment.
    pub head: RevisionId,
    /// When the portal received it, by its clock.
    pub received_at_ms: i64,
    /// Whose article it is.
    pub owner: Person,
    /// The unit it belongs to.
    pub unit: Unit,
    /// Where it stands.
    pub stage: Stage,
    /// Media that the portal lacked.
    pub missing_blobs: Vec<BlobId>,
    /// What the public sees.
    pub publication: Option<Publication>,
    /// What happened to it, oldest first.
    pub events: Vec<WorkflowEvent>,
}

impl From<&ArticleChange> for MirrorState {
    fn from(change: &ArticleChange) -> Self {
        Self {
            head: change.head,
            received_at_ms: change.received_at_ms,
            owner: change.owner.clone(),
            unit: change.unit.clone(),
            stage: change.stage.clone(),
            missing_blobs: change.missing_blobs.clone(),
            publication: change.publication.clone(),
            events: change.events.clone(),
        }
    }
}

impl MirrorState {
    /// The stored JSON read back; none for a mirror of which only a receipt is known, or a form that this build does not know.
    pub fn read(state: Option<&serde_json::Value>) -> Option<Self> {
        state.and_then(|value| Self::deserialize(value).ok())
    }
}
