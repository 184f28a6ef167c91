//! A file system in memory that fails, loses power and lies, to ask of every single call what happens if it is the one that goes wrong.
//!
//! It keeps two states: what programs see, and what survives a power cut, which is only what was synced: a file's bytes by syncing the file,
//! a name by syncing its folder, and a name only below names that survive themselves.

use std::{
    collections::{HashMap, HashSet},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::disk::{Disk, Entry, Sink, Source};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The call fails. A sync that fails has lost what it was to save, and the next one says that all is well.
    Fails(ErrorKind),
    /// A write takes half of what it was given.
    Short,
    /// A write takes half, and no more fits.
    HalfThenFull,
    /// This call and all after it fail: the process is gone.
    Dies,
}

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The process is killed: what programs saw is there.
    Kill,
    /// The power is cut: what was synced is there.
    PowerCut,
}

#[derive(Clone)]
pub(super) struct RamDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    seen: HashMap<PathBuf, Node>,
    durable: HashMap<PathBuf, Node>,
    /// Names whose folder's sync failed: a later sync no longer knows of them.
    lost: HashSet<PathBuf>,
    files: Vec<RamFile>,
    held: HashSet<usize>,
    calls: usize,
    fault: Option<(usize, Fault)>,
}

#[derive(Clone, Copy)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Default)]
struct RamFile {
    seen: Vec<u8>,
    durable: Vec<u8>,
    lost: bool,
}

impl RamDisk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A disk with nothing but a profile's folder, `/profile`.
    pub fn of_a_profile() -> Self {
        let profile = HashMap::from([(PathBuf::from("/profile"), Node::Folder)]);
        Self(Arc::new(Mutex::new(State { seen: profile.clone(), durable: profile, ..State::default() })))
    }

    /// The call with this number, from now on, goes wrong.
    pub fn arm(&self, call: usize, fault: Fault) {
        let mut state = self.state();
        state.calls = 0;
        state.fault = Some((call, fault));
    }

    /// Calls since it was armed.
    pub fn calls(&self) -> usize {
        self.state().calls
    }

    /// Everything is well from now on, with what is left.
    pub fn ends(&self, end: End) {
        let mut state = self.state();
        state.fault = None;
        state.held.clear();
        state.lost.clear();
        if end == End::PowerCut {
            let durable = state.durable.clone();
            let survives = |path: &Path| path.ancestors().filter(|above| above.parent().is_some()).all(|above| durable.contains_key(above));
            state.seen = durable.iter().filter(|(path, _)| survives(path)).map(|(path, node)| (path.clone(), *node)).collect();
            for file in &mut state.files {
                file.seen = file.durable.clone();
            }
        }
        state.durable = state.seen.clone();
        for file in &mut state.files {
            file.durable = file.seen.clone();
            file.lost = false;
        }
    }

    /// Every file there is.
    pub fn files(&self) -> Vec<PathBuf> {
        let state = self.state();
        state.seen.iter().filter(|(_, node)| matches!(node, Node::File(_))).map(|(path, _)| path.clone()).collect()
    }
}

impl State {
    /// Counts the call; the fault if it is this one's.
    fn call(&mut self) -> Option<Fault> {
        let call = self.calls;
        self.calls += 1;
        match self.fault {
            Some((at, Fault::Dies)) if call >= at => Some(Fault::Fails(ErrorKind::BrokenPipe)),
            Some((at, Fault::HalfThenFull)) if call > at => Some(Fault::Fails(ErrorKind::StorageFull)),
            Some((at, fault)) if call == at => Some(fault),
            _ => None,
        }
    }

    fn fails(&mut self) -> io::Result<()> {
        match self.call() {
            Some(Fault::Fails(kind)) => Err(kind.into()),
            Some(Fault::Dies) => Err(ErrorKind::BrokenPipe.into()),
            Some(Fault::Short | Fault::HalfThenFull) | None => Ok(()),
        }
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.seen.get(path) {
            Some(Node::File(file)) => Ok(*file),
            _ => Err(ErrorKind::NotFound.into()),
        }
    }

    fn in_folder(&self, folder: &Path) -> Vec<(PathBuf, Node)> {
        self.seen.iter().filter(|(path, _)| path.parent() == Some(folder)).map(|(path, node)| (path.clone(), *node)).collect()
    }
}

impl Disk for RamDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.fails()?;
        state.seen.entry(path.to_owned()).or_insert(Node::Folder);
        Ok(())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let mut state = self.state();
        state.fails()?;
        let file = state.files.len();
        state.files.push(RamFile::default());
        state.held.insert(file);
        state.seen.insert(path.to_owned(), Node::File(file));
        Ok(Box::new(RamSink { disk: self.clone(), file }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Source>> {
        let mut state = self.state();
        state.fails()?;
        let file = state.file(path)?;
        Ok(Box::new(state.files[file].seen.clone()))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.fails()?;
        let file = state.file(from)?;
        state.seen.remove(from);
        state.seen.insert(to.to_owned(), Node::File(file));
        state.lost.remove(to);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let entries = state.in_folder(folder);
        if let Err(error) = state.fails() {
            state.lost.extend(entries.into_iter().map(|(path, _)| path));
            return Err(error);
        }
        let seen: HashSet<PathBuf> = entries.iter().map(|(path, _)| path.clone()).collect();
        state.durable.retain(|path, _| path.parent() != Some(folder) || seen.contains(path));
        for (path, node) in entries {
            if !state.lost.contains(&path) {
                state.durable.insert(path, node);
            }
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.fails()?;
        state.file(path)?;
        state.seen.remove(path);
        Ok(())
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.fails()?;
        if !state.in_folder(path).is_empty() {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        state.seen.remove(path);
        state.lost.remove(path);
        Ok(())
    }

    fn is_held(&self, path: &Path) -> bool {
        let state = self.state();
        state.file(path).is_ok_and(|file| state.held.contains(&file))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let mut state = self.state();
        state.fails()?;
        let name = |path: PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(state.in_folder(path).into_iter().map(|(path, _)| Entry { name: name(path), written_ms: 0 }).collect())
    }
}

struct RamSink {
    disk: RamDisk,
    file: usize,
}

impl Write for RamSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        let taken = match state.call() {
            Some(Fault::Fails(kind)) => return Err(kind.into()),
            Some(Fault::Dies) => return Err(ErrorKind::BrokenPipe.into()),
            Some(Fault::Short | Fault::HalfThenFull) => bytes.len().div_ceil(2),
            None => bytes.len(),
        };
        state.files[self.file].seen.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for RamSink {
    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        let failed = state.fails();
        let file = &mut state.files[self.file];
        file.lost |= failed.is_err();
        if !file.lost {
            file.durable = file.seen.clone();
        }
        failed
    }
}

impl Drop for RamSink {
    fn drop(&mut self) {
        self.disk.state().held.remove(&self.file);
    }
}

impl Source for Vec<u8> {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        let from = (offset as usize).min(self.len());
        let there = self.get(from..from + buffer.len()).ok_or(ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(there);
        Ok(())
    }
}
