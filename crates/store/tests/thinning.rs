//! What is thinned out, and what is left of it.

use std::collections::BTreeMap;

use banthao_document::{ArticleContent, ArticleId, DeviceId, Revision, RevisionId};
use banthao_store::{
    Db, Error, Key, Settings, Writer, articles,
    milestones::{self, Milestone},
    names,
    revisions::{self, Origin},
    thinning, trash,
};
use serde_json::Value;

const ARTICLE: ArticleId = ArticleId(uuid::Uuid::from_u128(1));

fn profile() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let key = Key::from_bytes(&[7; 32]).expect("32 bytes");
    let db = Db::open(&Settings::in_folder(folder.path()), &key).expect("a new profile");
    (folder, db)
}

/// A line of revisions, each made from the one before; the last is on the screen.
fn line(writer: &Writer<'_>, length: i64) -> Result<Vec<RevisionId>, Error> {
    let mut made = Vec::new();
    for count in 0..length {
        let content = ArticleContent { title: format!("Bài {count}"), ..ArticleContent::empty("tin") };
        let revision = Revision {
            article: ARTICLE,
            parents: made.last().copied().into_iter().collect(),
            author: None,
            device: DeviceId(uuid::Uuid::nil()),
            made_at_ms: count,
            content: content.clone(),
            unknown: BTreeMap::new(),
        };
        articles::save(writer, ARTICLE, &content, &Value::Null, count)?;
        made.push(revisions::add(writer, &revision, Origin::Autosave)?);
    }
    articles::set_head(writer, ARTICLE, made[made.len() - 1])?;
    Ok(made)
}

#[test]
fn who_descends_from_whom_is_known_when_those_between_are_gone() {
    let (_folder, db) = profile();
    db.write(|writer| {
        let made = line(writer, 6)?;
        assert_eq!(thinning::remove(writer, ARTICLE, &made[1..5])?, 4);
        assert!(revisions::get(writer, made[3])?.is_none(), "the text is gone");
        assert!(revisions::descends(writer, made[5], made[0])?, "the line is not");
        assert!(revisions::descends(writer, made[5], made[3])?, "nor is one that was thinned out unknown");
        assert!(!revisions::descends(writer, made[0], made[5])?);
        Ok::<_, Error>(())
    })
    .unwrap();
}

#[test]
fn what_something_stands_on_is_not_removed_whoever_asks() {
    let (_folder, db) = profile();
    db.write(|writer| {
        let made = line(writer, 4)?;
        names::set(writer, made[0], "Bản chốt", 9)?;
        milestones::note(writer, made[1], Milestone::Approved, 9)?;
        assert_eq!(thinning::remove(writer, ARTICLE, &made)?, 1, "the named one, the approved one and the one on the screen stay");
        assert!(revisions::get(writer, made[2])?.is_none());
        Ok::<_, Error>(())
    })
    .unwrap();
}

#[test]
fn revisions_of_one_moment_are_listed_parents_first() {
    let (_folder, db) = profile();
    db.write(|writer| {
        let mut parents = Vec::new();
        let mut made = Vec::new();
        for count in 0..8 {
            let content = ArticleContent { title: format!("Bài {count}"), ..ArticleContent::empty("tin") };
            let device = DeviceId(uuid::Uuid::nil());
            let revision = Revision { article: ARTICLE, parents, author: None, device, made_at_ms: 5, content, unknown: BTreeMap::new() };
            made.push(revisions::add(writer, &revision, Origin::Autosave)?);
            parents = vec![made[made.len() - 1]];
        }
        let listed: Vec<RevisionId> = revisions::list(writer, ARTICLE)?.into_iter().map(|one| one.id).collect();
        assert_eq!(listed, made);
        Ok::<_, Error>(())
    })
    .unwrap();
}

#[test]
fn a_deleted_article_leaves_a_tombstone_and_none_of_its_words() {
    let (_folder, db) = profile();
    db.write(|writer| {
        let made = line(writer, 3)?;
        names::set(writer, made[0], "Bản chốt", 9)?;
        trash::put(writer, ARTICLE, 10)?;
        trash::delete(writer, ARTICLE, 11)?;
        assert!(trash::is_deleted(writer, ARTICLE)?);
        assert!(trash::all(writer)?.is_empty());
        assert!(articles::get(writer, ARTICLE)?.is_none());
        assert!(revisions::of(writer, ARTICLE)?.is_empty());
        Ok::<_, Error>(())
    })
    .unwrap();
}
