//! Files of every version that ever was, opened by this one.
//!
//! Each `fixtures/db/vNNNN.sql` is a profile as that version left it, schema and rows, and is never edited. It is written into an encrypted
//! file here, since what is frozen is the form and not one key's bytes.

use std::{collections::BTreeMap, fs, path::Path};

use banthao_document::BlobId;
use banthao_store::{Db, Error, Key, SCHEMA_VERSION, Settings, articles, listing, media, mirrors, outbox, portals, revisions};
use rusqlite::Connection;

fn key() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

fn raw(file: &Path) -> Connection {
    banthao_sqlite::make_ready();
    let connection = Connection::open(file).expect("the file opens");
    let key: String = key().expose().iter().map(|byte| format!("{byte:02x}")).collect();
    connection.pragma_update(None, "key", format!("x'{key}'")).expect("the key is taken");
    connection
}

/// A profile in `folder` as `script` leaves it.
fn freezes(folder: &Path, script: &str) {
    raw(&Db::file(folder)).execute_batch(script).expect("the frozen script runs");
}

fn fixture(version: u32) -> String {
    let file = format!("{}/tests/fixtures/db/v{version:04}.sql", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("version {version} froze no fixture: {error}"))
}

/// Every table, index and trigger, as the file itself describes it. Comments are no part of a schema.
fn schema(folder: &Path) -> BTreeMap<String, String> {
    let connection = raw(&Db::file(folder));
    let mut statement = connection.prepare("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema").expect("a schema");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).expect("a schema");
    rows.map(|row| {
        let (name, sql) = row.expect("a row");
        let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
        (name, lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
    })
    .collect()
}

#[test]
fn every_version_upgrades_to_what_a_new_file_is() {
    let fresh = tempfile::tempdir().unwrap();
    drop(Db::open(&Settings::in_folder(fresh.path()), &key()).unwrap());
    for version in 1..=SCHEMA_VERSION {
        let old = tempfile::tempdir().unwrap();
        freezes(old.path(), &fixture(version));
        drop(Db::open(&Settings::in_folder(old.path()), &key()).unwrap());
        assert_eq!(schema(old.path()), schema(fresh.path()), "version {version} became something else than a new file");
        let upgraded: u32 = raw(&Db::file(old.path())).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(upgraded, SCHEMA_VERSION);
    }
}

#[test]
fn every_version_keeps_its_drafts_its_history_and_what_waits() {
    for version in 1..=SCHEMA_VERSION {
        let old = tempfile::tempdir().unwrap();
        freezes(old.path(), &fixture(version));
        let db = Db::open(&Settings::in_folder(old.path()), &key()).unwrap();
        db.read(|reader| {
            let id = articles::ids(reader)?[0];
            let article = articles::get(reader, id)?.expect("the draft");
            assert_eq!(article.content.body.0["content"][0]["content"][0]["text"], "Câu đang viết.");
            assert_eq!(article.content.hash(), article.content_hash, "a hash that drifts would void every approval");
            assert_eq!(article.caret["anchor"], 17);
            let head = article.head.expect("it was edited from a revision");
            let revision = revisions::get(reader, head)?.expect("the revision, checked against its name");
            assert_eq!(revision.id(), head);
            assert_eq!(revision.content.body.0["content"][0]["content"][0]["text"], "Câu đã gửi.");

            let waiting = outbox::all(reader)?;
            assert_eq!(waiting.len(), 1);
            assert_eq!((waiting[0].state, waiting[0].op_seq), (outbox::State::Inflight, Some(2)));
            let portal = waiting[0].portal.expect("its portal");
            assert_eq!(portals::get(reader, portal)?.expect("the portal").cursor.as_deref(), Some("con-tro"));
            assert_eq!(mirrors::get(reader, portal, id)?.expect("the mirror").agreed, Some(head));
            let blob = BlobId::of(b"clean");
            let medium = media::get(reader, blob)?.expect("the medium");
            assert_eq!((medium.size, medium.original), (Some((640, 480)), Some(BlobId::of(b"original"))));
            assert!(media::is_uploaded(reader, portal, blob)?, "no byte goes twice after an upgrade");
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

#[test]
fn a_text_index_of_an_earlier_form_is_made_again() {
    let old = tempfile::tempdir().unwrap();
    freezes(old.path(), &fixture(11));
    // As that version left it once everything was indexed.
    let indexed = "INSERT INTO listing (article_id, doc, shelf, state, kind, section, author, has, waits, changed_ms, title_key, author_key, section_key)
        SELECT id, 7, 'drafts', 'on_device', 'tin', '', '', 0, 1, 1, x'', x'', x'' FROM articles;
        INSERT INTO search_fresh (doc, folded, exact) VALUES (7, ' cau ', ' câu ');
        INSERT INTO settings (name, value) VALUES ('search_next_doc', '8');
        DELETE FROM listing_due;";
    raw(&Db::file(old.path())).execute_batch(indexed).unwrap();
    let db = Db::open(&Settings::in_folder(old.path()), &key()).unwrap();
    db.read(|reader| {
        let due: Vec<_> = listing::due(reader, 10)?.into_iter().map(|due| (due.article, due.text)).collect();
        assert_eq!(due, articles::ids(reader)?.into_iter().map(|id| (id, true)).collect::<Vec<_>>());
        assert!(listing::rows(reader)?.is_empty(), "no row names a document that the new index numbers anew");
        Ok::<_, Error>(())
    })
    .unwrap();
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_not_touched() {
    // As a newer build might keep it: another journal, tables that this one does not know.
    for journal in ["delete", "wal"] {
        let folder = tempfile::tempdir().unwrap();
        let script = format!("PRAGMA journal_mode = {journal}; CREATE TABLE hop_thu (thu TEXT) STRICT; PRAGMA user_version = 9999;");
        freezes(folder.path(), &script);
        let before = fs::read(Db::file(folder.path())).unwrap();
        let refusal = Db::open(&Settings::in_folder(folder.path()), &key()).err().expect("a newer file");
        assert!(matches!(refusal, Error::TooNew { found: 9999, known: SCHEMA_VERSION }), "{refusal:?}");
        assert_eq!(fs::read(Db::file(folder.path())).unwrap(), before, "journal mode {journal}");
    }
}

#[test]
fn a_key_that_does_not_fit_is_refused_and_the_file_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    freezes(folder.path(), &fixture(1));
    let before = fs::read(Db::file(folder.path())).unwrap();
    let stranger = Key::from_bytes(&[8; 32]).unwrap();
    let refusal = Db::open(&Settings::in_folder(folder.path()), &stranger).err().expect("another key");
    assert!(matches!(refusal, Error::Unreadable), "{refusal:?}");
    assert_eq!(fs::read(Db::file(folder.path())).unwrap(), before);
}

#[test]
fn a_revision_is_never_changed_not_even_by_this_program() {
    let folder = tempfile::tempdir().unwrap();
    freezes(folder.path(), &fixture(1));
    drop(Db::open(&Settings::in_folder(folder.path()), &key()).unwrap());
    let refusal = raw(&Db::file(folder.path())).execute("UPDATE revisions SET body = x'7b7d'", []).unwrap_err();
    assert!(refusal.to_string().contains("never changed"), "{refusal}");
}
