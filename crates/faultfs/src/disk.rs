//! The running machine's view of its disk: files, who has them open, and what is to go wrong next.
//!
//! Everything that SQLite asks lands here, in safe code, and is answered from memory. What a power cut would leave is not decided here but
//! from the recording, afterwards: so one run of a scenario serves for every cut.

use std::{collections::BTreeMap, ffi::c_void, sync::Arc};

use crate::{
    Call, Failure, Fault, Image, Lasting, Lie, Op, Recording,
    locks::{self, Grant, Held, Level, Slots},
    recording::FileId,
    shm::Shared,
};

/// One opening of one file.
pub(crate) type HandleId = u32;

/// Why a call is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// `EIO`.
    Broken,
    /// `ENOSPC`.
    Full,
    /// There is no such file.
    Missing,
}

/// What a file is to SQLite, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Database,
    /// A rollback journal or a WAL: its name becomes durable with its first sync.
    Journal,
    /// Nobody looks for it after a crash.
    Scratch,
}

/// How a file is opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    pub kind: Kind,
    pub create: bool,
    pub exclusive: bool,
}

#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    shared: Shared,
}

struct Open {
    file: FileId,
    kind: Kind,
    held: Held,
    syncs_folder: bool,
    maps: bool,
}

/// See the module.
#[derive(Default)]
pub(crate) struct Disk {
    files: BTreeMap<FileId, File>,
    names: BTreeMap<String, FileId>,
    open: BTreeMap<HandleId, Open>,
    next: u32,
    recording: Option<Recording>,
    counts: BTreeMap<Call, u64>,
    fault: Option<Fault>,
    hits: u64,
    lie: Option<Lie>,
}

impl Disk {
    /// Starts a machine whose disk holds `image`, and nothing else.
    pub fn boot(&mut self, image: &Image) {
        assert!(self.open.is_empty(), "a machine is switched on while the programs of the one before still have files open");
        *self = Self { next: self.next, lie: self.lie, ..Self::default() };
        for (name, bytes) in &image.0 {
            let file = self.take_id();
            self.files.insert(file, File { bytes: bytes.to_vec(), shared: Shared::default() });
            self.names.insert(name.clone(), file);
        }
    }

    /// What a killed process leaves: everything that was written, synced or not.
    pub fn image(&self) -> Image {
        Image(self.names.iter().map(|(name, file)| (name.clone(), Arc::new(self.files[file].bytes.clone()))).collect())
    }

    pub fn record(&mut self) {
        let base_files = self.names.iter().map(|(name, file)| (*file, name.clone())).collect();
        self.recording = Some(Recording { base: self.image(), base_files, ops: Vec::new() });
    }

    pub fn take_recording(&mut self) -> Recording {
        self.recording.take().unwrap_or_default()
    }

    pub fn note(&mut self, mark: u32) {
        self.happens(Op::Note(mark));
    }

    /// From here on, calls are counted anew and this one fails.
    pub fn fails(&mut self, fault: Fault) {
        self.counts.clear();
        self.hits = 0;
        self.fault = Some(fault);
    }

    /// Nothing fails any more; how often something did.
    pub fn heals(&mut self) -> u64 {
        self.fault = None;
        self.hits
    }

    pub fn hits(&self) -> u64 {
        self.hits
    }

    pub fn lies(&mut self, lie: Option<Lie>) {
        self.lie = lie;
    }

    pub fn open(&mut self, name: Option<&str>, opening: Opening) -> Result<HandleId, Refusal> {
        self.tries(Call::Open)?;
        let known = name.and_then(|name| self.names.get(name).copied());
        let file = match known {
            Some(_) if opening.exclusive => return Err(Refusal::Broken),
            Some(file) => file,
            None if !opening.create => return Err(Refusal::Missing),
            None => {
                let file = self.take_id();
                self.files.insert(file, File::default());
                if let Some(name) = name {
                    self.names.insert(name.to_owned(), file);
                    if opening.kind != Kind::Scratch {
                        self.happens(Op::Create { file, name: name.to_owned() });
                    }
                }
                file
            }
        };
        let handle = self.take_id();
        let syncs_folder = opening.kind == Kind::Journal && opening.create;
        self.open.insert(handle, Open { file, kind: opening.kind, held: Held::default(), syncs_folder, maps: false });
        Ok(handle)
    }

    pub fn close(&mut self, handle: HandleId) {
        self.unmap(handle);
        let Some(open) = self.open.remove(&handle) else { return };
        let named = self.names.values().any(|file| *file == open.file);
        let used = self.open.values().any(|other| other.file == open.file);
        if open.kind == Kind::Scratch && !used {
            self.names.retain(|_, file| *file != open.file);
            self.files.remove(&open.file);
        } else if !named && !used {
            self.files.remove(&open.file);
        }
    }

    pub fn delete(&mut self, name: &str, durable: bool) -> Result<(), Refusal> {
        self.tries(Call::Delete)?;
        let file = self.names.remove(name).ok_or(Refusal::Missing)?;
        if !self.open.values().any(|open| open.file == file) {
            self.files.remove(&file);
        }
        self.happens(Op::Delete { name: name.to_owned(), durable });
        Ok(())
    }

