//! Requests below the client, for the rules about single headers.

use std::sync::Arc;

use banthao_portal_api::{
    transport::{Line, RequestBody, Transport, empty, whole},
    wire::{PROBLEM_JSON, Problem, ProblemType},
};
use bytes::Bytes;
use http_body_util::BodyExt;

use super::access::Caller;

/// The way to a portal below its client.
#[derive(Clone)]
pub struct Raw {
    /// What carries the requests.
    pub transport: Arc<dyn Transport>,
    /// The portal's address, without a slash at the end.
    pub base_url: String,
}

/// An answer, whole.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: http::HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The problem that a refusal has to be.
    #[track_caller]
    pub(super) fn refuses_with(&self, status: u16, kind: ProblemType) -> Problem {
        assert_eq!(self.status, status, "expected {status} and the problem {kind:?}; the body is {}", self.text());
        let found = self.header("content-type").split(';').next().unwrap_or_default().to_owned();
        assert_eq!(found, PROBLEM_JSON, "a refusal is problem details (RFC 9457)");
        let problem: Problem = serde_json::from_slice(&self.body).expect("the members type, title and status");
        assert_eq!((problem.kind, problem.status), (kind, status), "{}", self.text());
        problem
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Raw {
    /// Sends a request, in a caller's name if there is one.
    pub(super) async fn asks(
        &self,
        caller: Option<&Caller>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Option<Vec<u8>>>,
    ) -> Answer {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base_url) };
        let mut request = http::Request::builder().method(method).uri(url);
        if let Some(caller) = caller {
            request = request.header("authorization", format!("Bearer {}", caller.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body: RequestBody = body.into().map_or_else(empty, whole);
        let request = request.body(body).expect("a request of ours");
        let (head, body) = self.transport.send(Line::Text, request).await.expect("the portal is there").into_parts();
        let body = body.collect().await.expect("a whole answer").to_bytes();
        Answer { status: head.status.as_u16(), headers: head.headers, body }
    }

    /// An address that an answer gave, absolute.
    pub(super) fn resolved(&self, asked: &str, location: &str) -> String {
        let asked = url::Url::parse(&format!("{}{asked}", self.base_url)).expect("an address of ours");
        asked.join(location).expect("Location is an address").to_string()
    }
}
