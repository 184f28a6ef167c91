//! A text told by what changed since the head that the portal has.

use banthao_document::{Revision, RevisionId, delta};
use banthao_portal_api::wire::{Act, Envelope};
use banthao_store::{Error as StoreError, Reader, revisions};

use crate::Result;

/// Of a whole text in JSON no more than one part in so many: a portal may lack the base, and then the delta was sent for nothing.
const WORTH: u64 = 2;

/// How an operation is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As short as it can be.
    Short,
    /// With the whole text: what was shorter could not be put together there.
    Whole,
}

/// A revision told by a delta against `base`, where that is here and the delta is much shorter than the revision's `bytes`.
pub(crate) fn shorter(reader: &Reader<'_>, base: RevisionId, revision: &Revision, bytes: u64) -> Result<Option<Act>> {
    let Some(known) = revisions::get(reader, base)? else { return Ok(None) };
    let delta = serde_json::to_value(delta::between(&known.content, &revision.content)).map_err(StoreError::from)?;
    if (delta.to_string().len() as u64).saturating_mul(WORTH) > bytes {
        return Ok(None);
    }
    Ok(Some(Act::PutDelta { base, revision: revision.id(), envelope: Envelope::of(revision), delta }))
}
