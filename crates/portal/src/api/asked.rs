//! The JSON of a request's body, unpacked within limits.

use std::io::Read;

use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};
use banthao_portal_api::wire::ProblemType;
use serde::de::DeserializeOwned;

use super::Refusal;
use crate::blocking::Blocking;

/// 8 MiB: what unpacking may hold at once, whatever the frame asks for.
const WINDOW_LOG: u32 = 23;

/// The request behind the bytes, plain or as zstd. Parsing a large one takes long enough to be done elsewhere.
pub async fn read<T: DeserializeOwned + Send + 'static>(
    blocking: Blocking,
    headers: &HeaderMap,
    body: Bytes,
    limit: usize,
) -> Result<T, Refusal> {
    let packed = match headers.get(header::CONTENT_ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"identity") => false,
        Some(b"zstd") => true,
        Some(_) => return Err(Refusal::new(ProblemType::BadRequest, "a body comes plain or as zstd")),
    };
    let parse = move || {
        let plain = if packed { unpack(&body, limit)?.into() } else { body };
        serde_json::from_slice(&plain).map_err(|_| Refusal::new(ProblemType::BadRequest, "the body is no request of this protocol"))
    };
    blocking.run(move || Ok(parse())).await?
}

/// At most `limit` bytes: a few kilobytes of zstd can stand for gigabytes.
fn unpack(body: &[u8], limit: usize) -> Result<Vec<u8>, Refusal> {
    let broken = |_| Refusal::new(ProblemType::BadRequest, "the body is not zstd");
    let mut decoder = zstd::stream::read::Decoder::new(body).map_err(broken)?;
    decoder.window_log_max(WINDOW_LOG).map_err(broken)?;
    let mut plain = Vec::new();
    decoder.take(limit as u64 + 1).read_to_end(&mut plain).map_err(broken)?;
    if plain.len() > limit {
        return Err(Refusal::new(ProblemType::TooLarge, "the body is larger than the limits of the handshake once it is unpacked"));
    }
    Ok(plain)
}
