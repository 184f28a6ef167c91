//! Resumable uploads, after draft-ietf-httpbis-resumable-upload-12.
//!
//! All that the client takes from the draft is here; `api::uploads` is the reference portal's side of it. A small medium goes with the request
//! that begins its upload. A larger one is begun empty (the draft's careful creation: a client on a bad line must not count on interim
//! answers) and goes on by appends, each from the offset that the portal has told. What the portal has told it keeps.

use std::time::Duration;

use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE, LOCATION},
};
use url::Url;

use super::{
    body, outgoing,
    request::{self, Request, within},
};
use crate::{
    Error, Medium, Result, Source, UploadUrl, Watcher,
    transport::{RequestBody, ResponseBody, Transport, empty},
    wire::{
        PARTIAL_UPLOAD, ProblemType, REPR_DIGEST, UPLOAD_COMPLETE, UPLOAD_INTEROP, UPLOAD_INTEROP_VERSION, UPLOAD_LENGTH, UPLOAD_OFFSET,
        repr_digest,
    },
};

/// A medium of no more bytes goes with the request that begins its upload: to send it again costs less than asking how far it came.
const AT_ONCE: u64 = 64 << 10;

/// An append is not cut smaller than this.
const LEAST_APPEND: u64 = 256 << 10;

/// How often one call follows the portal to another offset than it thought. Each time the portal has told where to go on.
const MOST_CORRECTIONS: usize = 4;

/// The making of one upload.
pub(super) struct Upload<'a> {
    pub(super) transport: &'a dyn Transport,
    /// The address at which uploads begin.
    pub(super) beginning: Url,
    pub(super) token: HeaderValue,
    pub(super) patience: Duration,
    /// Bytes that one append may have.
    pub(super) max_append_bytes: u64,
    pub(super) medium: &'a Medium<'a>,
    pub(super) source: &'a dyn Source,
    pub(super) watcher: &'a dyn Watcher,
}

/// Where an earlier attempt left off.
pub(super) enum Resumed {
    /// The upload is there and has this much.
    At(Url, u64),
    /// It has everything.
    Done,
    /// There was none, or it is over: whether the medium is there is not known.
    Nowhere,
}

/// What an append came to.
enum Step {
    /// The portal has all of it.
    Done,
    /// It has this much.
    At(u64),
    /// It knows nothing of the upload.
    Gone,
    /// So many bytes at once do not get through.
    Smaller,
}

