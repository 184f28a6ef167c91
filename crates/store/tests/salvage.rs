//! What can be read of a damaged database when there is no snapshot to fall back on.

use std::{fs, path::Path};

use banthao_document::{ArticleContent, ArticleId};
use banthao_store::{Db, Key, Settings, articles, repair, revisions};
use uuid::Uuid;

const ARTICLES: u128 = 600;

fn key() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

fn written(folder: &Path) {
    let db = Db::open(&Settings::in_folder(folder), &key()).expect("a new profile");
    for number in 0..ARTICLES {
        let content = ArticleContent { title: format!("Bài {number}"), sapo: unlike_others(number), ..ArticleContent::empty("tin") };
        // Far apart and close together, as ids of different days are.
        let id = ArticleId(Uuid::from_u128((number / 50) << 100 | number << 40));
        db.write(|writer| articles::save(writer, id, &content, &serde_json::Value::Null, 1)).expect("saved");
    }
    db.close().expect("closed");
}

/// A text that takes as much room as that of an article of some pages does when it is packed: numbers that look drawn (D. H. Lehmer's generator).
fn unlike_others(number: u128) -> String {
    let mut drawn = number as u64 + 1;
    let mut next = || {
        drawn = drawn * 48_271 % 2_147_483_647;
        format!("{drawn} ")
    };
    (0..500).map(|_| next()).collect()
}

fn damaged(folder: &Path, pages: &[usize]) -> usize {
    let file = Db::file(folder);
    let mut bytes = fs::read(&file).expect("the database");
    let count = bytes.len() / 4096;
    for part in pages {
        bytes[count * part / 100 * 4096 + 300] ^= 1;
    }
    fs::write(file, bytes).expect("the damage");
    count
}

#[test]
fn whole_pages_between_damaged_ones_are_found() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let pages = damaged(folder.path(), &[25, 45, 65, 85]);
    assert!(pages > 200, "{pages} pages");
    let outcome = repair::mend(folder.path(), &key(), None, 1).unwrap();
    assert!(outcome.articles >= (ARTICLES - 4 * 8) as u64, "a page holds a few articles, and four are damaged: {outcome:?}");
    assert!(outcome.articles < ARTICLES as u64 && outcome.partial_tables == ["articles"], "and what is lost is told: {outcome:?}");
    let db = Db::open(&Settings::in_folder(folder.path()), &key()).unwrap();
    let found = db.read(articles::headings).unwrap();
    assert_eq!(found.len() as u64, outcome.articles, "each once");
}

#[test]
fn a_database_of_an_earlier_version_is_carried_over_in_the_present_form() {
    let folder = tempfile::tempdir().unwrap();
    let script = fs::read_to_string(format!("{}/tests/fixtures/db/v0006.sql", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let connection = rusqlite::Connection::open(Db::file(folder.path())).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", hex::encode(key().expose()))).unwrap();
    connection.execute_batch(&script).unwrap();
    connection.close().unwrap();
    let outcome = repair::mend(folder.path(), &key(), None, 1).unwrap();
    assert_eq!((outcome.articles, outcome.partial_tables.len()), (1, 0));
    let db = Db::open(&Settings::in_folder(folder.path()), &key()).unwrap();
    db.read(|reader| {
        let article = articles::get(reader, articles::ids(reader)?[0])?.expect("the draft");
        assert_eq!(article.content.hash(), article.content_hash);
        let listed = revisions::list(reader, article.id)?;
        assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [article.head.expect("a head")], "its history came with it");
        assert!(revisions::get(reader, listed[0].id)?.is_some());
        Ok::<_, banthao_store::Error>(())
    })
    .unwrap();
}

#[test]
fn a_whole_database_is_carried_over_whole() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let outcome = repair::mend(folder.path(), &key(), None, 1).unwrap();
    assert_eq!((outcome.articles, outcome.partial_tables.len()), (ARTICLES as u64, 0));
}
