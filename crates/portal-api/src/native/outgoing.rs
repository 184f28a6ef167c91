//! A request's body, read from a [`Source`] as the line takes it.
//!
//! A body must be able to outlive the call that sends it, and a source may not: so the two are joined by a narrow channel, and whoever sends
//! the body drives the pump beside it. What is in memory at any time is what the channel and the socket hold.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::sync::mpsc;

use crate::{
    Error, Source, Watcher,
    transport::{BodyError, RequestBody},
};

/// Bytes read at once.
const PIECE: usize = 256 << 10;

/// Pieces read ahead of the line.
const AHEAD: usize = 4;

/// A body of known length whose pieces come through a channel.
struct Outgoing {
    pieces: mpsc::Receiver<Bytes>,
    left: u64,
}

/// A body of the `length` bytes from `offset` on, and the pump that fills it. The pump ends only when the source fails, the source is too
/// short, or the line takes nothing for as long as `patience`; it has to be polled for as long as the request is under way.
pub(super) fn from_source<'a>(
    source: &'a dyn Source,
    offset: u64,
    length: u64,
    patience: Duration,
    watcher: &'a dyn Watcher,
) -> (RequestBody, impl Future<Output = Error> + Send + 'a) {
    let (give, pieces) = mpsc::channel(AHEAD);
    let pump = async move {
        match fill(give, source, offset, length, patience, watcher).await {
            Ok(()) => std::future::pending().await,
            Err(error) => error,
        }
    };
    (Outgoing { pieces, left: length }.boxed(), pump)
}

async fn fill(
    give: mpsc::Sender<Bytes>,
    source: &dyn Source,
    offset: u64,
    length: u64,
    patience: Duration,
    watcher: &dyn Watcher,
) -> Result<(), Error> {
    let end = offset + length;
    let mut at = offset;
    while at < end {
        let room = match tokio::time::timeout(patience, give.reserve()).await {
            Ok(Ok(room)) => room,
            // Nobody reads on: the answer is there already, and says why.
            Ok(Err(_)) => return Ok(()),
            Err(_) => return Err(Error::InDoubt),
        };
        let piece = source.read_at(at, usize::try_from(end - at).unwrap_or(PIECE).min(PIECE)).await?;
        if piece.is_empty() {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        at += piece.len() as u64;
        room.send(piece);
        watcher.sent(at);
    }
    Ok(())
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.pieces.poll_recv(context).map(|piece| match piece {
            Some(piece) if piece.len() as u64 <= self.left => {
                self.left -= piece.len() as u64;
                Some(Ok(Frame::data(piece)))
            }
            // The pump has stopped, or the source gave more than it was asked for: what is sent must not look whole.
            Some(_) | None => Some(Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
