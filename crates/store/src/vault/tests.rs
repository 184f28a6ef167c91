//! What the vault promises: what was acknowledged is readable, whatever went wrong; what is not what it was is refused; nothing is left behind.

use std::{
    fs,
    io::{self, ErrorKind, Read},
    path::Path,
    sync::Arc,
};

use banthao_document::BlobId;

use super::{
    Vault,
    faults::{End, Fault, RamDisk},
    sealed::{CHUNK, FOOT, HEAD, TAG},
    stream_v1,
};
use crate::{Error, Key};

const BATCH: usize = 16 * CHUNK;

fn key(fill: u8) -> Key {
    Key::from_bytes(&[fill; 32]).unwrap()
}

fn vault(folder: &Path) -> Vault {
    Vault::open(folder.to_owned(), &key(7)).unwrap()
}

fn medium(length: usize) -> Vec<u8> {
    (0..length).map(|n| (n % 251) as u8 ^ (n / 65_536) as u8).collect()
}

fn is_damaged<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Damaged(_)))
}

#[test]
fn a_medium_comes_back_as_it_went_in_whatever_its_length() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH, 9 * BATCH + 7] {
        let bytes = medium(length);
        let mut told = 0;
        let kept = vault.adding().keep_from(&mut &bytes[..], &mut |bytes| told = bytes).unwrap();
        assert_eq!((kept.blob, kept.bytes, told), (BlobId::of(&bytes), length as u64, length as u64));
        assert!(vault.get(kept.blob).unwrap() == bytes, "{length} bytes");
        let mut streamed = Vec::new();
        vault.contents(kept.blob).unwrap().reader().read_to_end(&mut streamed).unwrap();
        assert!(streamed == bytes, "{length} bytes as a stream");
    }
}

#[test]
fn any_range_is_what_the_medium_holds_there() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let bytes = medium(3 * CHUNK + 100);
    let contents = vault.contents(vault.adding().keep(&bytes).unwrap()).unwrap();
    let edges = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK, 3 * CHUNK + 99, 3 * CHUNK + 100, 4 * CHUNK, usize::MAX];
    for from in edges {
        for to in edges {
            let end = to.min(bytes.len());
            let expected = &bytes[from.min(end)..end];
            assert!(contents.range(from as u64, to as u64).unwrap() == expected, "{from} to {to}");
        }
    }
}

#[test]
fn a_range_opens_only_the_chunks_that_it_touches() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let bytes = medium(5 * CHUNK);
    let blob = vault.adding().keep(&bytes).unwrap();
    turn_a_bit(&vault.path(blob), HEAD + 3);
    let contents = vault.contents(blob).unwrap();
    let from = 3 * CHUNK;
    assert!(contents.range(from as u64, (from + 9) as u64).unwrap() == bytes[from..from + 9], "another chunk's damage is not its own");
    assert!(is_damaged(&contents.range(0, 1)));
}

#[test]
fn files_of_the_first_form_are_read_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    for length in [1, CHUNK, 2 * CHUNK + 1] {
        let bytes = medium(length);
        let path = vault.path(BlobId::of(&bytes));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, stream_v1::seal(&vault.key, &bytes)).unwrap();
        let contents = vault.contents(BlobId::of(&bytes)).unwrap();
        assert_eq!(contents.bytes(), length as u64);
        assert!(contents.range(0, 1).unwrap() == bytes[..1] && vault.get(BlobId::of(&bytes)).unwrap() == bytes);
        let other = BlobId::of(b"another medium");
        fs::create_dir_all(vault.path(other).parent().unwrap()).unwrap();
        fs::copy(&path, vault.path(other)).unwrap();
        assert!(is_damaged(&vault.get(other)), "a medium under another's name");
        turn_a_bit(&path, 30);
        assert!(is_damaged(&vault.get(BlobId::of(&bytes))), "a bit was turned");
    }
}

#[test]
fn nothing_of_a_medium_can_be_read_without_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let blob = vault(folder.path()).adding().keep("bí mật của bản thảo ".repeat(100).as_bytes()).unwrap();
    let file = fs::read(vault(folder.path()).path(blob)).unwrap();
    assert!(!String::from_utf8_lossy(&file).contains("bản thảo"), "the text lies in the clear");
    let stranger = Vault::open(folder.path().to_owned(), &key(8)).unwrap();
    assert!(is_damaged(&stranger.get(blob)), "another key must open nothing");
}

