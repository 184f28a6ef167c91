//! What can be read of a damaged database when there is no snapshot to fall back on.

use std::{fs, path::Path};

use banthao_document::{ArticleContent, ArticleId};
use banthao_store::{Db, Key, Settings, articles, repair, revisions};
use rusqlite::Connection;
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

fn raw(folder: &Path) -> Connection {
    banthao_sqlite::make_ready();
    let connection = Connection::open(Db::file(folder)).expect("the file opens");
    connection.pragma_update(None, "key", format!("x'{}'", hex::encode(key().expose()))).expect("the key is taken");
    connection
}

/// A page of the tree that the articles lie in, and how many lie on it or can be reached through it alone.
struct Page {
    number: usize,
    articles: u64,
}

fn pages(folder: &Path, kind: &str) -> Vec<Page> {
    let connection = raw(folder);
    let mut statement = connection
        .prepare(
            "SELECT pageno, (SELECT sum(ncell) FROM dbstat AS below WHERE below.name = 'articles' AND below.path LIKE page.path || '%'
                 AND below.pagetype <> 'overflow')
             FROM dbstat AS page WHERE name = 'articles' AND pagetype = :kind AND path <> '/' ORDER BY path",
        )
        .expect("SQLite counts its pages");
    let rows = statement.query_map([kind], |row| Ok(Page { number: row.get::<_, u32>(0)? as usize, articles: row.get(1)? }));
    rows.expect("pages").collect::<rusqlite::Result<_>>().expect("a page")
}

fn damage(folder: &Path, page: &Page) {
    let file = Db::file(folder);
    let mut bytes = fs::read(&file).expect("the database");
    bytes[(page.number - 1) * 4096 + 300] ^= 1;
    fs::write(file, bytes).expect("the damage");
}

/// Everything that does not lie under one of the pages is found, each article once, and that something is missing is told.
fn mends(folder: &Path, pages: &[&Page]) {
    let lost: u64 = pages.iter().map(|page| page.articles).sum();
    let outcome = repair::mend(folder, &key(), None, 1).expect("it is mended");
    assert_eq!((outcome.articles, outcome.partial_tables.join(" ")), (ARTICLES as u64 - lost, "articles".to_owned()), "{outcome:?}");
    let db = Db::open(&Settings::in_folder(folder), &key()).expect("it opens");
    assert_eq!(db.read(articles::headings).expect("headings").len() as u64, outcome.articles, "each once");
}

#[test]
fn whole_pages_between_damaged_ones_are_found() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let leaves = pages(folder.path(), "leaf");
    let damaged: Vec<&Page> = [25, 45, 65, 85].iter().map(|part| &leaves[leaves.len() * part / 100]).collect();
    damaged.iter().for_each(|page| damage(folder.path(), page));
    mends(folder.path(), &damaged);
}

#[test]
fn what_does_not_lie_under_a_damaged_page_is_found() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path());
    let inner = pages(folder.path(), "internal");
    let page = &inner[inner.len() / 2];
    damage(folder.path(), page);
    assert!(page.articles > 8, "other pages lie under it");
    mends(folder.path(), &[page]);
}

#[test]
fn a_database_of_an_earlier_version_is_carried_over_in_the_present_form() {
    let folder = tempfile::tempdir().unwrap();
    let script = fs::read_to_string(format!("{}/tests/fixtures/db/v0006.sql", env!("CARGO_MANIFEST_DIR"))).unwrap();
    raw(folder.path()).execute_batch(&script).unwrap();
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
