//! What the history of version 1 becomes.

use std::fs;

use banthao_document::ArticleId;
use banthao_store::{
    Db, Error, Key, Settings, articles,
    milestones::{self, Milestone},
    revisions::{self, Origin},
};
use rusqlite::Connection;

const KEY: [u8; 32] = [7; 32];

/// Opens the frozen profile of version 1 after `more` was done to it by version 1.
fn upgraded(more: &str) -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = fs::read_to_string(format!("{}/tests/fixtures/db/v0001.sql", env!("CARGO_MANIFEST_DIR"))).expect("the frozen script");
    banthao_sqlite::make_ready();
    let connection = Connection::open(Db::file(folder.path())).expect("the file opens");
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    connection.pragma_update(None, "key", format!("x'{key}'")).expect("the key is taken");
    connection.execute_batch(&script).expect("the frozen script runs");
    connection.execute_batch(more).expect("version 1 could do this");
    drop(connection);
    let db = Db::open(&Settings::in_folder(folder.path()), &Key::from_bytes(&KEY).expect("32 bytes")).expect("it upgrades");
    (folder, db)
}

fn only_article(db: &Db) -> ArticleId {
    db.read(|reader| Ok::<_, Error>(articles::ids(reader)?[0])).expect("an article")
}

#[test]
fn a_choice_of_version_1_is_a_merge_and_every_other_reason_stays() {
    let (_folder, db) = upgraded(
        "INSERT INTO revisions SELECT randomblob(32), article_id, content_hash, 'chosen', made_at_ms + 1, body FROM revisions LIMIT 1;",
    );
    let id = only_article(&db);
    let origins: Vec<Origin> =
        db.read(|reader| Ok::<_, Error>(revisions::list(reader, id)?.into_iter().map(|one| one.origin).collect())).unwrap();
    assert_eq!(origins.len(), 2, "no revision is lost");
    assert_eq!(origins[1], Origin::Merged);
    assert_ne!(origins[0], Origin::Merged);
}

#[test]
fn what_a_portal_was_known_to_have_is_a_milestone() {
    let (_folder, db) = upgraded("");
    let id = only_article(&db);
    let known = db.read(|reader| milestones::of(reader, id)).unwrap();
    assert_eq!(known.iter().map(|(_, what)| *what).collect::<Vec<_>>(), [Milestone::Received]);
}
