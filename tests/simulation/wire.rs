//! What travels between a device and the portal. A device's request stops here until the world says what becomes of it.

use async_trait::async_trait;
use banthao_portal_api::{
    Error, Result,
    transport::{BodyError, Line, RequestBody, ResponseBody, Transport},
};
use bytes::Bytes;
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use tokio::sync::{mpsc, oneshot};

/// A request, whole.
#[derive(Clone)]
pub struct Message {
    pub parts: http::request::Parts,
    pub body: Bytes,
}

impl Message {
    /// The request; its body breaks off after so many bytes, if it is to.
    pub fn request(&self, cut: Option<usize>) -> http::Request<RequestBody> {
        let body: RequestBody = match cut {
            None => Full::new(self.body.clone()).map_err(|never| match never {}).boxed(),
            Some(after) => broken(self.body.slice(..after.min(self.body.len()))).boxed(),
        };
        http::Request::from_parts(self.parts.clone(), body)
    }

    /// Where to, without what it asks there.
    pub fn path(&self) -> &str {
        self.parts.uri.path()
    }
}

/// The portal's answer, whole.
#[derive(Clone)]
pub struct Answer {
    pub parts: http::response::Parts,
    pub body: Bytes,
}

impl Answer {
    fn response(self, cut: Option<usize>) -> http::Response<ResponseBody> {
        let body: ResponseBody = match cut {
            None => Full::new(self.body).map_err(|never| match never {}).boxed_unsync(),
            Some(after) => broken(self.body.slice(..after.min(self.body.len()))).boxed_unsync(),
        };
        http::Response::from_parts(self.parts, body)
    }

    /// The body without its content encoding.
    pub fn plain(&self) -> Vec<u8> {
        plain(&self.parts.headers, &self.body)
    }
}

/// The bytes behind a content encoding.
pub fn plain(headers: &http::HeaderMap, body: &[u8]) -> Vec<u8> {
    match headers.get(http::header::CONTENT_ENCODING).map(http::HeaderValue::as_bytes) {
        Some(b"zstd") => zstd::decode_all(body).expect("what our own programs packed"),
        _ => body.to_vec(),
    }
}

fn broken(bytes: Bytes) -> impl http_body::Body<Data = Bytes, Error = BodyError> + Send + Sync + 'static {
    let pieces = [Ok(Frame::data(bytes)), Err(BodyError::from("the line broke"))];
    StreamBody::new(tokio_stream::iter(pieces))
}

/// What a device hears.
pub enum Heard {
    /// An answer, or the beginning of one.
    Answer(Answer, Option<usize>),
    /// That it failed.
    Failure(Error),
}

/// Something that the world has to see to.
pub enum Event {
    /// A device asks.
    Asked(Box<Asked>),
    /// A device's turn is over, however.
    Ended { desk: usize },
}

/// A request on its way.
pub struct Asked {
    pub desk: usize,
    pub message: Message,
    /// Never used, it is a silence that lasts until the device gives up.
    pub reply: oneshot::Sender<Heard>,
}

/// A device's way to the portal.
pub struct Wire {
    pub desk: usize,
    pub world: mpsc::UnboundedSender<Event>,
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, _line: Line, request: http::Request<RequestBody>) -> Result<http::Response<ResponseBody>> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.map_err(|_| Error::InDoubt)?.to_bytes();
        let (reply, heard) = oneshot::channel();
        let asked = Asked { desk: self.desk, message: Message { parts, body }, reply };
        self.world.send(Event::Asked(Box::new(asked))).map_err(|_| Error::Unreachable)?;
        match heard.await {
            Ok(Heard::Answer(answer, cut)) => Ok(answer.response(cut)),
            Ok(Heard::Failure(error)) => Err(error),
            Err(_) => std::future::pending().await,
        }
    }
}
