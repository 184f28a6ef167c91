//! What lies beside the database for the day on which it cannot be read.
//!
//! SQLite takes a write-ahead log that is missing or is no log for an empty one and goes on without a word; what was in it is then gone
//! without anybody having been told. So a mark says that there must be a log, and a log that does not begin like one is not opened over. And
//! the first page, without which none of the others can be found, has a copy.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use crate::{Error, Result};

/// Bytes of a page; SQLCipher's own default.
const PAGE: usize = 4096;
/// How a log begins (sqlite.org/fileformat2.html, section 4.1): its checksums are big-endian or little-endian.
const MAGIC: [[u8; 4]; 2] = [[0x37, 0x7f, 0x06, 0x83], [0x37, 0x7f, 0x06, 0x82]];

/// How the log of a database is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    /// As it should be: a log, or none because the last end was clean.
    Sound,
    /// It should be there and is not.
    Missing,
    /// A file lies in its place that is no log.
    Foreign,
}

/// Looks at the log of a database without opening either.
pub(crate) fn inspect(file: &Path) -> Result<Log> {
    let mut start = [0; 4];
    match File::open(beside(file, "-wal")) {
        Ok(mut log) => {
            let mut found = 0;
            while found < start.len() {
                match log.read(&mut start[found..])? {
                    0 => break,
                    bytes => found += bytes,
                }
            }
            // Shorter than four bytes or all zeros: a log that was made and never written.
            let is_log = found < start.len() || start == [0; 4] || MAGIC.contains(&start);
            Ok(if is_log { Log::Sound } else { Log::Foreign })
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let lost = beside(file, "-used").exists() && file.exists();
            Ok(if lost { Log::Missing } else { Log::Sound })
        }
        Err(error) => Err(error.into()),
    }
}

/// Stops before SQLite would make a new log over what may have been in the old one.
pub(crate) fn refuse_lost(file: &Path) -> Result<()> {
    match inspect(file)? {
        Log::Sound => Ok(()),
        Log::Missing | Log::Foreign => Err(Error::Unreadable),
    }
}

/// Keeps the first page aside when it changed. It holds what the key is mixed with, where the tables begin and how long the file is; the copy is
/// as encrypted as it is. It is not flushed: one that was torn is not authentic, and does no more harm than one that is not there.
fn keep_first_page(file: &Path) -> Result<()> {
    let page = read_first_page(file)?;
    let copy = beside(file, "-first");
    if page.len() < PAGE || fs::read(&copy).is_ok_and(|kept| kept == page) {
        return Ok(());
    }
    let part = beside(file, "-first.part");
    fs::write(&part, &page)?;
    Ok(fs::rename(part, copy)?)
}

/// The first page of a file that SQLite has open.
///
/// A POSIX process loses all its locks on a file when it closes any descriptor of it, whoever opened it (fcntl(2); sqlite.org/howtocorrupt.html,
/// section 2.2): SQLite would then take whichever connection closes next for the last one and delete the log under the others. So a descriptor
/// that was opened here stays open as long as the process lives, one for each file.
#[cfg(unix)]
fn read_first_page(file: &Path) -> Result<Vec<u8>> {
    use std::{
        collections::HashMap,
        os::unix::fs::{FileExt, MetadataExt},
        sync::{LazyLock, Mutex, PoisonError},
    };
    static HELD: LazyLock<Mutex<HashMap<(u64, u64), File>>> = LazyLock::new(Mutex::default);

    let at = fs::metadata(file)?;
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let descriptor = match held.entry((at.dev(), at.ino())) {
        std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
        std::collections::hash_map::Entry::Vacant(new) => new.insert(File::open(file)?),
    };
    let mut page = vec![0; PAGE];
    let mut filled = 0;
    while filled < PAGE {
        match descriptor.read_at(&mut page[filled..], filled as u64)? {
            0 => break,
            bytes => filled += bytes,
        }
    }
    page.truncate(filled);
    Ok(page)
}

#[cfg(not(unix))]
fn read_first_page(file: &Path) -> Result<Vec<u8>> {
    let mut page = Vec::with_capacity(PAGE);
    File::open(file)?.take(PAGE as u64).read_to_end(&mut page)?;
    Ok(page)
}

/// The first page as it was when the database could last be opened.
pub(crate) fn first_page(file: &Path) -> Option<Vec<u8>> {
    fs::read(beside(file, "-first")).ok().filter(|page| page.len() == PAGE)
}

/// The file that SQLite or this module puts beside a database.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Keeps what lies beside an open database up to date.
pub(crate) struct Watch {
    file: PathBuf,
    mark: PathBuf,
    is_marked: AtomicBool,
    /// Bytes of the file when its first page was last looked at.
    length: AtomicU64,
}

impl Watch {
    pub fn of(file: &Path) -> Self {
        let watch =
            Self { file: file.to_owned(), mark: beside(file, "-used"), is_marked: AtomicBool::new(false), length: AtomicU64::new(0) };
        watch.follows();
        watch
    }

    /// Something was committed: from now on the log is on the disk. Said after the commit and not before, or a power cut between the two would
    /// have a log missed that never was. What cannot be written here takes nothing from the commit.
    pub fn is_used(&self) {
        if !self.is_marked.swap(true, Ordering::Relaxed) {
            let _ = File::create(&self.mark);
        }
        self.follows();
    }

    /// The log is about to go in an orderly way.
    pub fn ends(&self) {
        let _ = fs::remove_file(&self.mark);
    }

    /// The file grows when the log is written back, a few times an hour; then its first page says another length.
    pub fn follows(&self) {
        let length = fs::metadata(&self.file).map_or(0, |meta| meta.len());
        if self.length.swap(length, Ordering::Relaxed) != length
            && let Err(error) = keep_first_page(&self.file)
        {
            tracing::debug!(%error, "the first page has no copy");
        }
    }
}
