//! What came back in a success, read with a cap and checked for being the portal's.

use std::time::Duration;

use banthao_document::BlobId;
use bytes::{Bytes, BytesMut};
use reqwest::{Response, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{request::interrupted, sorting};
use crate::{Error, Result};

/// A JSON answer is never read beyond this many bytes.
const MAX_JSON_BYTES: u64 = 16 << 20;

/// Of a refusal's body no more than this is read; a problem is short.
const MAX_EXPLANATION_BYTES: usize = 64 << 10;

/// Memory set aside on the word of a Content-Length; what is beyond grows with what comes.
const MAX_FORESEEN_BYTES: u64 = 1 << 20;

/// A value as a request body.
pub(super) fn written<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| Error::Nonsense)
}

/// The value in a JSON answer.
pub(super) async fn json<T: DeserializeOwned>(answer: Response) -> Result<T> {
    parse(&json_bytes(answer).await?)
}

/// The bytes of a JSON answer. A success that is no JSON is somebody else's: a gateway's sign-in page comes with status 200.
pub(super) async fn json_bytes(mut answer: Response) -> Result<Bytes> {
    if !sorting::is_json(answer.headers()) {
        return Err(Error::Captive);
    }
    let mut bytes = room_for(&answer, MAX_JSON_BYTES)?;
    while let Some(piece) = answer.chunk().await.map_err(|error| interrupted(&error))? {
        append(&mut bytes, &piece, MAX_JSON_BYTES)?;
    }
    Ok(bytes.freeze())
}

/// What the bytes say.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|_| Error::Nonsense)
}

/// The body of a refusal, cut where it gets longer than a problem is. A body that breaks off could have said anything: in doubt.
pub(super) async fn explanation(mut answer: Response) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while bytes.len() < MAX_EXPLANATION_BYTES {
        match answer.chunk().await.map_err(|error| interrupted(&error))? {
            Some(piece) => bytes.extend_from_slice(&piece),
            None => break,
        }
    }
    bytes.truncate(MAX_EXPLANATION_BYTES);
    Ok(bytes)
}

/// A media file: at most `limit` bytes, no silence longer than `patience`, and the bytes that its name promises.
pub(super) async fn blob(mut answer: Response, blob: BlobId, limit: u64, patience: Duration) -> Result<Bytes> {
    let mut bytes = room_for(&answer, limit)?;
    let mut digest = Sha256::new();
    while let Some(piece) =
        tokio::time::timeout(patience, answer.chunk()).await.map_err(|_| Error::InDoubt)?.map_err(|error| interrupted(&error))?
    {
        digest.update(&piece);
        append(&mut bytes, &piece, limit)?;
    }
    if digest.finalize().as_slice() == blob.as_bytes() {
        return Ok(bytes.freeze());
    }
    must_not_be_a_page(&answer)?;
    Err(Error::Nonsense)
}

/// For answers without a body of interest: a web page is no answer of a portal's.
pub(super) fn must_not_be_a_page(answer: &Response) -> Result<()> {
    if sorting::is_html(answer.headers()) { Err(Error::Captive) } else { Ok(()) }
}

/// The token has ended.
pub(super) fn must_be_empty(answer: &Response) -> Result<()> {
    one_of(answer, &[StatusCode::NO_CONTENT])
}

/// The media file is there.
pub(super) fn must_be_stored(answer: &Response) -> Result<()> {
    one_of(answer, &[StatusCode::CREATED, StatusCode::NO_CONTENT])
}

/// Exactly the successes of the protocol: a gateway says 200 to anything, and a photo that it swallowed must not count as stored.
fn one_of(answer: &Response, expected: &[StatusCode]) -> Result<()> {
    must_not_be_a_page(answer)?;
    if expected.contains(&answer.status()) { Ok(()) } else { Err(Error::Nonsense) }
}

fn room_for(answer: &Response, limit: u64) -> Result<BytesMut> {
    let announced = answer.content_length().unwrap_or(0);
    if announced > limit {
        return Err(Error::Nonsense);
    }
    Ok(BytesMut::with_capacity(announced.min(MAX_FORESEEN_BYTES) as usize))
}

fn append(bytes: &mut BytesMut, piece: &[u8], limit: u64) -> Result<()> {
    if (bytes.len() + piece.len()) as u64 > limit {
        return Err(Error::Nonsense);
    }
    bytes.extend_from_slice(piece);
    Ok(())
}
