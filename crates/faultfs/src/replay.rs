//! What a power cut leaves, after any operation of a recording.
//!
//! A [`Replay`] goes through a recording one operation at a time and keeps, for every file, what is durable and what is only pending. A cut
//! ([`Replay::cut`]) decides about each pending thing: each sector of a write, each truncation, each name. Sectors of different writes are
//! independent, since a disk reorders them as it likes; what is pending for the same place is applied in the order in which it was asked.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use rand::{Rng, SeedableRng, rngs::SmallRng};

use crate::{Image, Op, Recording, recording::FileId};

/// What becomes of everything that was not synced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Survival {
    /// All of it is lost: the cache never reached the disk.
    Lost,
    /// All of it is there: as after the end of the process alone.
    Kept,
    /// The disk wrote in order, and stopped somewhere, perhaps in the middle of a write.
    InOrder,
    /// Each sector of this many bytes by itself, with this chance in percent.
    Scattered {
        /// Bytes in a sector.
        sector: usize,
        /// Chance to be there.
        percent: u32,
    },
    /// As scattered in sectors of 512 bytes at even chances, but a sector may also be half written.
    Torn,
}

impl Survival {
    /// A different one for each seed, the two extremes first.
    pub fn seeded(seed: u64) -> Self {
        match seed {
            0 => Self::Lost,
            1 => Self::Kept,
            _ => match seed % 8 {
                2 => Self::Scattered { sector: 512, percent: 50 },
                3 => Self::InOrder,
                4 => Self::Scattered { sector: 4096, percent: 50 },
                5 => Self::Torn,
                6 => Self::Scattered { sector: 4096, percent: 90 },
                7 => Self::InOrder,
                0 => Self::Scattered { sector: 512, percent: 10 },
                _ => Self::Scattered { sector: 512, percent: 90 },
            },
        }
    }
}

enum Pending {
    Write { at: usize, bytes: Arc<[u8]> },
    Truncate { length: usize },
}

#[derive(Default)]
struct Content {
    durable: Arc<Vec<u8>>,
    /// With the place of the operation in the recording.
    pending: Vec<(usize, Pending)>,
    /// Which durable content this is.
    version: usize,
}

/// See the module.
pub struct Replay<'r> {
    recording: &'r Recording,
    next: usize,
    files: BTreeMap<FileId, Content>,
    /// What each name means: the durable meaning first, then each pending one with the place of its operation.
    names: BTreeMap<String, Vec<(usize, Option<FileId>)>>,
}

impl<'r> Replay<'r> {
    /// Before the first operation.
    pub fn new(recording: &'r Recording) -> Self {
        let content = |name: &str| recording.base.0.get(name).map(Arc::clone).unwrap_or_default();
        let files = recording.base_files.iter().map(|(file, name)| (*file, Content { durable: content(name), ..Content::default() }));
        let names = recording.base_files.iter().map(|(file, name)| (name.clone(), vec![(0, Some(*file))]));
        Self { recording, next: 0, files: files.collect(), names: names.collect() }
    }

    /// Lets the next operation happen; none after the last.
    pub fn step(&mut self) -> Option<&'r Op> {
        let op = self.recording.ops.get(self.next)?;
        self.next += 1;
        match op {
            Op::Create { file, name } => {
                self.files.entry(*file).or_default();
                self.names.entry(name.clone()).or_insert_with(|| vec![(0, None)]).push((self.next, Some(*file)));
            }
            Op::Write { file, at, bytes } => self.awaits(*file, Pending::Write { at: *at, bytes: Arc::clone(bytes) }),
            Op::Truncate { file, length } => self.awaits(*file, Pending::Truncate { length: *length }),
            Op::Delete { name, durable } => {
                self.names.entry(name.clone()).or_insert_with(|| vec![(0, None)]).push((self.next, None));
                if *durable {
                    self.settle_names();
                }
            }
            Op::Sync { file, folder } => {
                let content = self.files.entry(*file).or_default();
                if !content.pending.is_empty() {
                    let bytes = Arc::make_mut(&mut content.durable);
                    for (_, pending) in content.pending.drain(..) {
                        apply(bytes, &pending);
                    }
                    content.version = self.next;
                }
                if *folder {
                    self.settle_names();
                }
            }
            Op::Forget { file } => self.files.entry(*file).or_default().pending.clear(),
            Op::Note(_) => {}
        }
        Some(op)
    }

    /// The disk as a power cut here leaves it, and a number that is the same for the same disk.
    pub fn cut(&self, survival: Survival, seed: u64) -> (Image, u64) {
        let mut dice = SmallRng::seed_from_u64(seed ^ (self.next as u64).rotate_left(32));
        let mut print = DefaultHasher::new();
        // A disk that writes in order stopped before this operation; names and contents alike.
        let stop = match survival {
            Survival::InOrder => Some(dice.random_range(0..=self.next)),
            Survival::Lost | Survival::Kept | Survival::Scattered { .. } | Survival::Torn => None,
        };
        let mut image = Image::default();
        for (name, meanings) in &self.names {
            let meaning = match (survival, stop) {
                (Survival::Lost, _) => 0,
                (Survival::Kept, _) => meanings.len() - 1,
                (_, Some(stop)) => meanings.iter().rposition(|(at, _)| *at <= stop).unwrap_or(0),
                (_, None) => dice.random_range(0..meanings.len()),
            };
            let Some(file) = meanings[meaning].1 else { continue };
            name.hash(&mut print);
            if let Some(content) = self.files.get(&file) {
                image.0.insert(name.clone(), content.cut(survival, stop, &mut dice, &mut print));
            }
        }
        (image, print.finish())
    }

    fn awaits(&mut self, file: FileId, pending: Pending) {
        self.files.entry(file).or_default().pending.push((self.next, pending));
    }

    /// The folder is synced: every name means what it means now.
    fn settle_names(&mut self) {
        for meanings in self.names.values_mut() {
            meanings.drain(..meanings.len() - 1);
        }
    }
}

