//! A medium as the body of an answer, read from the shelf as the line takes it.

use std::{io, ops::Range};

use axum::body::{Body, Bytes};
use banthao_document::BlobId;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::storage::{Error, Result, Storage};

/// Bytes read at once.
const PIECE: usize = 256 << 10;

/// Pieces read ahead of the line.
const AHEAD: usize = 2;

/// These bytes of a medium that has a row.
pub async fn body(storage: &Storage, blob: BlobId, range: Range<u64>) -> Result<Body> {
    let shelf = storage.shelf().clone();
    let mut reading = tokio::task::spawn_blocking(move || shelf.open(blob)).await.map_err(|_| Error::Abandoned)??;
    let (give, pieces) = mpsc::channel::<io::Result<Bytes>>(AHEAD);
    // Ends by itself when nobody takes the pieces any more.
    tokio::task::spawn_blocking(move || {
        let (mut at, mut room) = (range.start, vec![0; PIECE]);
        while at < range.end {
            let wanted = usize::try_from(range.end - at).unwrap_or(PIECE).min(PIECE);
            let piece = match reading.read_at(at, &mut room[..wanted]) {
                Ok(0) => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                Ok(read) => Ok(Bytes::copy_from_slice(&room[..read])),
                Err(error) => Err(error),
            };
            at += piece.as_ref().map_or(0, |piece| piece.len() as u64);
            let ended = piece.is_err();
            if give.blocking_send(piece).is_err() || ended {
                return;
            }
        }
    });
    Ok(Body::from_stream(ReceiverStream::new(pieces)))
}
