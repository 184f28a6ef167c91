//! What the vault asks of a file system, so that a test can put one in its place that fails, loses power and lies.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    time::UNIX_EPOCH,
};

/// A file system. Nothing is durable until it was synced: a file's bytes by [`Sink::sync`], its name by [`Disk::sync_folder`].
pub(crate) trait Disk: Send + Sync {
    /// Makes a folder in one that is there; a folder that is there already is no error.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// A new file, held by whoever writes it until the sink is dropped or the process ends, however it ends.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>>;
    /// A file to read.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Source>>;
    /// Gives a file another name, in place of one that had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder that holds nothing.
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()>;
    /// Whether somebody is writing the file.
    fn is_held(&self, path: &Path) -> bool;
    /// What is in a folder.
    fn list(&self, path: &Path) -> io::Result<Vec<Entry>>;
}

/// A file being written.
pub(crate) trait Sink: Write + Send {
    /// Makes what was written durable. After an error nothing of the file is to be trusted, whatever a second call says: the kernel reports
    /// a lost page once and then forgets it.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file being read.
pub(crate) trait Source: Send + Sync {
    /// Its length.
    fn bytes(&self) -> io::Result<u64>;
    /// Fills `buffer` from `offset` on.
    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()>;
}

/// A name in a folder.
pub(crate) struct Entry {
    /// Its last part; a name that is not UTF-8 is none of ours and not listed.
    pub name: String,
    /// UTC milliseconds.
    pub written_ms: i64,
}

/// The machine's own.
pub(crate) struct FileSystem;

impl Disk for FileSystem {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let file = File::options().write(true).create_new(true).open(path)?;
        // The operating system lets go of the lock with the process. Where a file system knows no locks, nothing is held and the sweep of
        // another process may take an unfinished file away; its writer is then told.
        let _ = file.try_lock();
        Ok(Box::new(Flowing { file, written: 0, sent: 0 }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Source>> {
        Ok(Box::new(File::open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    /// NTFS writes names to its journal before the call returns, and folders cannot be flushed.
    #[cfg(not(unix))]
    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn is_held(&self, path: &Path) -> bool {
        File::open(path).is_ok_and(|file| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let written = entry.metadata()?.modified()?.duration_since(UNIX_EPOCH);
            entries.push(Entry { name, written_ms: written.map_or(0, |since| since.as_millis() as i64) });
        }
        Ok(entries)
    }
}

/// A file whose bytes go to the disk while more are being made, so that little is left to wait for at the end.
struct Flowing {
    file: File,
    written: u64,
    sent: u64,
}

/// Bytes that are sent on their way at once.
const FLOW: u64 = 8 * 1024 * 1024;

impl Write for Flowing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written += written as u64;
        if self.written - self.sent >= FLOW {
            send_on(&self.file, self.sent, self.written - self.sent);
            self.sent = self.written;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for Flowing {
    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// Says that these bytes are not read again soon. Linux then begins to write them, without waiting and without promising anything.
#[cfg(target_os = "linux")]
fn send_on(file: &File, offset: u64, bytes: u64) {
    // A hint that is not taken costs time and nothing else.
    let _ = rustix::fs::fadvise(file, offset, std::num::NonZeroU64::new(bytes), rustix::fs::Advice::DontNeed);
}

#[cfg(not(target_os = "linux"))]
fn send_on(_file: &File, _offset: u64, _bytes: u64) {}

impl Source for File {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(self, buffer, offset)
    }

    #[cfg(windows)]
    fn read_exact_at(&self, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
        while !buffer.is_empty() {
            match std::os::windows::fs::FileExt::seek_read(self, buffer, offset)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => {
                    buffer = &mut buffer[read..];
                    offset += read as u64;
                }
            }
        }
        Ok(())
    }
}
