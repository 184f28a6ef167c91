//! The [`Shelf`] of the embedded portal: files in a folder, each named by its digest.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    thread::JoinHandle,
    time::{Duration, UNIX_EPOCH},
};

use banthao_document::BlobId;

use super::{
    shelf::{Part, Reading, Shelf},
    uploads::UploadId,
};

/// An attempt to write a rendition that was cut off is swept after this.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Bytes after which the disk is asked to begin: what has been written while the rest still comes need not be waited for at the end.
const BEGIN_AFTER: u64 = 16 << 20;

/// Media in a folder of this machine.
pub struct Folder(PathBuf);

impl Folder {
    /// The shelf in `folder`, made if it is not there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        for part in ["blobs", "renditions", "incoming", "uploads"] {
            fs::create_dir_all(folder.join(part))?;
        }
        Ok(Self(folder.to_owned()))
    }

    fn part_path(&self, upload: UploadId) -> PathBuf {
        self.0.join("uploads").join(upload.to_string())
    }

    fn blob_path(&self, id: BlobId) -> PathBuf {
        let name = id.to_string();
        self.0.join("blobs").join(&name[..2]).join(name)
    }

    fn rendition_path(&self, id: BlobId, step: u32) -> PathBuf {
        let name = id.to_string();
        self.0.join("renditions").join(&name[..2]).join(format!("{name}-{step}"))
    }
}

impl Shelf for Folder {
    fn part(&self, upload: UploadId) -> io::Result<Box<dyn Part>> {
        let file = OpenOptions::new().read(true).append(true).create(true).open(self.part_path(upload))?;
        Ok(Box::new(PartFile { file, since_begun: 0, flushing: None }))
    }

    fn finish(&self, upload: UploadId, id: BlobId) -> io::Result<()> {
        place(&self.part_path(upload), &self.blob_path(id))
    }

    fn discard(&self, upload: UploadId) -> io::Result<()> {
        match fs::remove_file(self.part_path(upload)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn sweep(&self, now_ms: i64) -> io::Result<()> {
        for entry in fs::read_dir(self.0.join("incoming"))? {
            let entry = entry?;
            let written = entry.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            if written + DAY < Duration::from_millis(now_ms.unsigned_abs()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn open(&self, id: BlobId) -> io::Result<Box<dyn Reading>> {
        Ok(Box::new(BlobFile(File::open(self.blob_path(id))?)))
    }

    fn keep_rendition(&self, id: BlobId, step: u32, bytes: &[u8]) -> io::Result<()> {
        let incoming = self.0.join("incoming").join(hex::encode(rand::random::<[u8; 16]>()));
        let written = write_flushed(&incoming, bytes).and_then(|()| place(&incoming, &self.rendition_path(id, step)));
        if written.is_err() {
            // The disk may be full; what is left of the attempt must not stay on it. That it cannot be removed either changes nothing.
            let _ = fs::remove_file(&incoming);
        }
        written
    }

    fn rendition(&self, id: BlobId, step: u32) -> io::Result<Vec<u8>> {
        fs::read(self.rendition_path(id, step))
    }
}

struct BlobFile(File);

impl Reading for BlobFile {
    fn read_at(&mut self, offset: u64, room: &mut [u8]) -> io::Result<usize> {
        self.0.seek(SeekFrom::Start(offset))?;
        self.0.read(room)
    }
}

struct PartFile {
    file: File,
    since_begun: u64,
    flushing: Option<JoinHandle<io::Result<()>>>,
}

impl Part for PartFile {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.since_begun += bytes.len() as u64;
        if self.since_begun >= BEGIN_AFTER && self.flushing.as_ref().is_none_or(JoinHandle::is_finished) {
            self.joined()?;
            let file = self.file.try_clone()?;
            self.flushing = Some(std::thread::spawn(move || file.sync_data()));
            self.since_begun = 0;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.joined()?;
        self.file.sync_all()
    }

    fn read_at(&mut self, offset: u64, room: &mut [u8]) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(offset))?;
        self.file.read(room)
    }
}

impl PartFile {
    /// Waits for a flush under way. One that failed may not fail again although the bytes are lost, so that its word counts.
    fn joined(&mut self) -> io::Result<()> {
        match self.flushing.take() {
            Some(flushing) => flushing.join().map_err(|_| io::Error::other("the flush was abandoned"))?,
            None => Ok(()),
        }
    }
}

fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives flushed bytes their name. A reader finds all of them under it or no such file.
fn place(from: &Path, to: &Path) -> io::Result<()> {
    let Some(folder) = to.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    fs::rename(from, to)?;
    sync_folder(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows writes a rename to its journal and does not let a folder be opened as a file.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
