//! Operations come in, receipts go out.
//!
//! A batch is one transaction, and each operation in it stands behind a savepoint: its effect, its receipt and the device's progress stay
//! together or not at all. A crash or a lost answer leaves a batch either done with its receipts or not done, and the client finds out which
//! by sending it again.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::HeaderMap,
    response::Response,
};
use banthao_document::{BlobId, RevisionId, canonical};
use banthao_portal_api::wire::{Act, Operation, Outcome, ProblemType, PushRequest, PushResponse, Receipt};
use sha2::{Digest, Sha256};

use super::{Authority, Refusal, answer, asked, pull};
use crate::{
    Portal,
    faults::{self, Fault},
    pictures,
    storage::{self, Books, articles::Written, savepoint::Verdict},
    workflow::{self, Asking},
};

pub async fn push(
    State(portal): State<Portal>,
    authority: Authority,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let limits = portal.0.limits;
    let body = body?;
    let sent_bytes = body.len();
    let request: PushRequest = asked::read(portal.0.blocking, &headers, body, limits.max_push_bytes).await?;
    if request.device != authority.device {
        return Err(Refusal::new(ProblemType::Forbidden, "the token is good on another device only"));
    }
    // One article may be as large as it has to be; a batch can be cut.
    if request.operations.len() > limits.max_push_operations || (request.operations.len() > 1 && sent_bytes > limits.max_push_wire_bytes) {
        return Err(Refusal::new(ProblemType::TooLarge, "a larger batch than the limits of the handshake allow"));
    }

    let now_ms = portal.now_ms();
    let batch = Batch { authority: authority.clone(), now_ms };
    let tidying = portal.clone();
    let PushRequest { ack_through, operations, since, .. } = request;
    let apart = faults::planted(Fault::KeepsReceiptsApart).then(|| (Batch { authority: authority.clone(), now_ms }, operations.clone()));
    let (receipts, shown) = portal.storage().write(move |books| batch.take(books, ack_through, operations)).await?;
    if let Some((batch, operations)) = apart {
        let receipts = receipts.clone();
        portal.storage().write(move |books| batch.keep_apart(books, operations, &receipts)).await?;
    }
    portal.0.blocking.run(move || tidying.tidy_up()).await?;
    if receipts.iter().any(|receipt| !receipt.replayed && matches!(receipt.outcome, Outcome::Applied { .. })) {
        portal.announce();
    }
    if !shown.is_empty() {
        tokio::spawn(prepare(portal.clone(), shown));
    }
    let news = match since {
        Some(cursor) => pull::page(&portal, authority, Some(cursor), limits.max_pull_changes).await?.page(),
        None => None,
    };
    answer::packed(portal.0.blocking, &headers, PushResponse { receipts, news }).await
}

/// Whose operations, and when.
struct Batch {
    authority: Authority,
    now_ms: i64,
}

impl Batch {
    /// The receipts of all operations, and the media that approvals bring nearer to the public.
    fn take(&self, books: &dyn Books, ack_through: u64, operations: Vec<Operation>) -> storage::Result<(Vec<Receipt>, Vec<BlobId>)> {
        books.forget_receipts(self.authority.sender(), ack_through, self.now_ms)?;
        let catalogue = books.catalogue()?;
        let asking = Asking { account: &self.authority.account, device: self.authority.device, catalogue: &catalogue, now_ms: self.now_ms };
        let (mut receipts, mut shown) = (Vec::with_capacity(operations.len()), Vec::new());
        for operation in operations {
            let (operation, revision) = Asked::of(operation);
            let mut answered = None;
            books.attempt(&mut || {
                let receipt = self.answer(books, &asking, &operation, revision.as_ref())?;
                let verdict = match receipt.outcome {
                    Outcome::Blocked { .. } | Outcome::BaseMissing => Verdict::TakeBack,
                    Outcome::Applied { .. } | Outcome::Conflict { .. } | Outcome::Rejected { .. } => Verdict::Keep,
                };
                answered = Some(receipt);
                Ok(verdict)
            })?;
            let receipt = answered.ok_or(storage::Error::Abandoned)?;
            if let (Act::Approve { revision, .. }, Outcome::Applied { .. }) = (&operation.operation.act, &receipt.outcome)
                && let Some((revision, ..)) = books.revision(operation.operation.article, *revision)?
            {
                shown.extend(revision.content.blobs());
            }
            receipts.push(receipt);
        }
        Ok((receipts, shown))
    }

