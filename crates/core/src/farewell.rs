//! The end of an article that was in the trash, and what the portal is asked then.

use banthao_document::{ArticleId, OpId};
use banthao_portal_api::wire::Act;
use banthao_store::{
    Error as StoreError, Result, Writer, mirrors,
    outbox::{self, Entry, State},
    trash,
};
use banthao_sync::{
    Identity, facts,
    plan::{Farewell, farewell},
};
use uuid::Uuid;

/// Who takes leave of an article, and where else it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leave {
    pub portal: Option<Uuid>,
    pub identity: Identity,
    /// The operation, should the portal be asked.
    pub op_id: OpId,
    pub now_ms: i64,
}

/// Deletes an article for good. The portal's copy of a draft that is the author's alone goes too, by an operation that is queued in the same
/// transaction; one that others need stays there.
pub(crate) fn take_leave(writer: &Writer<'_>, article: ArticleId, leave: Leave) -> Result<()> {
    let mirror = match leave.portal {
        Some(portal) => mirrors::get(writer, portal, article)?,
        None => None,
    };
    let (there, need) = facts::whose(mirror.as_ref(), &leave.identity);
    trash::delete(writer, article, leave.now_ms)?;
    match (farewell(there, need), mirror.and_then(|mirror| mirror.head)) {
        (Farewell::AskPortal, Some(base)) => {
            let act = serde_json::to_value(Act::Delete { base }).map_err(StoreError::from)?;
            let Leave { portal, op_id, now_ms, .. } = leave;
            outbox::add(
                writer,
                &Entry { op_id, portal, article, op_seq: None, act, bytes: 0, state: State::Queued, problem: None, created_ms: now_ms },
            )
        }
        (Farewell::AskPortal, None) | (Farewell::Quietly, _) => Ok(()),
    }
}