    /// Whether a file is there; an empty one is not, as on unix.
    pub fn exists(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|file| !self.files[file].bytes.is_empty())
    }

    pub fn length(&self, handle: HandleId) -> usize {
        self.file(handle).map_or(0, |file| file.bytes.len())
    }

    /// Fills `bytes` from `at` on, as far as the file goes; returns how far that is.
    pub fn read(&mut self, handle: HandleId, at: usize, bytes: &mut [u8]) -> Result<usize, Refusal> {
        self.tries(Call::Read)?;
        let file = self.file(handle).ok_or(Refusal::Broken)?;
        let there = file.bytes.get(at..).unwrap_or_default();
        let length = there.len().min(bytes.len());
        bytes[..length].copy_from_slice(&there[..length]);
        Ok(length)
    }

    pub fn write(&mut self, handle: HandleId, at: usize, bytes: &[u8]) -> Result<(), Refusal> {
        match self.next_failure(Call::Write) {
            None => self.puts(handle, at, bytes),
            Some(Failure::Broken) => Err(Refusal::Broken),
            Some(Failure::Full) => Err(Refusal::Full),
            Some(Failure::Short) => {
                self.puts(handle, at, &bytes[..bytes.len() / 2])?;
                Err(Refusal::Full)
            }
        }
    }

    pub fn truncate(&mut self, handle: HandleId, length: usize) -> Result<(), Refusal> {
        self.tries(Call::Truncate)?;
        let (file, kind) = self.which(handle)?;
        self.files.entry(file).or_default().bytes.resize(length, 0);
        if kind != Kind::Scratch {
            self.happens(Op::Truncate { file, length });
        }
        Ok(())
    }

    pub fn sync(&mut self, handle: HandleId) -> Result<(), Refusal> {
        let (file, kind) = self.which(handle)?;
        if let Err(refusal) = self.tries(Call::Sync) {
            self.happens(Op::Forget { file });
            return Err(refusal);
        }
        let done = match self.lie {
            None => true,
            Some(Lie::AboutEverything) => false,
            Some(Lie::AboutDatabases) => kind != Kind::Database,
            Some(Lie::AboutJournals) => kind != Kind::Journal,
        };
        if kind != Kind::Scratch && done {
            let folder = self.open.get_mut(&handle).is_some_and(|open| std::mem::take(&mut open.syncs_folder));
            self.happens(Op::Sync { file, folder });
        }
        Ok(())
    }

    pub fn raise(&mut self, handle: HandleId, wanted: Level) -> Grant {
        self.with_locks(handle, |mine, others| locks::raise(mine, wanted, others))
    }

    pub fn lower(&mut self, handle: HandleId, wanted: Level) {
        self.with_locks(handle, |mine, _| {
            mine.level = mine.level.min(wanted);
            Grant::Granted
        });
    }

    /// Whether anyone prepares to write.
    pub fn reserved(&self, handle: HandleId) -> bool {
        let Some(open) = self.open.get(&handle) else { return false };
        self.open.values().any(|other| other.file == open.file && other.held.level >= Level::Reserved)
    }

    pub fn slots(&mut self, handle: HandleId, slots: u8, asked: Slots) -> Grant {
        self.with_locks(handle, |mine, others| locks::slots(mine, slots, asked, others))
    }

    pub fn map(&mut self, handle: HandleId, number: usize, bytes: usize, make: bool) -> Result<Option<*mut c_void>, Refusal> {
        self.tries(Call::Map)?;
        let (file, _) = self.which(handle)?;
        if let Some(open) = self.open.get_mut(&handle) {
            open.maps = true;
        }
        Ok(self.files.entry(file).or_default().shared.region(number, bytes, make))
    }

    pub fn unmap(&mut self, handle: HandleId) {
        let Some(open) = self.open.get_mut(&handle) else { return };
        open.maps = false;
        let file = open.file;
        if !self.open.values().any(|open| open.file == file && open.maps)
            && let Some(file) = self.files.get_mut(&file)
        {
            file.shared.clear();
        }
    }

    fn puts(&mut self, handle: HandleId, at: usize, bytes: &[u8]) -> Result<(), Refusal> {
        let (file, kind) = self.which(handle)?;
        let content = &mut self.files.entry(file).or_default().bytes;
        if content.len() < at + bytes.len() {
            content.resize(at + bytes.len(), 0);
        }
        content[at..at + bytes.len()].copy_from_slice(bytes);
        if kind != Kind::Scratch {
            self.happens(Op::Write { file, at, bytes: bytes.into() });
        }
        Ok(())
    }

    fn with_locks(&mut self, handle: HandleId, ask: impl FnOnce(&mut Held, &[Held]) -> Grant) -> Grant {
        let Some(file) = self.open.get(&handle).map(|open| open.file) else { return Grant::Busy };
        let others: Vec<Held> =
            self.open.iter().filter(|(id, open)| **id != handle && open.file == file).map(|(_, open)| open.held).collect();
        self.open.get_mut(&handle).map_or(Grant::Busy, |open| ask(&mut open.held, &others))
    }

    fn which(&self, handle: HandleId) -> Result<(FileId, Kind), Refusal> {
        self.open.get(&handle).map(|open| (open.file, open.kind)).ok_or(Refusal::Broken)
    }

    fn file(&self, handle: HandleId) -> Option<&File> {
        self.files.get(&self.open.get(&handle)?.file)
    }

    fn happens(&mut self, op: Op) {
        if let Some(recording) = &mut self.recording {
            recording.ops.push(op);
        }
    }

    fn tries(&mut self, call: Call) -> Result<(), Refusal> {
        match self.next_failure(call) {
            None => Ok(()),
            Some(Failure::Broken) => Err(Refusal::Broken),
            Some(Failure::Full | Failure::Short) => Err(Refusal::Full),
        }
    }

    fn next_failure(&mut self, call: Call) -> Option<Failure> {
        let fault = self.fault.filter(|fault| fault.call == call)?;
        let count = self.counts.entry(call).or_default();
        *count += 1;
        let now = match fault.lasting {
            Lasting::Once => *count == fault.nth,
            Lasting::UntilHealed => *count >= fault.nth,
        };
        self.hits += u64::from(now);
        now.then_some(fault.failure)
    }

    fn take_id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }
}
