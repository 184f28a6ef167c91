//! Media by their digest.

use axum::{
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use banthao_document::BlobId;
use banthao_imaging::{Error as Unfit, Kind};
use banthao_portal_api::wire::ProblemType;
use base64::{Engine, prelude::BASE64_STANDARD};

use super::{Authority, Refusal};
use crate::{
    Portal,
    storage::{
        self,
        blobs::{self, Kept},
    },
};

/// The field of RFC 9530 in which the sender says what the bytes are.
const REPR_DIGEST: &str = "repr-digest";

pub async fn exists(State(portal): State<Portal>, _authority: Authority, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = named(&id)?;
    let row = portal.storage().read(move |connection| blobs::find(connection, id)).await?.ok_or_else(absent)?;
    let length = row.bytes.to_string();
    Ok(([(header::CONTENT_TYPE, row.media_type), (header::CONTENT_LENGTH, length)], ()).into_response())
}

pub async fn download(State(portal): State<Portal>, _authority: Authority, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = named(&id)?;
    let row = portal.storage().read(move |connection| blobs::find(connection, id)).await?.ok_or_else(absent)?;
    let storage = portal.storage().clone();
    let bytes = tokio::task::spawn_blocking(move || storage.blob_bytes_now(id)).await.map_err(|_| storage::Error::Abandoned)??;
    let digest = format!("sha-256=:{}:", BASE64_STANDARD.encode(id.as_bytes()));
    Ok(([(header::CONTENT_TYPE.as_str(), row.media_type), (REPR_DIGEST, digest)], bytes).into_response())
}

pub async fn upload(
    State(portal): State<Portal>,
    _authority: Authority,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Refusal> {
    let (id, bytes) = (named(&id)?, body?);
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let digest = headers.get(REPR_DIGEST).map(|value| value.to_str().unwrap_or_default().to_owned());
    let work = tokio::task::spawn_blocking(move || {
        if BlobId::of(&bytes) != id {
            return Err(mismatch("the bytes are not those of the address"));
        }
        if digest.is_some_and(|digest| !says(&digest, id)) {
            return Err(mismatch("the bytes are not those of Repr-Digest"));
        }
        let media_type = established(&portal, &bytes, &declared)?;
        Ok(portal.storage().keep_blob_now(id, media_type, &bytes, portal.now_ms())?)
    });
    Ok(match work.await.map_err(|_| storage::Error::Abandoned)?? {
        Kept::New => StatusCode::CREATED,
        Kept::Before => StatusCode::NO_CONTENT,
    })
}

fn named(id: &str) -> Result<BlobId, Refusal> {
    id.parse().map_err(|_| absent())
}

fn absent() -> Refusal {
    Refusal::new(ProblemType::NotFound, "no such medium")
}

fn mismatch(detail: &str) -> Refusal {
    Refusal::new(ProblemType::DigestMismatch, detail)
}

/// Whether `Repr-Digest` names these bytes. Digests by other algorithms say nothing that the address does not.
fn says(digest: &str, id: BlobId) -> bool {
    let sha256 = digest.split(',').find_map(|member| member.trim().strip_prefix("sha-256="));
    let Some(value) = sha256 else { return true };
    let inner = value.split(';').next().and_then(|value| value.trim().strip_prefix(':')?.strip_suffix(':'));
    inner.and_then(|inner| BASE64_STANDARD.decode(inner).ok()).is_some_and(|bytes| bytes == id.as_bytes())
}

/// The media type by the bytes, provided that the sender says the same.
fn established(portal: &Portal, bytes: &[u8], declared: &str) -> Result<&'static str, Refusal> {
    let ending = match declared {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "application/pdf" => "pdf",
        "video/mp4" => "mp4",
        "video/quicktime" => "mov",
        "video/webm" => "webm",
        "audio/mp4" => "m4a",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/wav" => "wav",
        _ => return Err(mismatch("media of this type are not taken")),
    };
    match banthao_imaging::probe(bytes, &format!("media.{ending}"), portal.caps()) {
        Ok(Kind::Picture(actual) | Kind::Recording(actual)) if actual == declared => Ok(actual),
        Ok(Kind::Pdf) if declared == "application/pdf" => Ok("application/pdf"),
        Err(Unfit::TooLarge { .. } | Unfit::TooManyPixels { .. }) => {
            Err(Refusal::new(ProblemType::TooLarge, "the medium is larger than the limits allow"))
        }
        Ok(_) | Err(Unfit::Empty | Unfit::Unsupported(_) | Unfit::Mislabelled { .. } | Unfit::Corrupt) => {
            Err(mismatch("the bytes are not what Content-Type says"))
        }
    }
}
