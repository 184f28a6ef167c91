//! The native protocol over HTTP.
//!
//! [`NativePortal`] turns each call of [`Portal`] into one request (a media upload into a few) and each answer into a value or into one of
//! the decisions of [`Error`]. It retries nothing and remembers nothing but the token and the limits last heard: when to ask again is the
//! sync engine's business. What carries its requests is a [`Transport`]. The protocol is written down for others in
//! `docs/portal-protocol.md`.

mod address;
mod body;
mod hints;
mod outgoing;
mod request;
mod sockets;
mod sorting;
mod tls;
mod upload;

use std::{
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use banthao_document::{ArticleId, BlobId, Revision, RevisionId};
use http::{
    HeaderValue, Method, StatusCode,
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RANGE},
    request::Builder,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use url::Url;

use self::{
    address::Address,
    request::{Request, within},
    sockets::Sockets,
    upload::{Resumed, Upload},
};
use crate::{
    Capabilities, Error, Hints, Medium, Portal, Result, Sink, Source, Support, Watcher,
    transport::{RequestBody, Transport, empty, whole},
    wire::{
        Account, Catalogue, Hello, JSON, PROTOCOL, Problem, ProblemType, ProtocolRange, PullPage, PushRequest, PushResponse, RevsDiff,
        RevsDiffRequest, Session, SessionRequest,
    },
};

/// A media file is never taken or sent beyond this many bytes, whatever the portal's limits say: a disk can be filled, too.
const MAX_BLOB_BYTES: u64 = 8 << 30;

/// Nor are more bytes sent in one append: a lost answer leaves no more than this untold.
const MAX_APPEND_BYTES: u64 = 64 << 20;

/// A push of more bytes than this is worth compressing: even a short one repeats its names.
const COMPRESS_ABOVE: usize = 256;

/// A portal of the native protocol, at one address.
pub struct NativePortal {
    address: Address,
    transport: Arc<dyn Transport>,
    token: RwLock<Option<HeaderValue>>,
    timeouts: Timeouts,
    max_blob_bytes: AtomicU64,
    max_append_bytes: AtomicU64,
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
        let sockets = Sockets::new(&address, settings.timeouts, settings.extra_root_pem.as_deref())?;
        Ok(Self::at(address, Arc::new(sockets), settings.token, settings.timeouts))
    }

    /// A portal behind another transport than sockets.
    ///
    /// # Errors
    /// [`Error::BadAddress`] as above.
    pub fn over(transport: Arc<dyn Transport>, base_url: &str, token: Option<String>, timeouts: Timeouts) -> Result<Self> {
        Ok(Self::at(base_url.parse()?, transport, token, timeouts))
    }

    fn at(address: Address, transport: Arc<dyn Transport>, token: Option<String>, timeouts: Timeouts) -> Self {
        let portal = Self {
            address,
            transport,
            token: RwLock::new(None),
            timeouts,
            max_blob_bytes: AtomicU64::new(MAX_BLOB_BYTES),
            max_append_bytes: AtomicU64::new(MAX_APPEND_BYTES),
        };
        portal.set_token(token);
        portal
    }

    /// Uses another token from here on, or none. A text that cannot be a token is none.
    pub fn set_token(&self, token: Option<String>) {
        let header = token.as_deref().and_then(bearer);
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = header;
    }

    /// A request in the name of whoever signed in; without a token there is no point in asking.
    fn authorised(&self, method: Method, path: &[&str]) -> Result<Builder> {
        self.authorised_at(method, &self.address.at(path))
    }

    fn authorised_at(&self, method: Method, url: &Url) -> Result<Builder> {
        Ok(request::builder(method, url).header(AUTHORIZATION, self.authority()?))
    }

    fn authority(&self) -> Result<HeaderValue> {
        self.token.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or(Error::AuthRequired)
    }

    /// Asks for a JSON answer, head and body within one span.
    async fn asks<T: DeserializeOwned>(&self, request: Request, builder: Builder, body: RequestBody, patience: Duration) -> Result<T> {
        within(patience, async { body::json(request::send(&*self.transport, request, builder, body).await?).await }).await
    }

    /// A JSON body and the request for it, compressed when that is worth it.
    fn posts<T: Serialize>(&self, path: &[&str], value: &T) -> Result<(Builder, Vec<u8>)> {
        let plain = body::written(value)?;
        let builder = self.authorised(Method::POST, path)?.header(CONTENT_TYPE, JSON);
        if plain.len() <= COMPRESS_ABOVE {
            return Ok((builder, plain));
        }
        let packed = zstd::encode_all(plain.as_slice(), zstd::DEFAULT_COMPRESSION_LEVEL).map_err(|_| Error::Nonsense)?;
        Ok((builder.header(CONTENT_ENCODING, "zstd"), packed))
    }

    fn within_limits(&self, blob_bytes: u64) -> bool {
        blob_bytes <= self.max_blob_bytes.load(Ordering::Relaxed)
    }

    async fn holds(&self, blob: BlobId) -> Result<bool> {
        let builder = self.authorised(Method::HEAD, &["v1", "blobs", &blob.to_string()])?;
        match within(self.timeouts.request, request::send(&*self.transport, Request::Blob, builder, empty())).await {
            Ok(answer) => body::must_not_be_a_page(answer.headers()).map(|()| true),
            Err(Error::Rejected(problem)) if problem.status == StatusCode::NOT_FOUND.as_u16() => Ok(false),
            Err(error) => Err(error),
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
        let builder = request::builder(Method::GET, &url);
        let answer = within(self.timeouts.request, async {
            body::json_bytes(request::send(&*self.transport, Request::Hello, builder, empty()).await?).await
        })
        .await?;

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
        self.max_append_bytes.store(hello.limits.max_append_bytes.clamp(1, MAX_APPEND_BYTES), Ordering::Relaxed);
        Ok(hello)
    }

    async fn sign_in(&self, request: &SessionRequest) -> Result<Session> {
        let builder = request::builder(Method::POST, &self.address.at(&["v1", "session"])).header(CONTENT_TYPE, JSON);
        let session: Session = self.asks(Request::SignIn, builder, whole(body::written(request)?), self.timeouts.request).await?;
        if bearer(&session.token).is_none() {
            return Err(Error::Nonsense);
        }
        self.set_token(Some(session.token.clone()));
        Ok(session)
    }

    async fn account(&self) -> Result<Account> {
        let builder = self.authorised(Method::GET, &["v1", "session"])?;
        self.asks(Request::Account, builder, empty(), self.timeouts.request).await
    }

    async fn sign_out(&self) -> Result<()> {
        let builder = self.authorised(Method::DELETE, &["v1", "session"])?;
        let answer = within(self.timeouts.request, request::send(&*self.transport, Request::SignOut, builder, empty())).await?;
        body::must_be_empty(&answer)?;
        self.set_token(None);
        Ok(())
    }

    async fn catalogue(&self) -> Result<Catalogue> {
        let builder = self.authorised(Method::GET, &["v1", "catalogue"])?;
        self.asks(Request::Catalogue, builder, empty(), self.timeouts.request).await
    }

    async fn push(&self, request: &PushRequest) -> Result<PushResponse> {
        let (builder, sent) = self.posts(&["v1", "push"], request)?;
        let patience = self.timeouts.upload(sent.len());
        let response: PushResponse = self.asks(Request::Push, builder, whole(sent), patience).await?;
        // A receipt too few would leave an operation for ever unanswered, and one of another would answer what nobody asked.
        let asked = request.operations.iter().map(|operation| operation.op_id);
        if response.receipts.iter().map(|receipt| receipt.op_id).eq(asked) { Ok(response) } else { Err(Error::Nonsense) }
    }

    async fn pull(&self, cursor: Option<&str>, limit: usize) -> Result<Option<PullPage>> {
        let mut url = self.address.at(&["v1", "pull"]);
        url.query_pairs_mut().append_pair("limit", &limit.to_string()).extend_pairs(cursor.map(|cursor| ("cursor", cursor)));
        let builder = self.authorised_at(Method::GET, &url)?;
        within(self.timeouts.request, async {
            let answer = request::send(&*self.transport, Request::Pull, builder, empty()).await?;
            if answer.status() == StatusCode::NO_CONTENT {
                return Ok(None);
            }
            body::json(answer).await.map(Some)
        })
        .await
    }

    async fn revs_diff(&self, request: &RevsDiffRequest) -> Result<RevsDiff> {
        let (builder, sent) = self.posts(&["v1", "revs-diff"], request)?;
        let patience = self.timeouts.upload(sent.len());
        let diff: RevsDiff = self.asks(Request::RevsDiff, builder, whole(sent), patience).await?;
        let asked = request.articles.iter().map(|known| known.article);
        if diff.articles.iter().map(|found| found.article).eq(asked) { Ok(diff) } else { Err(Error::Nonsense) }
    }

    async fn revision(&self, article: ArticleId, revision: RevisionId) -> Result<Revision> {
        let builder = self.authorised(Method::GET, &["v1", "articles", &article.to_string(), "revisions", &revision.to_string()])?;
        let found: Revision = self.asks(Request::Revision, builder, empty(), self.timeouts.request).await?;
        if found.id() == revision { Ok(found) } else { Err(Error::Nonsense) }
    }

    async fn upload(&self, medium: &Medium<'_>, source: &dyn Source, watcher: &dyn Watcher) -> Result<()> {
        if !self.within_limits(medium.bytes) {
            return Err(Error::Rejected(Box::new(Problem::new(ProblemType::TooLarge, "larger than the portal takes"))));
        }
        let upload = Upload {
            transport: &*self.transport,
            beginning: self.address.at(&["v1", "uploads"]),
            token: self.authority()?,
            patience: self.timeouts.request,
            max_append_bytes: self.max_append_bytes.load(Ordering::Relaxed),
            medium,
            source,
            watcher,
        };
        match upload.resumed().await? {
            Resumed::Done => Ok(()),
            Resumed::At(url, offset) => upload.run(Some((url, offset))).await,
            // Its last answer may have been lost, or somebody else has brought it meanwhile.
            Resumed::Nowhere if self.holds(medium.blob).await? => Ok(()),
            Resumed::Nowhere => upload.run(None).await,
        }
    }

    async fn download(&self, blob: BlobId, from: u64, sink: &mut dyn Sink) -> Result<()> {
        let mut builder = self.authorised(Method::GET, &["v1", "blobs", &blob.to_string()])?;
        if from > 0 {
            builder = builder.header(RANGE, format!("bytes={from}-"));
        }
        // No limit on the whole, which may be long, but on each silence.
        let answer = within(self.timeouts.request, request::send(&*self.transport, Request::Blob, builder, empty())).await?;
        if from > 0 && answer.status() != StatusCode::PARTIAL_CONTENT {
            body::must_not_be_a_page(answer.headers())?;
            return Err(Error::Nonsense);
        }
        let name = (from == 0).then_some(blob);
        body::blob(answer, name, self.max_blob_bytes.load(Ordering::Relaxed), self.timeouts.request, sink).await
    }

    async fn hints(&self) -> Result<Hints> {
        let builder = self.authorised(Method::GET, &["v1", "events"])?;
        let answer = within(self.timeouts.request, request::send(&*self.transport, Request::Hints, builder, empty())).await?;
        if !sorting::has_type(answer.headers(), hints::EVENT_STREAM) {
            return Err(Error::Captive);
        }
        Ok(hints::of(answer.into_body()))
    }
}

/// Sockets to the portal at an address, without the client above them.
///
/// # Errors
/// As [`NativePortal::new`].
pub fn sockets(base_url: &str, extra_root_pem: Option<&[u8]>, timeouts: Timeouts) -> Result<Arc<dyn Transport>> {
    Ok(Arc::new(Sockets::new(&base_url.parse()?, timeouts, extra_root_pem)?))
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