impl Content {
    fn cut(&self, survival: Survival, stop: Option<usize>, dice: &mut SmallRng, print: &mut DefaultHasher) -> Arc<Vec<u8>> {
        self.version.hash(print);
        if self.pending.is_empty() || survival == Survival::Lost {
            return Arc::clone(&self.durable);
        }
        let mut bytes = self.durable.to_vec();
        let whole = self.pending.iter().fold(bytes.len(), |length, (_, pending)| match pending {
            Pending::Write { at, bytes } => length.max(at + bytes.len()),
            Pending::Truncate { length } => *length,
        });
        for (place, pending) in &self.pending {
            match (survival, pending) {
                (Survival::Lost, _) => {}
                (Survival::Kept, _) => keep(&mut bytes, *place, pending, print),
                (Survival::InOrder, _) => match stop {
                    Some(stop) if *place < stop => keep(&mut bytes, *place, pending, print),
                    Some(stop) if *place == stop => tear(&mut bytes, *place, pending, dice, print),
                    Some(_) | None => {}
                },
                (Survival::Scattered { .. } | Survival::Torn, Pending::Truncate { .. }) => {
                    if dice.random_ratio(1, 2) {
                        keep(&mut bytes, *place, pending, print);
                    }
                }
                (Survival::Scattered { sector, percent }, Pending::Write { at, bytes: written }) => {
                    for (from, to) in sectors(*at, written.len(), sector) {
                        if dice.random_ratio(percent, 100) {
                            (place, from).hash(print);
                            put(&mut bytes, at + from, &written[from..to]);
                        }
                    }
                }
                (Survival::Torn, Pending::Write { at, bytes: written }) => {
                    for (from, to) in sectors(*at, written.len(), 512) {
                        // A third whole, a third in part, a third not at all.
                        let to = match dice.random_range(0..3) {
                            0 => continue,
                            1 => to,
                            _ => dice.random_range(from..=to),
                        };
                        (place, from, to).hash(print);
                        put(&mut bytes, at + from, &written[from..to]);
                    }
                }
            }
        }
        // A file's new length may be durable before what is in it; zeros are read there then.
        let scattered = matches!(survival, Survival::Scattered { .. } | Survival::Torn);
        if scattered && bytes.len() < whole && dice.random_ratio(1, 4) {
            whole.hash(print);
            bytes.resize(whole, 0);
        }
        Arc::new(bytes)
    }
}

fn keep(bytes: &mut Vec<u8>, place: usize, pending: &Pending, print: &mut DefaultHasher) {
    place.hash(print);
    apply(bytes, pending);
}

fn tear(bytes: &mut Vec<u8>, place: usize, pending: &Pending, dice: &mut SmallRng, print: &mut DefaultHasher) {
    match pending {
        Pending::Truncate { .. } => {}
        Pending::Write { at, bytes: written } => {
            let to = dice.random_range(0..=written.len());
            (place, to).hash(print);
            put(bytes, *at, &written[..to]);
        }
    }
}