impl Upload<'_> {
    /// Where an earlier attempt left off: the first thing asked after a cut, so that bytes flow again after one round trip.
    pub(super) async fn resumed(&self) -> Result<Resumed> {
        let Some(url) = self.medium.resume.as_ref().and_then(|url| self.resolved(&url.0)) else { return Ok(Resumed::Nowhere) };
        Ok(match self.offset(&url).await? {
            Step::At(offset) => Resumed::At(url, offset),
            Step::Done => Resumed::Done,
            Step::Gone | Step::Smaller => Resumed::Nowhere,
        })
    }

    /// Sends what the portal lacks, from where it stands.
    pub(super) async fn run(&self, mut resumed: Option<(Url, u64)>) -> Result<()> {
        let (mut corrections, mut at_most) = (0, self.max_append_bytes.max(1));
        loop {
            let (url, mut offset) = match resumed.take() {
                Some(begun) => begun,
                None => match self.create().await? {
                    Some(url) => (url, 0),
                    None => return Ok(()),
                },
            };
            loop {
                let before = offset;
                match self.append(&url, offset, at_most).await? {
                    Step::Done => return Ok(()),
                    Step::At(told) => offset = told,
                    Step::Smaller => {
                        at_most = (at_most.min(self.medium.bytes) / 4).max(LEAST_APPEND);
                        continue;
                    }
                    // Expired, or spoilt by a failing disk: it begins anew, and only so often.
                    Step::Gone => break,
                }
                if offset <= before {
                    corrections += 1;
                    if corrections > MOST_CORRECTIONS {
                        return Err(Error::Nonsense);
                    }
                }
            }
            corrections += 1;
            if corrections > MOST_CORRECTIONS {
                return Err(Error::Nonsense);
            }
        }
    }

    /// Begins the upload; none when the medium went with it.
    async fn create(&self) -> Result<Option<Url>> {
        let at_once = self.medium.bytes <= AT_ONCE;
        let builder = request::builder(Method::POST, &self.beginning)
            .header(AUTHORIZATION, self.token.clone())
            .header(CONTENT_TYPE, self.medium.media_type)
            .header(REPR_DIGEST, repr_digest(self.medium.blob.as_bytes()))
            .header(UPLOAD_INTEROP, UPLOAD_INTEROP_VERSION)
            .header(UPLOAD_LENGTH, self.medium.bytes)
            .header(UPLOAD_COMPLETE, if at_once { "?1" } else { "?0" });
        let answer = if at_once {
            self.sends(builder, 0, self.medium.bytes).await?
        } else {
            within(self.patience, request::send(self.transport, Request::Upload, builder, empty())).await?
        };
        must_be_told(&answer, &[StatusCode::CREATED])?;
        if at_once && is_complete(answer.headers()) {
            self.watcher.durable(self.medium.bytes);
            return Ok(None);
        }
        let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).ok_or(Error::Nonsense)?;
        let url = self.resolved(location).ok_or(Error::Nonsense)?;
        self.watcher.created(&UploadUrl(url.to_string())).await?;
        Ok(Some(url))
    }

    /// Asks how far the portal has got, which ends whatever else was adding to the upload.
    async fn offset(&self, url: &Url) -> Result<Step> {
        let builder =
            request::builder(Method::HEAD, url).header(AUTHORIZATION, self.token.clone()).header(UPLOAD_INTEROP, UPLOAD_INTEROP_VERSION);
        let asked = within(self.patience, request::send(self.transport, Request::Upload, builder, empty())).await;
        self.step(asked)
    }

    /// Sends the next bytes, as many as one append may have.
    async fn append(&self, url: &Url, offset: u64, at_most: u64) -> Result<Step> {
        let left = self.medium.bytes.checked_sub(offset).ok_or(Error::Nonsense)?;
        let length = left.min(at_most);
        let builder = request::builder(Method::PATCH, url)
            .header(AUTHORIZATION, self.token.clone())
            .header(CONTENT_TYPE, PARTIAL_UPLOAD)
            .header(UPLOAD_INTEROP, UPLOAD_INTEROP_VERSION)
            .header(UPLOAD_OFFSET, offset)
            .header(UPLOAD_COMPLETE, if length == left { "?1" } else { "?0" });
        match self.sends(builder, offset, length).await {
            // The portal stands elsewhere than we thought, and says where when it is asked.
            Err(Error::Rejected(problem)) if problem.kind == ProblemType::UploadOffset => self.offset(url).await,
            // Something on the way, or the portal itself, takes smaller pieces only.
            Err(Error::Rejected(problem)) if problem.kind == ProblemType::TooLarge && length > LEAST_APPEND => Ok(Step::Smaller),
            answered => self.step(answered),
        }
    }

    /// Sends a part of the medium and waits for the answer for as long as the line takes bytes, and then for as long as one waits for any.
    async fn sends(&self, builder: http::request::Builder, offset: u64, length: u64) -> Result<http::Response<ResponseBody>> {
        let (body, pump): (RequestBody, _) = outgoing::from_source(self.source, offset, length, self.patience, self.watcher);
        tokio::select! {
            answer = request::send(self.transport, Request::Upload, builder, body) => answer,
            failed = pump => Err(failed),
        }
    }

    /// What an answer about the upload says of it.
    fn step(&self, answer: Result<http::Response<ResponseBody>>) -> Result<Step> {
        match answer {
            Ok(answer) => {
                must_be_told(&answer, &[StatusCode::CREATED, StatusCode::OK, StatusCode::NO_CONTENT])?;
                let offset = told(answer.headers()).ok_or(Error::Nonsense)?;
                self.watcher.durable(offset);
                Ok(if is_complete(answer.headers()) { Step::Done } else { Step::At(offset) })
            }
            Err(Error::Rejected(problem)) if matches!(problem.status, 404 | 410) => Ok(Step::Gone),
            // Bytes of an earlier attempt may have been spoilt where they lay; ours are what they are called, or the next answer says so.
            Err(Error::Rejected(problem)) if problem.kind == ProblemType::DigestMismatch && self.medium.resume.is_some() => Ok(Step::Gone),
            // Somebody continues it from elsewhere; what becomes of it is asked for later.
            Err(Error::Rejected(problem)) if problem.kind == ProblemType::UploadSuperseded => Err(Error::InDoubt),
            Err(error) => Err(error),
        }
    }

    /// An address on the portal itself; the token goes nowhere else.
    fn resolved(&self, location: &str) -> Option<Url> {
        let url = self.beginning.join(location).ok()?;
        (url.origin() == self.beginning.origin() && url.path().starts_with(self.beginning.path())).then_some(url)
    }
}

/// The offset that an answer guarantees.
pub(super) fn told(headers: &HeaderMap) -> Option<u64> {
    headers.get(UPLOAD_OFFSET)?.to_str().ok()?.split(';').next()?.trim().parse().ok()
}

fn is_complete(headers: &HeaderMap) -> bool {
    headers.get(UPLOAD_COMPLETE).is_some_and(|value| value.as_bytes() == b"?1")
}

/// Exactly the successes of the protocol, with the protocol's own field: a gateway says 200 to anything, and a photo that it swallowed must not
/// count as stored.
fn must_be_told(answer: &http::Response<ResponseBody>, expected: &[StatusCode]) -> Result<()> {
    body::must_not_be_a_page(answer.headers())?;
    let is_answer = expected.contains(&answer.status()) && answer.headers().contains_key(UPLOAD_COMPLETE);
    if is_answer { Ok(()) } else { Err(Error::Nonsense) }
}
