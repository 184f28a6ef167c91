//! What came back in a success, read with a cap and checked for being the portal's.

use std::{io::Read, time::Duration};

use banthao_document::BlobId;
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Response, StatusCode, header::CONTENT_ENCODING};
use http_body::Body;
use http_body_util::BodyExt;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::sorting;
use crate::{Error, Result, Sink, transport::ResponseBody};

/// A JSON answer is never read beyond this many bytes, neither as it comes nor unpacked.
const MAX_JSON_BYTES: u64 = 16 << 20;

/// Of a refusal's body no more than this is read; a problem is short.
const MAX_EXPLANATION_BYTES: usize = 64 << 10;

/// Memory set aside on the word of a Content-Length; what is beyond grows with what comes.
const MAX_FORESEEN_BYTES: u64 = 1 << 20;

/// 8 MiB: what unpacking may hold at once, whatever the frame asks for.
const WINDOW_LOG: u32 = 23;

/// A value as a request body.
pub(super) fn written<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| Error::Nonsense)
}

/// The value in a JSON answer.
pub(super) async fn json<T: DeserializeOwned>(answer: Response<ResponseBody>) -> Result<T> {
    parse(&json_bytes(answer).await?)
}

/// The bytes of a JSON answer. A success that is no JSON is somebody else's: a gateway's sign-in page comes with status 200.
pub(super) async fn json_bytes(answer: Response<ResponseBody>) -> Result<Bytes> {
    let (head, mut body) = answer.into_parts();
    if !sorting::is_json(&head.headers) {
        return Err(Error::Captive);
    }
    let mut bytes = room_for(&body, MAX_JSON_BYTES)?;
    while let Some(piece) = next(&mut body).await? {
        if (bytes.len() + piece.len()) as u64 > MAX_JSON_BYTES {
            return Err(Error::Nonsense);
        }
        bytes.extend_from_slice(&piece);
    }
    unpacked(&head.headers, bytes.freeze())
}

/// The bytes behind a content encoding: a few kilobytes of zstd can stand for gigabytes, so that no more is unpacked than would be read.
fn unpacked(headers: &HeaderMap, bytes: Bytes) -> Result<Bytes> {
    match headers.get(CONTENT_ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"identity") => return Ok(bytes),
        Some(b"zstd") => {}
        Some(_) => return Err(Error::Nonsense),
    }
    let mut decoder = zstd::stream::read::Decoder::new(bytes.as_ref()).map_err(|_| Error::Nonsense)?;
    decoder.window_log_max(WINDOW_LOG).map_err(|_| Error::Nonsense)?;
    let mut plain = Vec::new();
    decoder.take(MAX_JSON_BYTES + 1).read_to_end(&mut plain).map_err(|_| Error::Nonsense)?;
    if plain.len() as u64 > MAX_JSON_BYTES { Err(Error::Nonsense) } else { Ok(plain.into()) }
}

/// What the bytes say.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|_| Error::Nonsense)
}

/// The body of a refusal, cut where it gets longer than a problem is. A body that breaks off could have said anything: in doubt.
pub(super) async fn explanation(mut body: ResponseBody) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while bytes.len() < MAX_EXPLANATION_BYTES {
        match next(&mut body).await? {
            Some(piece) => bytes.extend_from_slice(&piece),
            None => break,
        }
    }
    bytes.truncate(MAX_EXPLANATION_BYTES);
    Ok(bytes)
}

/// A media file on its way to `sink`: at most `limit` bytes and no silence longer than `patience`. With a `name`, the bytes must be those
/// that it promises.
pub(super) async fn blob(
    answer: Response<ResponseBody>,
    name: Option<BlobId>,
    limit: u64,
    patience: Duration,
    sink: &mut dyn Sink,
) -> Result<()> {
    let (head, mut body) = answer.into_parts();
    // A portal's PDF is a PDF; a page in its place is a gateway's, and must not get as far as a file.
    if sorting::is_html(&head.headers) {
        return Err(Error::Captive);
    }
    room_for(&body, limit)?;
    let (mut digest, mut taken) = (Sha256::new(), 0);
    while let Some(piece) = tokio::time::timeout(patience, next(&mut body)).await.map_err(|_| Error::InDoubt)?? {
        digest.update(&piece);
        taken += piece.len() as u64;
        if taken > limit {
            return Err(Error::Nonsense);
        }
        sink.write(piece).await?;
    }
    match name {
        Some(name) if digest.finalize().as_slice() != name.as_bytes() => Err(Error::Nonsense),
        Some(_) | None => Ok(()),
    }
}

/// The next bytes of a body; none at its end. One that breaks off leaves the request in doubt.
pub(super) async fn next(body: &mut ResponseBody) -> Result<Option<Bytes>> {
    loop {
        match body.frame().await {
            None => return Ok(None),
            Some(Err(_)) => return Err(Error::InDoubt),
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

/// For answers without a body of interest: a web page is no answer of a portal's.
pub(super) fn must_not_be_a_page(headers: &HeaderMap) -> Result<()> {
    if sorting::is_html(headers) { Err(Error::Captive) } else { Ok(()) }
}

/// The token has ended.
pub(super) fn must_be_empty(answer: &Response<ResponseBody>) -> Result<()> {
    one_of(answer, &[StatusCode::NO_CONTENT])
}

/// The media file is there.
pub(super) fn must_be_stored(answer: &Response<ResponseBody>) -> Result<()> {
    one_of(answer, &[StatusCode::CREATED, StatusCode::NO_CONTENT])
}

/// Exactly the successes of the protocol: a gateway says 200 to anything, and a photo that it swallowed must not count as stored.
fn one_of(answer: &Response<ResponseBody>, expected: &[StatusCode]) -> Result<()> {
    must_not_be_a_page(answer.headers())?;
    if expected.contains(&answer.status()) { Ok(()) } else { Err(Error::Nonsense) }
}

fn room_for(body: &ResponseBody, limit: u64) -> Result<BytesMut> {
    let announced = body.size_hint().exact().unwrap_or(0);
    if announced > limit {
        return Err(Error::Nonsense);
    }
    Ok(BytesMut::with_capacity(announced.min(MAX_FORESEEN_BYTES) as usize))
}
