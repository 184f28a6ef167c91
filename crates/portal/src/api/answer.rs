//! A JSON answer, packed when the asker reads zstd and it is worth it.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use banthao_portal_api::wire::JSON;
use serde::Serialize;

use super::Refusal;
use crate::blocking::Blocking;

/// An answer of fewer bytes is not worth packing.
const PACK_ABOVE: usize = 256;

/// Whether an asker says that it reads zstd.
pub fn reads_zstd(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("zstd") && !parts.any(|part| part == "q=0")
    })
}

/// `value` as an answer. Packing a page takes long enough to be done elsewhere.
pub async fn packed<T: Serialize + Send + 'static>(blocking: Blocking, asked: &HeaderMap, value: T) -> Result<Response, Refusal> {
    let packs = reads_zstd(asked);
    let work = blocking.run(move || {
        let plain = serde_json::to_vec(&value)?;
        if !packs || plain.len() <= PACK_ABOVE {
            return Ok((plain, false));
        }
        Ok((zstd::encode_all(plain.as_slice(), zstd::DEFAULT_COMPRESSION_LEVEL)?, true))
    });
    let (bytes, is_packed) = work.await?;
    let mut response = ([(header::CONTENT_TYPE, JSON), (header::VARY, "accept-encoding")], bytes).into_response();
    if is_packed {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"));
    }
    Ok(response)
}
