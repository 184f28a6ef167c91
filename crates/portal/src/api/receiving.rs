//! The bytes of an upload, from the line to the disk.
//!
//! Bytes are written by a thread of their own, beside the line and not after it, and flushed before anyone is told of them; also when the
//! connection breaks, so that what has come need not come again. The thread holds the upload's turn: who comes next waits for the flush.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use banthao_document::BlobId;
use banthao_portal_api::wire::ProblemType;
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedMutexGuard, mpsc};

use super::{Refusal, media_type};
use crate::{
    Portal,
    storage::{
        self, Part,
        blobs::BlobRow,
        uploads::{UploadId, UploadRow},
    },
    turns::{Running, Wanted},
};

/// Pieces between the line and the disk.
const AHEAD: usize = 8;

/// A line that is silent for so long has ended, whatever it says.
const SILENCE: Duration = Duration::from_secs(60);

/// Bytes read at once to compute a digest.
const PIECE: usize = 1 << 20;

/// How far an upload is.
pub struct Answered {
    /// Bytes that are durable.
    pub offset: u64,
    /// Whether it has become a medium.
    pub is_complete: bool,
}

/// How a body ended.
enum Ended {
    Whole,
    Broken,
    Superseded,
    TooLong,
}

/// A part whose turn this is.
struct Open {
    part: Box<dyn Part>,
    running: OwnedMutexGuard<Running>,
    offset: u64,
}

/// Where an upload ends, durably. Ends whoever is adding to it.
pub async fn offset(portal: &Portal, row: &UploadRow) -> Result<u64, Refusal> {
    let (open, _) = open(portal, row).await?;
    Ok(open.offset)
}

/// Adds a body to an upload at `at`, and makes it a medium when the body `is_complete` it.
pub async fn append(portal: &Portal, row: &UploadRow, at: u64, is_complete: bool, body: Body) -> Result<Answered, Refusal> {
    let (open, wanted) = open(portal, row).await?;
    if open.offset != at {
        return Err(Refusal::elsewhere(open.offset, at));
    }
    let (give, pieces) = mpsc::channel(AHEAD);
    let written = tokio::task::spawn_blocking(move || write(open, pieces));
    let ended = receive(body, give, row.bytes - at, wanted).await;
    let open = written.await.map_err(|_| storage::Error::Abandoned)??;
    let told = Answered { offset: open.offset, is_complete: false };
    match ended {
        Ended::Whole if !is_complete => Ok(told),
        Ended::Whole if open.offset == row.bytes => complete(portal, row, open).await,
        Ended::Whole => Err(Refusal::new(ProblemType::UploadLength, "the last bytes are missing")),
        Ended::TooLong => Err(Refusal::new(ProblemType::UploadLength, "more bytes than the upload began with")),
        Ended::Superseded => Err(Refusal::new(ProblemType::UploadSuperseded, "a later request continues this upload")),
        Ended::Broken => Err(Refusal::new(ProblemType::BadRequest, "the body did not arrive whole; what did is kept")),
    }
}

/// Forgets an upload and its bytes.
pub async fn cancel(portal: &Portal, row: &UploadRow) -> Result<(), Refusal> {
    // Whoever is adding to it stops first.
    let (open, _) = open(portal, row).await?;
    let id = row.id;
    portal.storage().write(move |books| books.remove_upload(id)).await?;
    drop(open);
    discard(portal, vec![id]).await
}

/// Removes the bytes of uploads that are over.
pub async fn discard(portal: &Portal, uploads: Vec<UploadId>) -> Result<(), Refusal> {
    if uploads.is_empty() {
        return Ok(());
    }
    let (shelf, turns) = (portal.storage().shelf().clone(), portal.clone());
    let work = tokio::task::spawn_blocking(move || {
        for upload in uploads {
            turns.0.turns.forget(upload);
            shelf.discard(upload)?;
        }
        Ok::<_, storage::Error>(())
    });
    Ok(work.await.map_err(|_| storage::Error::Abandoned)??)
}

