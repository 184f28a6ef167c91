//! One request, and whether the portal took it.

use std::{future::Future, time::Duration};

use http::{
    HeaderName, HeaderValue, Method, Response,
    header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, USER_AGENT},
    request::Builder,
};
use url::Url;

use super::{body, sorting};
use crate::{
    Error, Result,
    transport::{Line, RequestBody, ResponseBody, Transport},
    wire::{PROTOCOL, PROTOCOL_HEADER},
};

/// What is asked for. A status can mean different things to different requests, and logs name a request by this and never by its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    /// The handshake.
    Hello,
    /// A password for a token.
    SignIn,
    /// Whose token it is.
    Account,
    /// The end of a token.
    SignOut,
    /// Sections, kinds, levels.
    Catalogue,
    /// Operations.
    Push,
    /// Changes.
    Pull,
    /// What the portal lacks.
    RevsDiff,
    /// One revision.
    Revision,
    /// An upload: its beginning, its offset, its bytes.
    Upload,
    /// A media file that comes down, or whether it is there.
    Blob,
    /// Hints.
    Hints,
}

impl Request {
    fn line(self) -> Line {
        match self {
            Self::Upload | Self::Blob => Line::Media,
            Self::Hello
            | Self::SignIn
            | Self::Account
            | Self::SignOut
            | Self::Catalogue
            | Self::Push
            | Self::Pull
            | Self::RevsDiff
            | Self::Revision
            | Self::Hints => Line::Text,
        }
    }
}

/// A request with what is the same in all of them.
pub(super) fn builder(method: Method, url: &Url) -> Builder {
    http::Request::builder()
        .method(method)
        .uri(url.as_str())
        .header(HeaderName::from_static(PROTOCOL_HEADER), HeaderValue::from(PROTOCOL))
        .header(ACCEPT, HeaderValue::from_static("application/json, application/problem+json"))
        .header(ACCEPT_ENCODING, HeaderValue::from_static("zstd"))
        .header(ACCEPT_LANGUAGE, HeaderValue::from_static("vi"))
        .header(USER_AGENT, HeaderValue::from_static(concat!("banthao/", env!("CARGO_PKG_VERSION"))))
}

/// Sends a request; returns the answer when its status is a success, its body still unread.
pub(super) async fn send(
    transport: &dyn Transport,
    request: Request,
    builder: Builder,
    body: RequestBody,
) -> Result<Response<ResponseBody>> {
    let outcome = attempt(transport, request, builder, body).await;
    match &outcome {
        Ok(answer) => tracing::debug!(?request, status = answer.status().as_u16(), "the portal answered"),
        Err(error) => tracing::debug!(?request, %error, "the portal did not do it"),
    }
    outcome
}

async fn attempt(transport: &dyn Transport, request: Request, builder: Builder, body: RequestBody) -> Result<Response<ResponseBody>> {
    let message = builder.body(body).map_err(|_| Error::BadAddress)?;
    let answer = transport.send(request.line(), message).await?;
    if answer.status().is_success() {
        return Ok(answer);
    }
    let (head, body) = answer.into_parts();
    let explanation = if head.status.is_client_error() { body::explanation(body).await? } else { Vec::new() };
    Err(sorting::refusal(request, head.status, &head.headers, &explanation))
}

/// Waits so long and no longer; whether the request took effect is in doubt then.
pub(super) async fn within<T>(patience: Duration, asking: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(patience, asking).await.map_err(|_| Error::InDoubt)?
}
