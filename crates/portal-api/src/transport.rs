//! What carries a request to a portal and its answer back.
//!
//! The client of the native protocol stands on this seam and knows no sockets: in production they are below it, in a test there may be the
//! portal's own router, and a network with faults in between. Bodies are streams on both ways.

use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Full, combinators};

use crate::Result;

/// Why a body broke off. It says nothing more than that it did.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a request.
pub type RequestBody = combinators::BoxBody<Bytes, BodyError>;

/// The body of an answer.
pub type ResponseBody = combinators::UnsyncBoxBody<Bytes, BodyError>;

/// Which connection a request takes. A transport keeps them apart, so that a photo that stalls on a lossy line holds up no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Line {
    /// Everything that is small.
    Text,
    /// Media, on a connection of their own.
    Media,
}

/// A way to a portal.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Carries one request, whose address is absolute, and returns as soon as the answer's head is there. Follows no redirect, adds no token,
    /// retries nothing. How long to wait is the caller's business: it drops the future.
    ///
    /// # Errors
    /// [`crate::Error::Unreachable`], [`crate::Error::Untrusted`] or [`crate::Error::Captive`] when nothing of the request can have arrived;
    /// [`crate::Error::InDoubt`] for everything else.
    async fn send(&self, line: Line, request: http::Request<RequestBody>) -> Result<http::Response<ResponseBody>>;
}

/// A body of these bytes.
pub fn whole(bytes: impl Into<Bytes>) -> RequestBody {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed()
}

/// No body.
pub fn empty() -> RequestBody {
    Empty::new().map_err(|never| match never {}).boxed()
}
