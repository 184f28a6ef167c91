//! A stream into a sealed file. What was read is hashed while more is read, and sealed and written while more is hashed: two cores are busy to
//! the end, and the slowest of the three is not slower than a disk.

use std::{
    io::{self, Read, Write},
    path::Path,
    sync::mpsc,
    thread,
};

use banthao_document::BlobId;
use rand::{TryRngCore, rngs::OsRng};
use ring::digest;

use super::{
    Kept,
    disk::{Disk, Sink},
    sealed::{CHUNK, Seal, TAG},
};
use crate::{Error, Key, Result};

/// Chunks that are handed over at once: a mebibyte, which is worth waking a thread for.
const BATCH: usize = 16;
/// Batches that are on their way at most: so few that they stay in the processor's cache from one to the next of the three.
const BATCHES: usize = 3;

/// A name that nothing has.
pub(super) fn random_name() -> Result<String> {
    random().map(|bytes: [u8; 16]| hex::encode(bytes))
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| Error::Failing("no random bytes".to_owned()))?;
    Ok(bytes)
}

/// Writes everything that `source` gives into a new file and flushes it. What is returned beside the medium's name holds the file, so that
/// nobody takes it for one that was left behind.
pub(super) fn write(
    disk: &dyn Disk,
    path: &Path,
    key: &Key,
    source: &mut dyn Read,
    progress: &mut dyn FnMut(u64),
) -> Result<(Kept, Box<dyn Sink>)> {
    let mut file = SealedFile::create(disk.create(path)?, Seal::new(key, &random()?)?)?;
    let mut hasher = digest::Context::new(&digest::SHA256);
    let mut bytes = 0;
    let mut take = |batch: &mut Batch| -> Result<()> {
        batch.fill(source).map_err(|error| Error::Source(error.kind()))?;
        bytes += batch.bytes as u64;
        progress(bytes);
        Ok(())
    };
    let mut first = Batch::new();
    take(&mut first)?;
    if first.is_last() {
        first.hash(&mut hasher);
        file.append(&mut first)?;
    } else {
        side_by_side(&mut file, &mut hasher, first, &mut take)?;
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(hasher.finish().as_ref());
    let blob = BlobId(digest);
    Ok((Kept { blob, bytes }, file.finish(bytes, blob)?))
}

fn side_by_side(
    file: &mut SealedFile,
    hasher: &mut digest::Context,
    first: Batch,
    take: &mut dyn FnMut(&mut Batch) -> Result<()>,
) -> Result<()> {
    let (full, read) = mpsc::sync_channel::<Batch>(BATCHES);
    let (hashed, waiting) = mpsc::sync_channel::<Batch>(BATCHES);
    let (give_back, empty) = mpsc::channel::<Batch>();
    thread::scope(|scope| {
        scope.spawn(move || {
            for batch in read {
                batch.hash(hasher);
                if hashed.send(batch).is_err() {
                    // A writer that has ended says why when it is joined.
                    return;
                }
            }
        });
        let writer = scope.spawn(move || -> Result<()> {
            for mut batch in waiting {
                file.append(&mut batch)?;
                // Nobody needs it any more once the source has ended.
                let _ = give_back.send(batch);
            }
            Ok(())
        });
        let read = feed(full, &empty, first, take);
        let written = writer.join().unwrap_or_else(|_| Err(Error::Defect("writing a medium stopped".to_owned())));
        read.and(written)
    })
}

/// Hands batch after batch over, up to the last.
fn feed(
    full: mpsc::SyncSender<Batch>,
    empty: &mpsc::Receiver<Batch>,
    mut batch: Batch,
    take: &mut dyn FnMut(&mut Batch) -> Result<()>,
) -> Result<()> {
    let mut made = 1;
    loop {
        let last = batch.is_last();
        if full.send(batch).is_err() || last {
            return Ok(());
        }
        batch = if made < BATCHES {
            made += 1;
            Batch::new()
        } else {
            match empty.recv() {
                Ok(batch) => batch,
                Err(_) => return Ok(()),
            }
        };
        take(&mut batch)?;
    }
}

/// Chunks with room for their tags between them, so that they are sealed where they lie and written at once.
struct Batch {
    room: Vec<u8>,
    bytes: usize,
}

impl Batch {
    fn new() -> Self {
        Self { room: vec![0; BATCH * (CHUNK + TAG)], bytes: 0 }
    }

    /// Fills the batch; one that is not full is the last.
    fn fill(&mut self, source: &mut dyn Read) -> io::Result<()> {
        self.bytes = 0;
        for piece in self.room.chunks_exact_mut(CHUNK + TAG) {
            let read = fill(source, &mut piece[..CHUNK])?;
            self.bytes += read;
            if read < CHUNK {
                break;
            }
        }
        Ok(())
    }

    fn hash(&self, hasher: &mut digest::Context) {
        self.texts().for_each(|text| hasher.update(text));
    }

    fn is_last(&self) -> bool {
        self.bytes < BATCH * CHUNK
    }

    fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let pieces = self.room.chunks_exact(CHUNK + TAG).zip((0..self.bytes).step_by(CHUNK));
        pieces.map(|(piece, begins)| &piece[..CHUNK.min(self.bytes - begins)])
    }
}

fn fill(source: &mut dyn Read, mut buffer: &mut [u8]) -> io::Result<usize> {
    let room = buffer.len();
    while !buffer.is_empty() {
        match source.read(buffer) {
            Ok(0) => break,
            Ok(read) => buffer = &mut buffer[read..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(room - buffer.len())
}

struct SealedFile {
    sink: Box<dyn Sink>,
    seal: Seal,
    chunks: u64,
}

impl SealedFile {
    fn create(mut sink: Box<dyn Sink>, seal: Seal) -> Result<Self> {
        sink.write_all(seal.head())?;
        Ok(Self { sink, seal, chunks: 0 })
    }

    fn append(&mut self, batch: &mut Batch) -> Result<()> {
        let mut length = 0;
        for begins in (0..batch.bytes).step_by(CHUNK) {
            let text = CHUNK.min(batch.bytes - begins);
            self.seal.seal(self.chunks, &mut batch.room[length..length + text + TAG])?;
            self.chunks += 1;
            length += text + TAG;
        }
        Ok(self.sink.write_all(&batch.room[..length])?)
    }

    fn finish(mut self, bytes: u64, blob: BlobId) -> Result<Box<dyn Sink>> {
        self.sink.write_all(&self.seal.foot(bytes, blob)?)?;
        self.sink.sync()?;
        Ok(self.sink)
    }
}
