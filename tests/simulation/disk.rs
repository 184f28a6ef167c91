//! A machine's disk: the database on a file system that loses power, media in a folder in memory.

use std::path::{Path, PathBuf};

use banthao_faultfs::{Call, Failure, Fault, FaultFs, Image, Lasting, Replay, Survival};
use tempfile::TempDir;

/// Registered once for each thread and machine, used by one world after the other.
pub struct Disk {
    pub fs: FaultFs,
    root: TempDir,
}

/// How a machine stops.
#[derive(Debug, Clone, Copy)]
pub enum Stop {
    /// The process is killed; what it wrote is written.
    Killed,
    /// The power goes; what was not synced is lost, kept or torn as chance has it.
    PowerCut { chance: u64 },
}

impl Disk {
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self { fs: FaultFs::register(), root: root.expect("a temporary folder") }
    }

    pub fn folder(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// A machine that was never used, with this database in its folder.
    pub fn begins(&self, database: &Seal) {
        let folder = self.folder();
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("a folder of our own");
        }
        let named = |image: Image, (name, bytes): &(String, Vec<u8>)| image.with(&folder.join(name).to_string_lossy(), bytes.clone());
        self.boots(&database.0.iter().fold(Image::default(), named));
    }

    pub fn boots(&self, image: &Image) {
        self.fs.boot(image);
        self.fs.records();
    }

    /// The machine stops, whatever it did, and is switched on again. Nothing may have the disk open.
    pub fn stops(&self, how: Stop) {
        let image = match how {
            Stop::Killed => self.fs.image(),
            Stop::PowerCut { chance } => {
                let recording = self.fs.recording();
                let mut replay = Replay::new(&recording);
                while replay.step().is_some() {}
                replay.cut(Survival::seeded(chance), chance).0
            }
        };
        self.boots(&image);
    }

    /// The `nth` write or sync from now on fails, and all after it: the machine is about to stop.
    pub fn dies_at(&self, call: Call, nth: u64) {
        self.fs.fails(Fault { call, nth, failure: Failure::Broken, lasting: Lasting::UntilHealed });
    }

    /// The `nth` write or sync from now on fails, and no other.
    pub fn hiccups_at(&self, call: Call, nth: u64) {
        self.fs.fails(Fault { call, nth, failure: Failure::Broken, lasting: Lasting::Once });
    }

    /// What lies on it now, under names that another disk can have.
    pub fn sealed(&self) -> Seal {
        let (image, folder) = (self.fs.image(), self.folder());
        let local = |name: &str| Path::new(name).strip_prefix(&folder).ok().map(|name| name.to_string_lossy().into_owned());
        Seal(image.names().filter_map(|name| Some((local(name)?, image.file(name)?.to_vec()))).collect())
    }
}

/// A database as it is kept to begin worlds with.
pub struct Seal(Vec<(String, Vec<u8>)>);

impl Seal {
    pub fn empty() -> Self {
        Self(Vec::new())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The memory of the disk is the process's for ever; its content need not be.
        self.fs.boot(&Image::default());
    }
}
