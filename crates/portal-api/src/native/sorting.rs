//! What an answer that is no success means for the one who asked.
//!
//! All policy about statuses lives in [`refusal`], and the table in `docs/portal-protocol.md` says the same in prose. The first question
//! is always whether the portal itself is speaking: between an officer and a portal stand hotel gateways, office proxies and filters,
//! and what they say must neither spend a retry nor condemn an article.

use std::time::Duration;

use http::{
    StatusCode,
    header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER},
};
use serde_json::Value;

use super::request::Request;
use crate::{
    Error,
    wire::{PROTOCOL, Problem, ProblemType, ProtocolRange},
};

/// However long a portal asks to be left alone, it is asked again after a day.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// Sorts an answer that is no success. `explanation` is its body, of a 4xx only.
pub(super) fn refusal(request: Request, status: StatusCode, headers: &HeaderMap, explanation: &[u8]) -> Error {
    let retry_after = retry_after(headers);
    match status.as_u16() {
        429 => return Error::Busy { retry_after },
        503 if retry_after.is_some() => return Error::Busy { retry_after },
        // 511 is a gateway's “sign in to this network first” (RFC 6585).
        511 => return Error::Captive,
        // No redirect is part of the protocol, and a 1xx is never the last word.
        0..=399 => return Error::Captive,
        // 407 is a proxy's; 421 is a server that says the connection was meant for another host.
        407 | 421 => return Error::Captive,
        // The server gave up listening (408) or fears a replay (425): the same request is fine later.
        408 | 425 => return Error::InDoubt,
        500.. => return Error::Failing { status: status.as_u16() },
        _ => {}
    }
    // A web server in front of the portal refuses a large body in its own words, a page of them: that is about this body, not the line.
    if status == StatusCode::PAYLOAD_TOO_LARGE && !is_json(headers) {
        return Error::Rejected(Box::new(Problem::new(ProblemType::TooLarge, "larger than the way to the portal lets through")));
    }
    if is_html(headers) {
        return Error::Captive;
    }
    match (status.as_u16(), request) {
        (401, Request::SignIn) => Error::WrongCredentials,
        (401, _) => Error::AuthRequired,
        (410, Request::Pull) => Error::CursorExpired,
        (426, _) => spoken_instead(explanation),
        _ => Error::Rejected(Box::new(problem(status, headers, explanation))),
    }
}

/// Whether a body is said to be JSON, a problem's included.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|name| name == "application/json" || (name.starts_with("application/") && name.ends_with("+json")))
}

/// Whether a body is said to be of this media type.
pub(super) fn has_type(headers: &HeaderMap, name: &str) -> bool {
    media_type(headers).is_some_and(|found| found == name)
}

/// Whether a body is said to be a web page.
pub(super) fn is_html(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|name| name == "text/html" || name == "application/xhtml+xml")
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}

/// The problem as far as it is told. RFC 9457 makes every member optional, so that what is lacking is filled in; the real status counts.
fn problem(status: StatusCode, headers: &HeaderMap, explanation: &[u8]) -> Problem {
    let told: Value = if is_json(headers) { serde_json::from_slice(explanation).unwrap_or_default() } else { Value::Null };
    let kind: ProblemType = told.get("type").and_then(|kind| serde_json::from_value(kind.clone()).ok()).unwrap_or(ProblemType::Other);
    let text = |member: &str| told.get(member).and_then(Value::as_str).map(str::to_owned);
    Problem { kind, title: text("title").unwrap_or_else(|| kind.title().to_owned()), status: status.as_u16(), detail: text("detail") }
}

/// The protocols that a 426 offers, as the member `protocol` of its problem; without it, all that is known is that ours is too old.
fn spoken_instead(explanation: &[u8]) -> Error {
    let told: Value = serde_json::from_slice(explanation).unwrap_or_default();
    let range = told.get("protocol").and_then(|range| serde_json::from_value::<ProtocolRange>(range.clone()).ok());
    let ProtocolRange { min, max } = range.unwrap_or(ProtocolRange { min: PROTOCOL + 1, max: PROTOCOL + 1 });
    Error::Incompatible { min, max }
}

/// `Retry-After` as a span (RFC 9110, section 10.2.3). A date is measured against the answer's own `Date`: the clock here may be wrong.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    let wait = match asked.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = httpdate::parse_http_date(asked).ok()?;
            let now = httpdate::parse_http_date(text(DATE)?).ok()?;
            until.duration_since(now).unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST_WAIT))
}
