//! How the portal says no.

use std::time::Duration;

use axum::{
    extract::rejection::BytesRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use banthao_portal_api::wire::{PROBLEM_JSON, Problem, ProblemType, ProtocolRange, UPLOAD_COMPLETE, UPLOAD_OFFSET};
use serde::Serialize;

use crate::storage;

/// An answer that is not a success.
#[derive(Debug)]
pub struct Refusal {
    problem: Problem,
    protocol: Option<ProtocolRange>,
    retry_after: Option<Duration>,
    offsets: Option<Offsets>,
}

/// Where an upload ends, and where it was thought to end.
#[derive(Debug, Clone, Copy, Serialize)]
struct Offsets {
    #[serde(rename = "expected-offset")]
    expected: u64,
    #[serde(rename = "provided-offset")]
    provided: u64,
}

/// Problem details with the extension member (RFC 9457, section 3.2) that an upgrade needs.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    problem: &'a Problem,
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<ProtocolRange>,
    #[serde(flatten)]
    offsets: Option<Offsets>,
}

impl Refusal {
    /// A refusal of `kind`, with this occurrence in words.
    pub fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self::from(Problem::new(kind, detail))
    }

    /// Too many requests; `wait` says until when.
    pub fn too_many(wait: Duration, detail: &str) -> Self {
        let problem = Problem::new(ProblemType::TooManyRequests, detail);
        Self { retry_after: Some(wait), ..Self::from(problem) }
    }

    /// An append that begins where the upload does not end.
    pub fn elsewhere(expected: u64, provided: u64) -> Self {
        let problem = Problem::new(ProblemType::UploadOffset, "continue from Upload-Offset");
        Self { offsets: Some(Offsets { expected, provided }), ..Self::from(problem) }
    }

    /// The client's protocol is not spoken here; says which ones are.
    pub fn upgrade(protocol: ProtocolRange) -> Self {
        let problem =
            Problem::new(ProblemType::ProtocolTooOld, format!("this portal speaks protocols {} to {}", protocol.min, protocol.max));
        Self { protocol: Some(protocol), ..Self::from(problem) }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self { problem, protocol: None, retry_after: None, offsets: None }
    }
}

impl From<storage::Error> for Refusal {
    fn from(error: storage::Error) -> Self {
        use std::error::Error;
        tracing::error!(%error, cause = error.source().map(ToString::to_string), "the portal failed");
        Self::new(ProblemType::Internal, super::INTERNAL)
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        storage::Error::from(error).into()
    }
}

impl From<BytesRejection> for Refusal {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(ProblemType::TooLarge, "the body is larger than the limits of the handshake"),
            _ => Self::new(ProblemType::BadRequest, "the body did not arrive whole"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = Body { problem: &self.problem, protocol: self.protocol, offsets: self.offsets };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(Offsets { expected, .. }) = self.offsets {
            headers.insert(UPLOAD_OFFSET, HeaderValue::from(expected));
            headers.insert(UPLOAD_COMPLETE, HeaderValue::from_static("?0"));
        }
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_millis().div_ceil(1000).max(1) as u64));
        }
        response
    }
}
