//! Resumable uploads, after draft-ietf-httpbis-resumable-upload-12.
//!
//! All that this portal takes from the draft is here; `native::upload` is the client's side of it. An upload is begun with what is announced of
//! the medium and goes on by appends. How far it has come is the length of its file, told only after the file was flushed. When the last byte is
//! there, the digest is compared and the file becomes the medium.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use banthao_document::BlobId;
use banthao_portal_api::wire::{
    PARTIAL_UPLOAD, ProblemType, REPR_DIGEST, UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_LIMIT, UPLOAD_OFFSET, repr_digest_of,
};

use super::{Authority, Refusal, media_type, receiving};
use crate::{
    Portal, chance,
    storage::{
        self,
        uploads::{UploadId, UploadRow},
    },
};

/// How long an upload may take: a week, for a machine that comes home at the week-end.
const MAX_AGE_MS: i64 = 7 * 24 * 60 * 60 * 1000;

pub async fn create(State(portal): State<Portal>, authority: Authority, headers: HeaderMap, body: Body) -> Result<Response, Refusal> {
    let bad = |detail: &str| Refusal::new(ProblemType::BadRequest, detail);
    let is_complete = boolean(&headers, UPLOAD_COMPLETE).ok_or_else(|| bad("Upload-Complete is ?0 or ?1"))?;
    let bytes = integer(&headers, UPLOAD_LENGTH)
        .or_else(|| integer(&headers, header::CONTENT_LENGTH.as_str()).filter(|_| is_complete))
        .ok_or_else(|| bad("Upload-Length says how long the medium is"))?;
    let digest = headers.get(REPR_DIGEST).and_then(|value| repr_digest_of(value.to_str().ok()?));
    let blob = BlobId(digest.ok_or_else(|| bad("Repr-Digest names the medium by its sha-256"))?);
    let media_type = media_type::announced(&headers)?;
    let limits = portal.0.limits;
    if bytes > limits.max_blob_bytes {
        return Err(Refusal::new(ProblemType::TooLarge, "the medium is larger than the limits of the handshake"));
    }
    if bytes == 0 {
        return Err(bad("a medium without bytes"));
    }

    let now_ms = portal.now_ms();
    let row = UploadRow {
        id: UploadId(chance::bytes(portal.chance())),
        account: authority.account.id,
        blob,
        media_type: media_type.to_owned(),
        bytes,
        expires_at_ms: now_ms.saturating_add(MAX_AGE_MS),
    };
    let (kept, account) = (row.clone(), authority.account.id);
    let (fits, expired) = portal
        .storage()
        .write(move |books| {
            let expired = books.expired_uploads(now_ms)?;
            let fits = books.used_bytes(account)?.saturating_add(bytes) <= limits.quota_bytes;
            if fits {
                books.add_upload(&kept)?;
            }
            Ok((fits, expired))
        })
        .await?;
    receiving::discard(&portal, expired).await?;
    if !fits {
        let detail = format!("the portal keeps {} bytes of media for one account", limits.quota_bytes);
        return Err(Refusal::new(ProblemType::QuotaExceeded, detail));
    }
    let location = HeaderValue::try_from(format!("uploads/{}", row.id)).map_err(|_| storage::Error::Abandoned)?;
    let answered = receiving::append(&portal, &row, 0, is_complete, body).await?;
    let mut response = told(&portal, &row, StatusCode::CREATED, answered.offset, answered.is_complete);
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

pub async fn offset(State(portal): State<Portal>, authority: Authority, Path(id): Path<String>) -> Result<Response, Refusal> {
    let row = find(&portal, &authority, &id).await?;
    let offset = receiving::offset(&portal, &row).await?;
    Ok(told(&portal, &row, StatusCode::NO_CONTENT, offset, false))
}

pub async fn append(
    State(portal): State<Portal>,
    authority: Authority,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let bad = |detail: &str| Refusal::new(ProblemType::BadRequest, detail);
    let row = find(&portal, &authority, &id).await?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|value| value.as_bytes() != PARTIAL_UPLOAD.as_bytes()) {
        return Err(bad("an append is application/partial-upload"));
    }
    let at = integer(&headers, UPLOAD_OFFSET).ok_or_else(|| bad("Upload-Offset says where the bytes begin"))?;
    let is_complete = boolean(&headers, UPLOAD_COMPLETE).ok_or_else(|| bad("Upload-Complete is ?0 or ?1"))?;
    if integer(&headers, UPLOAD_LENGTH).is_some_and(|length| length != row.bytes) {
        return Err(Refusal::new(ProblemType::UploadLength, "another length than the upload began with"));
    }
    if integer(&headers, header::CONTENT_LENGTH.as_str()).is_some_and(|bytes| bytes > portal.0.limits.max_append_bytes) {
        return Err(Refusal::new(ProblemType::TooLarge, "a longer append than the limits of the handshake allow"));
    }
    let answered = receiving::append(&portal, &row, at, is_complete, body).await?;
    let status = if answered.is_complete { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
    Ok(told(&portal, &row, status, answered.offset, answered.is_complete))
}

pub async fn cancel(State(portal): State<Portal>, authority: Authority, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    let row = find(&portal, &authority, &id).await?;
    receiving::cancel(&portal, &row).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An upload of this account. Anyone else's is not there.
async fn find(portal: &Portal, authority: &Authority, id: &str) -> Result<UploadRow, Refusal> {
    let absent = || Refusal::new(ProblemType::NotFound, "no such upload, or it is over: begin it anew");
    let (id, now_ms, account): (UploadId, _, _) = (id.parse().map_err(|_| absent())?, portal.now_ms(), authority.account.id);
    let found = portal.storage().read(move |books| books.upload(id, now_ms)).await?;
    found.filter(|row| row.account == account).ok_or_else(absent)
}

/// An answer that says how far an upload is.
fn told(portal: &Portal, row: &UploadRow, status: StatusCode, offset: u64, is_complete: bool) -> Response {
    let limits = portal.0.limits;
    let age = (row.expires_at_ms - portal.now_ms()).max(0) / 1000;
    let limit = format!(
        "max-size={}, min-append-size={}, max-append-size={}, max-age={age}",
        limits.max_blob_bytes, limits.min_append_bytes, limits.max_append_bytes
    );
    let complete = if is_complete { "?1" } else { "?0" };
    let headers = [
        (UPLOAD_OFFSET, offset.to_string()),
        (UPLOAD_COMPLETE, complete.to_owned()),
        (UPLOAD_LENGTH, row.bytes.to_string()),
        (UPLOAD_LIMIT, limit),
    ];
    (status, headers).into_response()
}

/// A structured integer (RFC 9651) that is no less than zero.
fn integer(headers: &HeaderMap, name: &str) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?;
    text.split(';').next()?.trim().parse().ok()
}

/// A structured boolean.
fn boolean(headers: &HeaderMap, name: &str) -> Option<bool> {
    match headers.get(name)?.to_str().ok()?.split(';').next()?.trim() {
        "?1" => Some(true),
        "?0" => Some(false),
        _ => None,
    }
}
