//! The transport in production: TLS over TCP, one connection for text and one for media.

use std::{error::Error as StdError, io};

use async_trait::async_trait;
use http_body_util::BodyExt;
use reqwest::{Client, redirect};
use rustls::Error as TlsError;

use super::{Timeouts, address::Address, tls};
use crate::{
    Error, Result,
    transport::{BodyError, Line, RequestBody, ResponseBody, Transport},
};

/// Connections to one portal.
pub(super) struct Sockets {
    text: Client,
    /// HTTP/1.1, hence a connection of its own: a photo that stalls on a lossy line must not hold up the text behind it.
    media: Client,
}

impl Sockets {
    pub(super) fn new(address: &Address, timeouts: Timeouts, extra_root_pem: Option<&[u8]>) -> Result<Self> {
        let build = |protocols| client(address, timeouts, extra_root_pem, protocols);
        Ok(Self { text: build(&["h2", "http/1.1"])?, media: build(&["http/1.1"])? })
    }
}

/// A client that offers these `protocols`, the preferred one first (ALPN).
fn client(address: &Address, timeouts: Timeouts, extra_root_pem: Option<&[u8]>, protocols: &[&str]) -> Result<Client> {
    let mut client = Client::builder()
        // A redirect could carry the token to another host; a portal has no reason to send one.
        .redirect(redirect::Policy::none())
        .connect_timeout(timeouts.connect)
        .tcp_keepalive(timeouts.request);
    if address.is_loopback() {
        // An office proxy knows nothing of this machine's loopback.
        client = client.no_proxy();
    }
    if address.is_encrypted() {
        client = client.tls_backend_preconfigured(tls::configuration(extra_root_pem, protocols)?).https_only(true);
    } else {
        // The TLS backend is built even if it is never used, and then asks for the process's choice of cryptography: none is made here.
        client = client.tls_backend_preconfigured(tls::nothing_trusted()?);
    }
    client.build().map_err(|_| Error::Untrusted)
}

#[async_trait]
impl Transport for Sockets {
    async fn send(&self, line: Line, request: http::Request<RequestBody>) -> Result<http::Response<ResponseBody>> {
        let client = match line {
            Line::Text => &self.text,
            Line::Media => &self.media,
        };
        let request = reqwest::Request::try_from(request.map(reqwest::Body::wrap)).map_err(|_| Error::BadAddress)?;
        let answer = client.execute(request).await.map_err(|error| interrupted(&error))?;
        Ok(http::Response::<reqwest::Body>::from(answer).map(|body| body.map_err(BodyError::from).boxed_unsync()))
    }
}

/// Why no whole answer came. Only what is known to have happened before the request was sent may be called anything but in doubt.
fn interrupted(error: &reqwest::Error) -> Error {
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
