//! A text told by what changed since the head that the portal has.

use banthao_document::delta;
use banthao_portal_api::wire::{Act, Envelope};
use banthao_store::{Error as StoreError, Reader, revisions};
use serde_json::Value;

use crate::Result;

/// Of a whole text in JSON no more than one part in so many: a portal may lack the base, and then the delta was sent for nothing.
const WORTH: usize = 2;

/// How an operation is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As short as it can be.
    Short,
    /// With the whole text: what was shorter could not be put together there.
    Whole,
}

/// The same act told by a delta, where the base is here and that is much shorter than the `whole` in JSON, which
/// the outbox keeps.
pub(crate) fn shorter(reader: &Reader<'_>, act: &Act, whole: &Value) -> Result<Option<Act>> {
    let Act::PutRevision { base: Some(base), revision } = act else { return Ok(None) };
    let Some(known) = revisions::get(reader, *base)? else { return Ok(None) };
    let delta = serde_json::to_value(delta::between(&known.content, &revision.content)).map_err(StoreError::from)?;
    if delta.to_string().len().saturating_mul(WORTH) > whole.to_string().len() {
        return Ok(None);
    }
    Ok(Some(Act::PutDelta { base: *base, revision: revision.id(), envelope: Envelope::of(revision), delta }))
}
