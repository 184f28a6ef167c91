//! What media may be, and whether the bytes are what was announced.

use axum::http::{HeaderMap, header};
use banthao_imaging::Kind;
use banthao_portal_api::wire::ProblemType;

use super::Refusal;

/// The media types that are taken, each with the file ending under which the bytes are looked at.
const TAKEN: [(&str, &str); 12] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("application/pdf", "pdf"),
    ("video/mp4", "mp4"),
    ("video/quicktime", "mov"),
    ("video/webm", "webm"),
    ("audio/mp4", "m4a"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("audio/wav", "wav"),
];

/// The media type that a request announces, provided that it is one of those that are taken.
pub fn announced(headers: &HeaderMap) -> Result<&'static str, Refusal> {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let found = TAKEN.iter().find(|(name, _)| *name == declared);
    found.map(|(name, _)| *name).ok_or_else(|| Refusal::new(ProblemType::DigestMismatch, "media of this type are not taken"))
}

/// Whether a medium that begins like this is what it was announced to be.
pub fn confirmed(head: &[u8], announced: &str) -> Result<(), Refusal> {
    let ending = TAKEN.iter().find(|(name, _)| *name == announced).map_or("", |(_, ending)| *ending);
    match banthao_imaging::sniff(head, &format!("media.{ending}")) {
        Ok(Kind::Picture(actual) | Kind::Recording(actual)) if actual == announced => Ok(()),
        Ok(Kind::Pdf) if announced == "application/pdf" => Ok(()),
        Ok(_) | Err(_) => Err(Refusal::new(ProblemType::DigestMismatch, "the bytes are not what Content-Type says")),
    }
}