    /// Keeps the receipts of a batch whose effects are there already: a bug to be planted.
    fn keep_apart(&self, books: &dyn Books, operations: Vec<Operation>, receipts: &[Receipt]) -> storage::Result<()> {
        for (operation, receipt) in operations.into_iter().zip(receipts) {
            let is_final = !matches!(receipt.outcome, Outcome::Blocked { .. } | Outcome::BaseMissing);
            if is_final && !receipt.replayed {
                let (asked, _) = Asked::of(operation);
                books.keep_receipt(self.authority.sender(), asked.operation.article, asked.digest, receipt, self.now_ms)?;
            }
        }
        Ok(())
    }

    /// The receipt of one operation, the first one if it was sent before.
    fn answer(&self, books: &dyn Books, asking: &Asking<'_>, asked: &Asked, written: Option<&Written>) -> storage::Result<Receipt> {
        let (sender, operation) = (self.authority.sender(), &asked.operation);
        let receipt = |outcome| Receipt { op_id: operation.op_id, op_seq: operation.op_seq, replayed: false, outcome };
        if let Some((first, answered)) = books.receipt(sender, operation.op_id)? {
            return Ok(if first == asked.digest || first == asked.former_digest(written) {
                Receipt { replayed: true, ..answered }
            } else {
                receipt(workflow::rejected(ProblemType::IdReused, "this operation's id was used for something else"))
            });
        }
        let receipt = receipt(workflow::take(books, asking, operation, written)?);
        match receipt.outcome {
            // Not an answer but a request to come back: a receipt would make it final.
            Outcome::Blocked { .. } | Outcome::BaseMissing => {}
            Outcome::Applied { .. } | Outcome::Conflict { .. } | Outcome::Rejected { .. } if faults::planted(Fault::KeepsReceiptsApart) => {
            }
            Outcome::Applied { .. } | Outcome::Conflict { .. } | Outcome::Rejected { .. } => {
                books.keep_receipt(sender, operation.article, asked.digest, &receipt, self.now_ms)?;
            }
        }
        Ok(receipt)
    }
}

/// An operation and what tells it from others. Its number is left out: a device that was restored counts anew and still asks the same.
struct Asked {
    operation: Operation,
    digest: [u8; 32],
}

impl Asked {
    /// The operation, with the revision that it brings whole taken out of it and computed once.
    fn of(mut operation: Operation) -> (Self, Option<Written>) {
        let written = match &mut operation.act {
            Act::PutRevision { revision, .. } => Some(Written::from((**revision).clone())),
            _ => None,
        };
        // A revision is asked for by its name, so that it is the same operation whether it comes whole or as a delta.
        let named = |base: Option<RevisionId>, revision: RevisionId| canonical::bytes(&(operation.article, "put", base, revision));
        let bytes = match (&operation.act, &written) {
            (Act::PutRevision { base, .. }, Some(written)) => named(*base, written.id),
            (Act::PutDelta { base, revision, .. }, _) => named(Some(*base), *revision),
            (act, _) => canonical::bytes(&(operation.article, act)),
        };
        (Self { digest: Sha256::digest(bytes).into(), operation }, written)
    }

    /// The digest under which the first version of this portal kept a revision's receipt.
    fn former_digest(&self, written: Option<&Written>) -> [u8; 32] {
        match written {
            Some(_) => Sha256::digest(canonical::bytes(&(self.operation.article, &self.operation.act))).into(),
            None => self.digest,
        }
    }
}

/// Makes the pictures of what was approved before the first reader waits for them. Should it fail, that reader's request tries again.
async fn prepare(portal: Portal, shown: Vec<BlobId>) {
    for blob in shown {
        if let Err(error) = pictures::renditions(&portal, blob).await {
            tracing::warn!(%error, "the renditions of a picture wait for its first reader");
        }
    }
}