#[test]
fn equal_media_are_sealed_unlike_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let blob = vault.adding().keep(&medium(100)).unwrap();
    let first = fs::read(vault.path(blob)).unwrap();
    vault.adding().keep(&medium(100)).unwrap();
    let second = fs::read(vault.path(blob)).unwrap();
    // Without the tags, which differ with the head alone.
    assert_ne!(first[HEAD..HEAD + 100], second[HEAD..HEAD + 100], "a key that two files share is a nonce that repeats");
}

fn turn_a_bit(path: &Path, at: usize) {
    let mut file = fs::read(path).unwrap();
    file[at] ^= 1;
    fs::write(path, file).unwrap();
}

/// One way in which a file is not what it was, done to it by a stranger or a bad disk.
type Harm = fn(&mut Vec<u8>, &[u8]);

#[test]
fn a_file_that_is_not_what_it_was_is_refused() {
    const SEALED: usize = CHUNK + TAG;
    let harms: [(&str, Harm); 14] = [
        ("emptied", |file, _| file.clear()),
        ("cut within its head", |file, _| file.truncate(HEAD - 1)),
        ("cut to its head", |file, _| file.truncate(HEAD)),
        ("without its foot", |file, _| file.truncate(file.len() - FOOT)),
        ("cut by one byte", |file, _| file.truncate(file.len() - 1)),
        ("longer by one byte", |file, _| file.push(0)),
        ("without its last chunk", |file, _| drop(file.drain(HEAD + 2 * SEALED..HEAD + 2 * SEALED + 9 + TAG))),
        ("without a chunk in the middle", |file, _| drop(file.drain(HEAD + SEALED..HEAD + 2 * SEALED))),
        ("with two chunks swapped", |file, _| {
            let (first, second) = file[HEAD..HEAD + 2 * SEALED].split_at_mut(SEALED);
            first.swap_with_slice(second);
        }),
        ("with a chunk of another file", |file, other| file[HEAD..HEAD + SEALED].copy_from_slice(&other[HEAD..HEAD + SEALED])),
        ("with the head of another file", |file, other| file[..HEAD].copy_from_slice(&other[..HEAD])),
        ("replaced by another file", |file, other| *file = other.to_vec()),
        ("of an unknown form", |file, _| file[3] = b'9'),
        ("of another chunk length", |file, _| file[7] = 17),
    ];
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let bytes = medium(2 * CHUNK + 9);
    let blob = vault.adding().keep(&bytes).unwrap();
    let other = vault.adding().keep(&vec![1; 2 * CHUNK + 9]).unwrap();
    let (path, other) = (vault.path(blob), fs::read(vault.path(other)).unwrap());
    let whole = fs::read(&path).unwrap();
    for (what, harm) in harms {
        let mut file = whole.clone();
        harm(&mut file, &other);
        fs::write(&path, file).unwrap();
        assert!(is_damaged(&vault.get(blob)), "a file {what} was taken");
        vault.adding().keep(&bytes).unwrap();
        assert!(vault.get(blob).unwrap() == bytes, "keeping the medium again mends a file {what}");
    }
    for at in (0..whole.len()).step_by(4099).chain([0, 5, 8, HEAD, whole.len() - FOOT, whole.len() - 1]) {
        turn_a_bit(&path, at);
        assert!(is_damaged(&vault.get(blob)), "bit at {at}");
        turn_a_bit(&path, at);
    }
    vault.get(blob).unwrap();
}

struct Breaks(usize);

impl Read for Breaks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.min(buffer.len());
        self.0 -= read;
        if read == 0 { Err(ErrorKind::ConnectionReset.into()) } else { Ok(read) }
    }
}

#[test]
fn a_source_that_breaks_off_is_named_and_leaves_nothing() {
    for length in [0, 10, BATCH, 7 * BATCH + 5] {
        let disk = RamDisk::of_a_profile();
        let vault = Vault::on(Arc::new(disk.clone()), "/profile/media".into(), &key(7)).unwrap();
        let broken = vault.adding().keep_from(&mut Breaks(length), &mut |_| ());
        assert!(matches!(broken, Err(Error::Source(ErrorKind::ConnectionReset))), "after {length} bytes");
        assert_eq!(disk.files().len(), 0, "after {length} bytes");
    }
}

