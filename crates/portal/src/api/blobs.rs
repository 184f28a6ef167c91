//! Media by their digest, to whoever may read them.

use std::ops::Range;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use banthao_document::BlobId;
use banthao_portal_api::wire::{ProblemType, REPR_DIGEST, repr_digest};

use super::{Authority, Refusal};
use crate::{Portal, reading, storage::blobs::BlobRow};

/// Whether an account need not send a medium. One that may read it becomes a holder by asking.
pub async fn exists(State(portal): State<Portal>, authority: Authority, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = named(&id)?;
    let row = readable(&portal, &authority, id).await?;
    let (account, now_ms) = (authority.account.id, portal.now_ms());
    let held = portal.storage().read(move |books| books.holds(account, id)).await?;
    if !held {
        let kept = row.clone();
        portal.storage().write(move |books| books.keep_blob(id, &kept, account, now_ms)).await?;
        portal.announce();
    }
    let headers = [
        (header::CONTENT_TYPE, row.media_type),
        (header::CONTENT_LENGTH, row.bytes.to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, etag(id)),
    ];
    Ok((headers, ()).into_response())
}

pub async fn download(
    State(portal): State<Portal>,
    authority: Authority,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = named(&id)?;
    let row = readable(&portal, &authority, id).await?;
    let (status, range) = match asked(&headers, id, row.bytes) {
        Asked::Whole => (StatusCode::OK, 0..row.bytes),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Beyond => {
            let headers = [(header::CONTENT_RANGE, format!("bytes */{}", row.bytes))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
    };
    let body = reading::body(portal.storage(), id, range.clone()).await?;
    let mut response = (status, [(REPR_DIGEST, repr_digest(id.as_bytes()))], body).into_response();
    let named = [
        (header::CONTENT_TYPE, row.media_type),
        (header::CONTENT_LENGTH, (range.end - range.start).to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, etag(id)),
    ];
    let part = (status == StatusCode::PARTIAL_CONTENT)
        .then(|| (header::CONTENT_RANGE, format!("bytes {}-{}/{}", range.start, range.end - 1, row.bytes)));
    for (name, value) in named.into_iter().chain(part) {
        response.headers_mut().insert(name, value.parse().map_err(|_| absent())?);
    }
    Ok(response)
}

/// What is known of a medium that this account may read. Any other is not there.
async fn readable(portal: &Portal, authority: &Authority, id: BlobId) -> Result<BlobRow, Refusal> {
    let account = authority.account.clone();
    let found = portal
        .storage()
        .read(move |books| {
            let Some(row) = books.blob(id)? else { return Ok(None) };
            let levels = books.catalogue()?.workflow.levels;
            Ok(books.may_read(&account, &levels, id)?.then_some(row))
        })
        .await?;
    found.ok_or_else(absent)
}

/// What of a medium is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Beyond,
}

/// One range of bytes (RFC 9110, section 14). Several at once, or another unit, are answered with the whole, as the RFC allows.
fn asked(headers: &HeaderMap, id: BlobId, bytes: u64) -> Asked {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(range) = text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes=")) else { return Asked::Whole };
    if text(header::IF_RANGE).is_some_and(|tag| tag != etag(id)) {
        return Asked::Whole;
    }
    let Some((first, last)) = range.trim().split_once('-') else { return Asked::Whole };
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(bytes),
        (Ok(first), Err(_)) if last.is_empty() => first..bytes,
        (Err(_), Ok(suffix)) if first.is_empty() => bytes.saturating_sub(suffix)..bytes,
        _ => return Asked::Whole,
    };
    if range.is_empty() { Asked::Beyond } else { Asked::Part(range) }
}

fn etag(id: BlobId) -> String {
    format!("\"{id}\"")
}

fn named(id: &str) -> Result<BlobId, Refusal> {
    id.parse().map_err(|_| absent())
}

fn absent() -> Refusal {
    Refusal::new(ProblemType::NotFound, "no such medium")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_what_the_rfc_says_it_is() {
        let id = BlobId([1; 32]);
        let ask = |range: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, range.parse().unwrap());
            asked(&headers, id, 100)
        };
        for (range, expected) in [
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=10-19", Asked::Part(10..20)),
            ("bytes=90-", Asked::Part(90..100)),
            ("bytes=90-1000", Asked::Part(90..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-1000", Asked::Part(0..100)),
            ("bytes=100-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=20-10", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("bytes=x-", Asked::Whole),
            ("lines=1-2", Asked::Whole),
        ] {
            assert_eq!(ask(range), expected, "{range}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, "bytes=1-".parse().unwrap());
        headers.insert(header::IF_RANGE, "\"another\"".parse().unwrap());
        assert_eq!(asked(&headers, id, 100), Asked::Whole, "the rest of something else is of no use");
    }
}
