//! What is kept must outlive its readers.

use banthao_portal::{Error, Portal, Settings};

use crate::office::{Office, story};

#[test]
fn a_database_of_a_newer_build_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    drop(Portal::open(Settings::new(folder.path())).unwrap());
    let file = rusqlite::Connection::open(folder.path().join("portal.sqlite")).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    drop(file);
    match Portal::open(Settings::new(folder.path())) {
        Err(Error::Newer { found: 99, known: 2 }) => {}
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a newer database was opened"),
    }
}

#[tokio::test]
async fn a_published_article_is_there_after_a_restart() {
    let office = Office::opens();
    let article = office.publishes(&story("Vẫn còn đây")).await;
    let path = office.page_of(&article).await;
    let office = office.reopens();
    assert!(office.gets(&path).await.text().contains("Vẫn còn đây"));
}

#[test]
fn what_a_cut_off_upload_left_behind_is_swept_and_what_is_under_way_is_not() {
    let folder = tempfile::tempdir().unwrap();
    drop(Portal::open(Settings::new(folder.path())).unwrap());
    let (old, new) = (folder.path().join("incoming/old"), folder.path().join("incoming/new"));
    std::fs::write(&new, b"half").unwrap();
    let file = std::fs::File::create(&old).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    drop(Portal::open(Settings::new(folder.path())).unwrap());
    assert!(!old.exists() && new.exists());
}