fn apply(bytes: &mut Vec<u8>, pending: &Pending) {
    match pending {
        Pending::Write { at, bytes: written } => put(bytes, *at, written),
        Pending::Truncate { length } => bytes.resize(*length, 0),
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, written: &[u8]) {
    if written.is_empty() {
        return;
    }
    if bytes.len() < at + written.len() {
        bytes.resize(at + written.len(), 0);
    }
    bytes[at..at + written.len()].copy_from_slice(written);
}

/// The parts of a write at `at` that lie in one sector each, from and to inside the write.
fn sectors(at: usize, length: usize, sector: usize) -> impl Iterator<Item = (usize, usize)> {
    let first = at / sector;
    let last = (at + length).div_ceil(sector);
    (first..last).map(move |number| ((number * sector).max(at) - at, ((number + 1) * sector).min(at + length) - at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(ops: Vec<Op>) -> Recording {
        let base = Image::default().with("db", vec![0; 1024]);
        Recording { base, base_files: vec![(1, "db".to_owned())], ops }
    }

    fn write(at: usize, bytes: &[u8]) -> Op {
        Op::Write { file: 1, at, bytes: bytes.into() }
    }

    fn after_all(recording: &Recording) -> Replay<'_> {
        let mut replay = Replay::new(recording);
        while replay.step().is_some() {}
        replay
    }

    #[test]
    fn what_was_not_synced_may_be_lost_and_what_was_synced_is_there() {
        let recording = written(vec![write(0, b"a"), Op::Sync { file: 1, folder: false }, write(1, b"b")]);
        let replay = after_all(&recording);
        assert_eq!(&replay.cut(Survival::Lost, 0).0.file("db").unwrap()[..2], b"a\0");
        assert_eq!(&replay.cut(Survival::Kept, 0).0.file("db").unwrap()[..2], b"ab");
    }

    #[test]
    fn a_later_write_may_be_there_without_an_earlier_one() {
        let recording = written(vec![write(0, b"a"), write(512, b"b")]);
        let replay = after_all(&recording);
        let reordered = (0..64).any(|seed| {
            let image = replay.cut(Survival::Scattered { sector: 512, percent: 50 }, seed).0;
            let file = image.file("db").unwrap();
            (file[0], file[512]) == (0, b'b')
        });
        assert!(reordered, "a disk reorders what was not synced");
    }

    #[test]
    fn a_write_of_many_sectors_may_be_there_in_part() {
        let recording = written(vec![write(0, &[1; 1024])]);
        let replay = after_all(&recording);
        let torn = (0..64).any(|seed| {
            let image = replay.cut(Survival::Torn, seed).0;
            let kept = image.file("db").unwrap().iter().filter(|byte| **byte == 1).count();
            kept > 0 && kept % 512 != 0
        });
        assert!(torn, "a sector may be half written");
    }

    #[test]
    fn a_disk_that_keeps_the_order_never_has_the_later_without_the_earlier() {
        let recording = written(vec![write(0, b"a"), write(512, b"b"), write(600, b"c")]);
        let replay = after_all(&recording);
        for seed in 0..64 {
            let image = replay.cut(Survival::InOrder, seed).0;
            let file = image.file("db").unwrap();
            assert!(file[600] == 0 || (file[512] != 0 && file[0] != 0), "seed {seed}");
        }
    }

    #[test]
    fn a_new_name_is_lost_unless_its_folder_was_synced() {
        let create = Op::Create { file: 2, name: "wal".to_owned() };
        let pending = written(vec![create.clone()]);
        assert!(after_all(&pending).cut(Survival::Lost, 0).0.file("wal").is_none());
        let durable = written(vec![create, Op::Sync { file: 2, folder: true }]);
        assert!(after_all(&durable).cut(Survival::Lost, 0).0.file("wal").is_some());
    }

    #[test]
    fn a_deleted_name_comes_back_unless_its_folder_was_synced() {
        let delete = |durable| written(vec![Op::Delete { name: "db".to_owned(), durable }]);
        assert!(after_all(&delete(false)).cut(Survival::Lost, 0).0.file("db").is_some());
        assert!(after_all(&delete(true)).cut(Survival::Lost, 0).0.file("db").is_none());
    }

    #[test]
    fn what_a_failed_sync_forgot_is_not_made_durable_by_the_next() {
        let recording = written(vec![write(0, b"a"), Op::Forget { file: 1 }, Op::Sync { file: 1, folder: false }]);
        assert_eq!(after_all(&recording).cut(Survival::Kept, 0).0.file("db").unwrap()[0], 0);
    }

    #[test]
    fn the_same_disk_has_the_same_number_and_another_one_another() {
        let recording = written(vec![write(0, b"a"), write(512, b"b")]);
        let replay = after_all(&recording);
        let (lost, kept) = (replay.cut(Survival::Lost, 0), replay.cut(Survival::Kept, 0));
        assert_eq!(lost.1, replay.cut(Survival::Lost, 9).1);
        assert_ne!(lost.1, kept.1);
    }
}
