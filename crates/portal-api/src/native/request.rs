//! One request, and whether the portal took it.

use std::{error::Error as StdError, io};

use reqwest::{RequestBuilder, Response};
use rustls::Error as TlsError;

use super::{body, sorting};
use crate::{Error, Result};

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
    /// A media file, either way.
    Blob,
}

/// Sends a request; returns the answer when its status is a success, its body still unread.
pub(super) async fn send(request: Request, builder: RequestBuilder) -> Result<Response> {
    let outcome = attempt(request, builder).await;
    match &outcome {
        Ok(answer) => tracing::debug!(?request, status = answer.status().as_u16(), "the portal answered"),
        Err(error) => tracing::debug!(?request, %error, "the portal did not do it"),
    }
    outcome
}

async fn attempt(request: Request, builder: RequestBuilder) -> Result<Response> {
    let answer = builder.send().await.map_err(|error| interrupted(&error))?;
    if answer.status().is_success() {
        return Ok(answer);
    }
    let (status, headers) = (answer.status(), answer.headers().clone());
    let explanation = if status.is_client_error() { body::explanation(answer).await? } else { Vec::new() };
    Err(sorting::refusal(request, status, &headers, &explanation))
}

/// Why no whole answer came. Only what is known to have happened before the request was sent may be called anything but in doubt.
pub(super) fn interrupted(error: &reqwest::Error) -> Error {
    if !(error.is_connect() || error.is_builder()) {
        return Error::InDoubt;
    }
    match tls_error(error) {
        Some(TlsError::InvalidCertificate(_) | TlsError::NoCertificatesPresented | TlsError::UnsupportedNameType) => Error::Untrusted,
        // Bytes that are not TLS: a gateway that answers every port with its sign-in page.
        Some(TlsError::InvalidMessage(_)) => Error::Captive,
        _ => Error::Unreachable,
    }
}

/// The TLS error somewhere below. An `io::Error` does not list what it wraps among its sources, hence the second look.
fn tls_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a TlsError> {
    if let Some(found) = error.downcast_ref::<TlsError>() {
        return Some(found);
    }
    let wrapped = error.downcast_ref::<io::Error>().and_then(|error| error.get_ref());
    match wrapped {
        Some(wrapped) => tls_error(wrapped),
        None => tls_error(error.source()?),
    }
}
