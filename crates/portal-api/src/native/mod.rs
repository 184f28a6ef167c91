//! The native protocol over HTTP.
//!
//! [`NativePortal`] turns each call of [`Portal`] into one request (a media upload into two) and each answer into a value or into one of
//! the decisions of [`Error`]. It retries nothing and remembers nothing but the token and the limits last heard: when to ask again is the
//! sync engine's business. The protocol is written down for others in `docs/portal-protocol.md`.

mod address;
mod body;
mod clients;
mod request;
mod sorting;
mod tls;

use std::{
    fmt,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use banthao_document::BlobId;
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use reqwest::{
    Client, Method, StatusCode,
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue},
};
use serde::Deserialize;

use self::{address::Address, clients::Clients, request::Request};
use crate::{
    Capabilities, Error, Portal, Result, Support,
    wire::{
        Account, Catalogue, Hello, JSON, PROTOCOL, Problem, ProblemType, ProtocolRange, PullPage, PushRequest, PushResponse, Session,
        SessionRequest,
    },
};

/// A media file is never taken or sent beyond this many bytes, whatever the portal's limits say: it has to fit in memory.
const MAX_BLOB_BYTES: u64 = 1 << 30;

/// A push of more bytes than this is worth compressing.
const COMPRESS_ABOVE: usize = 1024;

/// A portal of the native protocol, at one address.
pub struct NativePortal {
    address: Address,
    text: Client,
    /// A connection of its own: a photo that stalls on a lossy line must not hold up the text behind it.
    media: Client,
    token: RwLock<Option<HeaderValue>>,
    timeouts: Timeouts,
    max_blob_bytes: AtomicU64,
}

/// Where a portal is and how to talk to it.
pub struct Settings<'a> {
    /// `https://…`, or `http://…` on this machine; a path is allowed, a query is not.
    pub base_url: &'a str,
    /// The token of an earlier sign-in.
    pub token: Option<String>,
    /// The organisation's own certificate authority in PEM, trusted beside those of the operating system.
    pub extra_root_pem: Option<Vec<u8>>,
    /// How long to wait.
    pub timeouts: Timeouts,
}

/// How long to wait for a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For a whole request with a JSON answer, and for each piece of a media file that comes down.
    pub request: Duration,
    /// Bytes per second below which an upload is given up; its time limit is `request` plus its size over this.
    pub slowest_upload: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), request: Duration::from_secs(30), slowest_upload: 8 * 1024 }
    }
}

impl Timeouts {
    fn upload(&self, bytes: usize) -> Duration {
        self.request + Duration::from_secs(bytes as u64 / self.slowest_upload.max(1))
    }
}

impl NativePortal {
    /// A portal to talk to; nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::BadAddress`] unless the address is https, or http on this machine, without credentials, query or fragment.
    /// [`Error::Untrusted`] when `extra_root_pem` holds no certificate, or the operating system trusts none.
    pub fn new(settings: Settings<'_>) -> Result<Self> {
        let address: Address = settings.base_url.parse()?;
        let clients = Clients { address: &address, timeouts: settings.timeouts, extra_root_pem: settings.extra_root_pem.as_deref() };
        let portal = Self {
            text: clients.build(&["h2", "http/1.1"])?,
            media: clients.build(&["http/1.1"])?,
            address,
            token: RwLock::new(None),
            timeouts: settings.timeouts,
            max_blob_bytes: AtomicU64::new(MAX_BLOB_BYTES),
        };
        portal.set_token(settings.token);
        Ok(portal)
    }

    /// Uses another token from here on, or none. A text that cannot be a token is none.
    pub fn set_token(&self, token: Option<String>) {
        let header = token.as_deref().and_then(bearer);
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = header;
    }

    /// A request in the name of whoever signed in; without a token there is no point in asking.
    fn authorised(&self, client: &Client, method: Method, path: &[&str]) -> Result<reqwest::RequestBuilder> {
        let token = self.token.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or(Error::AuthRequired)?;
        Ok(client.request(method, self.address.at(path)).header(AUTHORIZATION, token))
    }

    fn within_limits(&self, blob_bytes: u64) -> bool {
        blob_bytes <= self.max_blob_bytes.load(Ordering::Relaxed)
    }

    async fn holds(&self, blob: BlobId) -> Result<bool> {
        let request = self.authorised(&self.media, Method::HEAD, &["v1", "blobs", &blob.to_string()])?.timeout(self.timeouts.request);
        match request::send(Request::Blob, request).await {
            Ok(answer) => body::must_not_be_a_page(&answer).map(|()| true),
            Err(Error::Rejected(problem)) if problem.status == StatusCode::NOT_FOUND.as_u16() => Ok(false),
            Err(other) => Err(other),
        }
    }
}

#[async_trait]
impl Portal for NativePortal {
    fn capabilities(&self) -> Capabilities {
        Capabilities { receipts: Support::Guaranteed, preconditions: Support::Guaranteed, workflow: Support::Guaranteed }
    }

    async fn hello(&self) -> Result<Hello> {
        let nonce = hex::encode(rand::random::<[u8; 16]>());
        let mut url = self.address.at(&["v1", "hello"]);
        url.query_pairs_mut().append_pair("nonce", &nonce);
        let request = self.text.get(url).timeout(self.timeouts.request);
        let answer = body::json_bytes(request::send(Request::Hello, request).await?).await?;

        // The greeting alone first: the rest may have another shape in a protocol that we are about to find we do not speak.
        let greeting: Greeting = body::parse(&answer)?;
        if greeting.nonce != nonce {
            return Err(Error::Captive);
        }
        if !greeting.protocol.includes(PROTOCOL) {
            return Err(Error::Incompatible { min: greeting.protocol.min, max: greeting.protocol.max });
        }
        let hello: Hello = body::parse(&answer)?;
        self.max_blob_bytes.store(hello.limits.max_blob_bytes.min(MAX_BLOB_BYTES), Ordering::Relaxed);
        Ok(hello)
    }