async fn open(portal: &Portal, row: &UploadRow) -> Result<(Open, Wanted), Refusal> {
    let held = portal.0.turns.take(row.id).await;
    // It may have come to its end while this request waited for its turn.
    let (id, now_ms) = (row.id, portal.now_ms());
    if portal.storage().read(move |books| books.upload(id, now_ms)).await?.is_none() {
        return Err(Refusal::new(ProblemType::NotFound, "no such upload, or it is over: begin it anew"));
    }
    let (shelf, running) = (portal.storage().shelf().clone(), held.running);
    let opened = tokio::task::spawn_blocking(move || {
        let mut part = shelf.part(id)?;
        // What a process before this one wrote may not have reached the disk.
        part.flush()?;
        let offset = part.bytes()?;
        Ok::<_, storage::Error>(Open { part, running, offset })
    });
    Ok((opened.await.map_err(|_| storage::Error::Abandoned)??, held.wanted))
}

/// Passes a body on, at most `room` bytes of it.
async fn receive(mut body: Body, give: mpsc::Sender<Bytes>, room: u64, mut wanted: Wanted) -> Ended {
    use std::{future::poll_fn, pin::Pin};
    let mut left = room;
    loop {
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let frame = tokio::select! {
            biased;
            () = wanted.by_another() => return Ended::Superseded,
            frame = tokio::time::timeout(SILENCE, frame) => frame,
        };
        let bytes = match frame {
            Ok(None) => return Ended::Whole,
            Ok(Some(Ok(frame))) => match frame.into_data() {
                Ok(bytes) => bytes,
                Err(_) => continue,
            },
            Ok(Some(Err(_))) | Err(_) => return Ended::Broken,
        };
        let fits = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        left -= fits as u64;
        let is_too_long = fits < bytes.len();
        // A writer that is gone says why when it is joined.
        if give.send(bytes.slice(..fits)).await.is_err() || is_too_long {
            return Ended::TooLong;
        }
    }
}

/// Writes pieces until there are no more, and flushes them whatever ended them. The digest is computed beside the writing: it takes about as long.
fn write(mut open: Open, mut pieces: mpsc::Receiver<Bytes>) -> storage::Result<Open> {
    let Open { part, running, offset } = &mut open;
    let running: &mut Running = running;
    let flushed = std::thread::scope(|scope| {
        let (give, digested) = std::sync::mpsc::sync_channel::<(u64, Bytes)>(AHEAD);
        scope.spawn(move || {
            for (at, piece) in digested {
                running.add(at, &piece);
            }
        });
        while let Some(piece) = pieces.blocking_recv() {
            // Should the other thread be gone, the digest is computed from the file at the end.
            let _ = give.send((*offset, piece.clone()));
            part.append(&piece)?;
            *offset += piece.len() as u64;
        }
        part.flush()
    });
    flushed?;
    Ok(open)
}

/// Makes an upload that has all its bytes a medium, provided that they are what was announced.
async fn complete(portal: &Portal, row: &UploadRow, open: Open) -> Result<Answered, Refusal> {
    let (portal, row, offset) = (portal.clone(), row.clone(), open.offset);
    let work = tokio::task::spawn_blocking(move || {
        let Open { mut part, running, offset } = open;
        let digest = match running.digest(offset) {
            Some(digest) => digest,
            None => digest_of(part.as_mut())?,
        };
        let mut head = vec![0; banthao_imaging::HEAD];
        let read = part.read_at(0, &mut head)?;
        let judged = if BlobId(digest) == row.blob {
            media_type::confirmed(&head[..read], &row.media_type)
        } else {
            Err(Refusal::new(ProblemType::DigestMismatch, "the bytes are not those of Repr-Digest"))
        };
        drop(part);
        let storage = portal.storage();
        if let Err(refusal) = judged {
            storage.write_now(|books| books.remove_upload(row.id))?;
            storage.shelf().discard(row.id)?;
            portal.0.turns.forget(row.id);
            return Err(refusal);
        }
        storage.shelf().finish(row.id, row.blob)?;
        let medium = BlobRow { media_type: row.media_type, bytes: offset, rendered: false };
        storage.write_now(|books| {
            books.remove_upload(row.id)?;
            books.keep_blob(row.blob, &medium, row.account, portal.now_ms())
        })?;
        portal.0.turns.forget(row.id);
        portal.announce();
        drop(running);
        Ok(())
    });
    work.await.map_err(|_| storage::Error::Abandoned)??;
    Ok(Answered { offset, is_complete: true })
}

/// The digest of a part that did not pass through this process from its beginning.
fn digest_of(part: &mut dyn Part) -> storage::Result<[u8; 32]> {
    let (mut digest, mut at, mut room) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let read = part.read_at(at, &mut room)?;
        if read == 0 {
            return Ok(digest.finalize().into());
        }
        digest.update(&room[..read]);
        at += read as u64;
    }
}
