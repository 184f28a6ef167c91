//! A download on its way into the vault: the network writes on one side, the vault's own thread reads on the other, and no more than a few pieces
//! are in memory at a time.

use std::io::{self, Read};

use async_trait::async_trait;
use banthao_portal_api::Sink;
use bytes::{Buf, Bytes};
use tokio::sync::mpsc;

/// Pieces that wait to be sealed.
const PIECES: usize = 8;

/// The side that is written to.
pub(super) struct Inlet(mpsc::Sender<Option<Bytes>>);

/// The side that is read from.
pub(super) struct Outlet {
    pieces: mpsc::Receiver<Option<Bytes>>,
    piece: Bytes,
    is_over: bool,
}

/// Both sides.
pub(super) fn pipe() -> (Inlet, Outlet) {
    let (sender, pieces) = mpsc::channel(PIECES);
    (Inlet(sender), Outlet { pieces, piece: Bytes::new(), is_over: false })
}

impl Inlet {
    /// Everything came, and it is what it should be. Without this the other side ends with an error and keeps nothing.
    pub async fn ends(self) {
        // A reader that has gone has said why itself.
        let _ = self.0.send(None).await;
    }
}

#[async_trait]
impl Sink for Inlet {
    async fn write(&mut self, bytes: Bytes) -> io::Result<()> {
        self.0.send(Some(bytes)).await.map_err(|_| io::Error::other("nobody takes the bytes any more"))
    }
}

impl Read for Outlet {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.is_over {
            match self.pieces.blocking_recv() {
                Some(Some(piece)) => self.piece = piece,
                Some(None) => self.is_over = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let read = self.piece.len().min(buffer.len());
        self.piece.copy_to_slice(&mut buffer[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_written_is_read_and_its_end_is_the_end() {
        let (mut inlet, mut outlet) = pipe();
        let reading = tokio::task::spawn_blocking(move || {
            let mut read = Vec::new();
            outlet.read_to_end(&mut read).map(|_| read)
        });
        for piece in [&b"mot"[..], b"", b"hai"] {
            inlet.write(Bytes::from_static(piece)).await.unwrap();
        }
        inlet.ends().await;
        assert_eq!(reading.await.unwrap().unwrap(), b"mothai");
    }

    #[tokio::test]
    async fn a_download_that_breaks_off_is_no_shorter_file() {
        let (mut inlet, mut outlet) = pipe();
        let reading = tokio::task::spawn_blocking(move || outlet.read_to_end(&mut Vec::new()));
        inlet.write(Bytes::from_static(b"nua")).await.unwrap();
        drop(inlet);
        assert_eq!(reading.await.unwrap().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