#[test]
fn an_unfinished_file_is_swept_once_nobody_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = vault(folder.path());
    let unfinished = folder.path().join("incoming/0000.part");
    let sink = first.disk.create(&unfinished).unwrap();
    vault(folder.path());
    assert!(unfinished.exists(), "another door to the same profile must not take away what is being written");
    drop(sink);
    vault(folder.path());
    assert!(!unfinished.exists());
}

/// Whatever call goes wrong, and however it ends: what was acknowledged is there, the rest is there whole or not at all, nothing else is left,
/// and the next attempt works.
#[test]
fn whatever_call_goes_wrong_an_acknowledged_medium_is_readable_and_another_is_absent() {
    let before = medium(300);
    for bytes in [medium(90), medium(2 * BATCH + CHUNK + 5)] {
        let calls = {
            let (disk, vault) = machine(&before);
            disk.arm(usize::MAX, Fault::Dies);
            vault.adding().keep(&bytes).unwrap();
            disk.calls()
        };
        assert!(calls >= 9, "a quiet run asks the disk for {calls} things");
        let faults = [Fault::Fails(ErrorKind::Other), Fault::Fails(ErrorKind::StorageFull), Fault::Short, Fault::HalfThenFull, Fault::Dies];
        for fault in faults {
            for end in [End::Kill, End::PowerCut] {
                for call in 0..calls {
                    goes_wrong(&before, &bytes, call, fault, end);
                }
            }
        }
    }
}

fn machine(before: &[u8]) -> (RamDisk, Vault) {
    let disk = RamDisk::of_a_profile();
    let vault = Vault::on(Arc::new(disk.clone()), "/profile/media".into(), &key(7)).unwrap();
    vault.adding().keep(before).unwrap();
    (disk, vault)
}

fn goes_wrong(before: &[u8], bytes: &[u8], call: usize, fault: Fault, end: End) {
    let what = format!("{fault:?} at call {call}, then {end:?}");
    let (disk, vault) = machine(before);
    disk.arm(call, fault);
    let kept = vault.adding().keep(bytes);
    if fault == Fault::Short {
        assert!(kept.is_ok(), "{what}: a short write is no failure");
    }
    if fault == Fault::Fails(ErrorKind::StorageFull) {
        assert!(matches!(kept, Ok(_) | Err(Error::DiskFull)), "{what}: {kept:?}");
    }
    drop(vault);
    disk.ends(end);

    let vault = Vault::on(Arc::new(disk.clone()), "/profile/media".into(), &key(7)).unwrap();
    assert!(vault.get(BlobId::of(before)).unwrap() == before, "{what}: what was kept before is gone");
    match (kept, vault.get(BlobId::of(bytes))) {
        (Ok(_), there) => assert!(there.is_ok_and(|there| there == bytes), "{what}: acknowledged and not readable"),
        (Err(_), Ok(there)) => assert!(there == bytes, "{what}: something else under its name"),
        (Err(_), Err(error)) => assert!(matches!(error, Error::NoMedium), "{what}: {error}"),
    }
    assert!(disk.files().iter().all(|path| path.extension().is_none()), "{what}: something unfinished is left");
    vault.adding().keep(bytes).unwrap();
    disk.ends(End::PowerCut);
    assert!(vault.get(BlobId::of(bytes)).unwrap() == bytes, "{what}: and the next attempt is lost");
}

/// The same medium is asked for again after a failure, in the same process: a sync that failed once says afterwards that all is well.
#[test]
fn a_second_attempt_does_not_believe_a_disk_that_failed_the_first() {
    let bytes = medium(500);
    for call in 0..12 {
        let (disk, vault) = machine(&medium(300));
        disk.arm(call, Fault::Fails(ErrorKind::Other));
        let first = vault.adding().keep(&bytes);
        let second = vault.adding().keep(&bytes);
        disk.ends(End::PowerCut);
        if first.is_ok() || second.is_ok() {
            assert!(vault.get(BlobId::of(&bytes)).is_ok_and(|there| there == bytes), "call {call}: {first:?}, then {second:?}");
        }
    }
}