    async fn sign_in(&self, request: &SessionRequest) -> Result<Session> {
        let request = self
            .text
            .post(self.address.at(&["v1", "session"]))
            .timeout(self.timeouts.request)
            .header(CONTENT_TYPE, JSON)
            .body(body::written(request)?);
        let session: Session = body::json(request::send(Request::SignIn, request).await?).await?;
        if bearer(&session.token).is_none() {
            return Err(Error::Nonsense);
        }
        self.set_token(Some(session.token.clone()));
        Ok(session)
    }

    async fn account(&self) -> Result<Account> {
        let request = self.authorised(&self.text, Method::GET, &["v1", "session"])?.timeout(self.timeouts.request);
        body::json(request::send(Request::Account, request).await?).await
    }

    async fn sign_out(&self) -> Result<()> {
        let request = self.authorised(&self.text, Method::DELETE, &["v1", "session"])?.timeout(self.timeouts.request);
        body::must_be_empty(&request::send(Request::SignOut, request).await?)?;
        self.set_token(None);
        Ok(())
    }

    async fn catalogue(&self) -> Result<Catalogue> {
        let request = self.authorised(&self.text, Method::GET, &["v1", "catalogue"])?.timeout(self.timeouts.request);
        body::json(request::send(Request::Catalogue, request).await?).await
    }

    async fn push(&self, request: &PushRequest) -> Result<PushResponse> {
        let asked: Vec<_> = request.operations.iter().map(|operation| operation.op_id).collect();
        let plain = body::written(request)?;
        let mut request = self.authorised(&self.text, Method::POST, &["v1", "push"])?.header(CONTENT_TYPE, JSON);
        let sent = if plain.len() > COMPRESS_ABOVE {
            request = request.header(CONTENT_ENCODING, "zstd");
            zstd::encode_all(plain.as_slice(), zstd::DEFAULT_COMPRESSION_LEVEL).map_err(|_| Error::Nonsense)?
        } else {
            plain
        };
        let request = request.timeout(self.timeouts.upload(sent.len())).body(sent);
        let response: PushResponse = body::json(request::send(Request::Push, request).await?).await?;
        // A receipt too few would leave an operation for ever unanswered, and one of another would answer what nobody asked.
        if response.receipts.iter().map(|receipt| receipt.op_id).eq(asked) { Ok(response) } else { Err(Error::Nonsense) }
    }

    async fn pull(&self, cursor: Option<&str>, limit: usize) -> Result<PullPage> {
        let mut query = vec![("limit", limit.to_string())];
        query.extend(cursor.map(|cursor| ("cursor", cursor.to_owned())));
        let request = self.authorised(&self.text, Method::GET, &["v1", "pull"])?.query(&query).timeout(self.timeouts.request);
        body::json(request::send(Request::Pull, request).await?).await
    }

    async fn upload(&self, blob: BlobId, media_type: &str, bytes: Bytes) -> Result<()> {
        if !self.within_limits(bytes.len() as u64) {
            return Err(Error::Rejected(Box::new(Problem::new(ProblemType::TooLarge, "larger than the portal takes"))));
        }
        if self.holds(blob).await? {
            return Ok(());
        }
        let request = self
            .authorised(&self.media, Method::PUT, &["v1", "blobs", &blob.to_string()])?
            .timeout(self.timeouts.upload(bytes.len()))
            .header(CONTENT_TYPE, media_type)
            .header("repr-digest", format!("sha-256=:{}:", BASE64_STANDARD.encode(blob.as_bytes())))
            .body(bytes);
        body::must_be_stored(&request::send(Request::Blob, request).await?)
    }

    async fn download(&self, blob: BlobId) -> Result<Bytes> {
        let request = self.authorised(&self.media, Method::GET, &["v1", "blobs", &blob.to_string()])?;
        // No limit on the whole, which may be long, but on each silence.
        let answer =
            tokio::time::timeout(self.timeouts.request, request::send(Request::Blob, request)).await.map_err(|_| Error::InDoubt)??;
        body::blob(answer, blob, self.max_blob_bytes.load(Ordering::Relaxed), self.timeouts.request).await
    }
}

/// What of the handshake every protocol version has to say.
#[derive(Deserialize)]
struct Greeting {
    nonce: String,
    protocol: ProtocolRange,
}

/// The header of a token; none when the text cannot stand in a header.
fn bearer(token: &str) -> Option<HeaderValue> {
    if token.is_empty() {
        return None;
    }
    let mut header = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
    header.set_sensitive(true);
    Some(header)
}

impl fmt::Debug for NativePortal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativePortal").field("timeouts", &self.timeouts).finish_non_exhaustive()
    }
}

impl fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("timeouts", &self.timeouts).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_may_take_the_longer_the_more_there_is_of_it() {
        let timeouts = Timeouts { connect: Duration::ZERO, request: Duration::from_secs(30), slowest_upload: 1000 };
        assert_eq!(timeouts.upload(0), Duration::from_secs(30));
        assert_eq!(timeouts.upload(5_000_000), Duration::from_secs(5030), "a large photo on a slow line is not a portal that is silent");
    }

    #[test]
    fn a_token_in_a_header_does_not_show_itself() {
        assert!(!format!("{:?}", bearer("canary").unwrap()).contains("canary"), "the HTTP library may log a header");
        assert!(bearer("").is_none() && bearer("hai\ndòng").is_none(), "what cannot stand in a header is no token");
    }
}
