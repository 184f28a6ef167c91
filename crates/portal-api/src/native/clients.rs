//! What is the same in every request: headers, trust, and how long to wait for a connection.

use reqwest::{
    Client,
    header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap, HeaderName, HeaderValue},
    redirect,
};

use super::{Timeouts, address::Address, tls};
use crate::{
    Error, Result,
    wire::{PROTOCOL, PROTOCOL_HEADER},
};

/// The making of an HTTP client; there are two of them.
pub(super) struct Clients<'a> {
    pub(super) address: &'a Address,
    pub(super) timeouts: Timeouts,
    pub(super) extra_root_pem: Option<&'a [u8]>,
}

impl Clients<'_> {
    /// A client that offers these `protocols`, the preferred one first (ALPN).
    pub(super) fn build(&self, protocols: &[&str]) -> Result<Client> {
        let mut always = HeaderMap::new();
        always.insert(HeaderName::from_static(PROTOCOL_HEADER), HeaderValue::from(PROTOCOL));
        always.insert(ACCEPT, HeaderValue::from_static("application/json, application/problem+json"));
        always.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("vi"));
        let mut client = Client::builder()
            .user_agent(concat!("banthao/", env!("CARGO_PKG_VERSION")))
            .default_headers(always)
            // A redirect could carry the token to another host; a portal has no reason to send one.
            .redirect(redirect::Policy::none())
            .connect_timeout(self.timeouts.connect)
            .tcp_keepalive(self.timeouts.request);
        if self.address.is_loopback() {
            // An office proxy knows nothing of this machine's loopback.
            client = client.no_proxy();
        }
        if self.address.is_encrypted() {
            client = client.tls_backend_preconfigured(tls::configuration(self.extra_root_pem, protocols)?).https_only(true);
        } else {
            // The TLS backend is built even if it is never used, and then asks for the process's choice of cryptography: none is made here.
            client = client.tls_backend_preconfigured(tls::nothing_trusted()?);
        }
        client.build().map_err(|_| Error::Untrusted)
    }
}
