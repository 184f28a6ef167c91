//! What the other tests rely on, asked of the store and of the library that is linked.

use banthao_store::{Error, Settings};

use crate::harness::machine::{Machine, key};

#[test]
fn the_linked_sqlite_is_one_whose_wal_can_be_trusted_and_it_encrypts() {
    assert!(rusqlite::version_number() >= 3_051_003, "SQLite {}", rusqlite::version());
    let machine = Machine::new();
    let version: String = machine.sql().unwrap().query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap();
    assert!(!version.is_empty(), "a plain SQLite was linked, and the drafts lie open");
}

#[test]
fn nothing_that_was_written_can_be_read_on_the_disk() {
    let mut machine = Machine::new();
    machine.opens().unwrap();
    machine.writes(|w| crate::day::saves(w, 0, 1, 3000)).unwrap();
    let image = machine.fs.image();
    for name in image.names() {
        let file = image.file(name).unwrap();
        assert!(!file.windows(9).any(|window| window == b"nh\xc3\xa2n d\xc3\xa2n"), "{name} holds the text in the clear");
    }
}

#[test]
fn a_second_wrong_key_is_refused_like_the_first_and_nothing_is_written() {
    let mut machine = Machine::new();
    machine.opens().unwrap();
    machine.closes();
    let before = machine.fs.image();
    let stranger = banthao_store::Key::from_bytes(&[8; 32]).unwrap();
    for _ in 0..2 {
        let settings = Settings { vfs: Some(machine.fs.name()), ..machine.settings.clone() };
        assert!(matches!(banthao_store::Db::open(&settings, &stranger).err(), Some(Error::Unreadable)));
    }
    assert_eq!(machine.fs.image(), before);
    machine.opens().unwrap();
    assert_eq!(key().expose(), &[7; 32]);
}
