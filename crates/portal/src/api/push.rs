//! Operations come in, receipts go out.
//!
//! Each operation is one transaction: its effect, its receipt and the device's progress. A crash or a lost answer between two of them
//! leaves every operation either done with a receipt or not done at all, and the client finds out which by sending it again.

use std::io::Read;

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, header},
};
use banthao_document::{BlobId, canonical};
use banthao_portal_api::wire::{Act, Operation, Outcome, ProblemType, PushRequest, PushResponse, Receipt};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{Authority, Refusal};
use crate::{
    Portal, pictures,
    storage::{self, articles, catalogue, receipts},
    workflow::{self, Asking},
};

/// 8 MiB: what a decompressor may hold at once, whatever the frame asks for.
const WINDOW_LOG: u32 = 23;

pub async fn push(
    State(portal): State<Portal>,
    authority: Authority,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushResponse>, Refusal> {
    let limits = portal.0.limits;
    let request = read(&headers, body?, limits.max_push_bytes).await?;
    if request.device != authority.device {
        return Err(Refusal::new(ProblemType::Forbidden, "the token is good on another device only"));
    }
    if request.operations.len() > limits.max_push_operations {
        return Err(Refusal::new(ProblemType::TooLarge, "more operations than the limits of the handshake allow"));
    }

    let (sender, now_ms, ack_through) = (authority.sender(), portal.now_ms(), request.ack_through);
    portal.storage().write(move |connection| receipts::forget(connection, sender, ack_through, now_ms)).await?;

    let (storage, published) = (portal.storage().clone(), portal.clone());
    let work = tokio::task::spawn_blocking(move || {
        let mut answered = Vec::with_capacity(request.operations.len());
        let mut shown = Vec::new();
        for operation in &request.operations {
            let (receipt, pictures) = storage.write_now(|connection| answer(connection, &authority, operation, published.now_ms()))?;
            answered.push(receipt);
            shown.extend(pictures);
        }
        Ok::<_, storage::Error>((answered, shown))
    });
    let (receipts, shown) = work.await.map_err(|_| storage::Error::Abandoned)??;
    if !shown.is_empty() {
        tokio::spawn(prepare(portal, shown));
    }
    Ok(Json(PushResponse { receipts, news: None }))
}

/// The request behind the bytes. Parsing a large one takes long enough to be done elsewhere.
async fn read(headers: &HeaderMap, body: Bytes, limit: usize) -> Result<PushRequest, Refusal> {
    let compressed = match headers.get(header::CONTENT_ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"identity") => false,
        Some(b"zstd") => true,
        Some(_) => return Err(Refusal::new(ProblemType::BadRequest, "a body comes plain or as zstd")),
    };
    let parsed = tokio::task::spawn_blocking(move || {
        let plain = if compressed { inflate(&body, limit)? } else { body.to_vec() };
        serde_json::from_slice(&plain).map_err(|_| Refusal::new(ProblemType::BadRequest, "the body is no push of this protocol"))
    });
    parsed.await.map_err(|_| storage::Error::Abandoned)?
}

/// At most `limit` bytes: a few kilobytes of zstd can stand for gigabytes.
fn inflate(body: &[u8], limit: usize) -> Result<Vec<u8>, Refusal> {
    let broken = |_| Refusal::new(ProblemType::BadRequest, "the body is not zstd");
    let mut decoder = zstd::stream::read::Decoder::new(body).map_err(broken)?;
    decoder.window_log_max(WINDOW_LOG).map_err(broken)?;
    let mut plain = Vec::new();
    decoder.take(limit as u64 + 1).read_to_end(&mut plain).map_err(broken)?;
    if plain.len() > limit {
        return Err(Refusal::new(ProblemType::TooLarge, "the body is larger than the limits of the handshake once it is decompressed"));
    }
    Ok(plain)
}

/// The receipt of one operation, the first one if it was sent before, and the media that an approval brings
/// nearer to the public.
fn answer(connection: &Connection, authority: &Authority, operation: &Operation, now_ms: i64) -> storage::Result<(Receipt, Vec<BlobId>)> {
    let sender = authority.sender();
    let body_hash = asked(operation);
    let receipt = |outcome| Receipt { op_id: operation.op_id, op_seq: operation.op_seq, replayed: false, outcome };
    if let Some((first_hash, first)) = receipts::find(connection, sender, operation.op_id)? {
        let again = if first_hash == body_hash {
            Receipt { replayed: true, ..first }
        } else {
            receipt(workflow::rejected(ProblemType::IdReused, "this operation's id was used for something else"))
        };
        return Ok((again, Vec::new()));
    }
    let catalogue = catalogue::read(connection)?;
    let asking = Asking { account: &authority.account, catalogue: &catalogue, now_ms };
    let receipt = receipt(workflow::take(connection, &asking, operation)?);
    let shown = match (&operation.act, &receipt.outcome) {
        // Not an answer but a request to come back: a receipt would make it final.
        (_, Outcome::Blocked { .. } | Outcome::BaseMissing) => return Ok((receipt, Vec::new())),
        (Act::Approve { revision, .. }, Outcome::Applied { .. }) => {
            articles::find_revision(connection, *revision)?.map(|revision| revision.content.blobs()).unwrap_or_default()
        }
        (_, Outcome::Applied { .. } | Outcome::Conflict { .. } | Outcome::Rejected { .. }) => Vec::new(),
    };
    receipts::keep(connection, sender, operation.article, body_hash, &receipt, now_ms)?;
    Ok((receipt, shown))
}

/// What tells two operations apart. The number is left out: a device that was restored counts anew and still asks the same.
fn asked(operation: &Operation) -> [u8; 32] {
    Sha256::digest(canonical::bytes(&(operation.article, &operation.act))).into()
}

/// Makes the pictures of what was approved before the first reader waits for them. Should it fail, that reader's request tries again.
async fn prepare(portal: Portal, shown: Vec<BlobId>) {
    for blob in shown {
        if let Err(error) = pictures::renditions(&portal, blob).await {
            tracing::warn!(%error, "the renditions of a picture wait for its first reader");
        }
    }
}
