//! What is removed from the media store, and above all what is not.

use std::collections::{BTreeMap, BTreeSet};

use banthao_document::{ArticleContent, ArticleId, BlobId, Body, DeviceId, OpId, Revision};
use banthao_store::{
    Db, Error, Key, Settings, articles, media,
    media_collection::{Collected, Confirmed, Look, Named, Retention, Standing, Verdict, collect, judge},
    outbox, portals,
    revisions::{self, Origin},
};
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Later than any file that a test writes.
const NOW: i64 = 4_000_000_000_000;
const PORTAL: Uuid = Uuid::from_u128(1);
const RETENTION: Retention = Retention { young_ms: 30 * DAY, marked_ms: 7 * DAY, orphan_ms: 7 * DAY };

struct Profile {
    folder: TempDir,
    db: Db,
}

impl Profile {
    fn opens() -> Self {
        let folder = tempfile::tempdir().expect("the profile works");
        let db = Db::open(&Settings::in_folder(folder.path()), &key()).expect("the profile works");
        db.write(|writer| portals::meet(writer, PORTAL, PORTAL, "https://cong.example", "Cổng")).expect("the profile works");
        Self { folder, db }
    }

    /// Media as they are taken in, each with an original and a thumbnail of its own.
    fn adds(&self, name: u8, added_ms: i64) -> BlobId {
        let adding = self.db.vault().adding();
        let blob = adding.keep(&content_of(name)).expect("the profile works");
        let original = adding.keep(&[name, 1]).expect("the profile works");
        let thumbnail = adding.keep(&[name, 2]).expect("the profile works");
        let medium = media::Medium {
            blob,
            media_type: "image/jpeg".to_owned(),
            bytes: 300,
            size: None,
            file_name: format!("{name}.jpg"),
            original: Some(original),
            added_ms,
        };
        self.db
            .write(|writer| media::put(writer, &medium).and_then(|()| media::put_thumbnail(writer, blob, thumbnail)))
            .expect("the profile works");
        blob
    }

    fn confirms(&self, name: u8) {
        self.db.write(|writer| media::confirm_upload(writer, PORTAL, blob_of(name))).expect("the profile works");
    }

    fn writes(&self, article: u8, names: &[u8]) {
        self.db.write(|writer| articles::save(writer, id(article), &text(names), &Value::Null, NOW)).expect("the profile works");
    }

    fn commits(&self, article: u8, names: &[u8]) {
        let revision = Revision {
            article: id(article),
            parents: Vec::new(),
            author: None,
            device: DeviceId(Uuid::from_u128(2)),
            made_at_ms: NOW,
            content: text(names),
            unknown: BTreeMap::new(),
        };
        self.db.write(|writer| revisions::add(writer, &revision, Origin::Autosave)).expect("the profile works");
    }

    fn asks(&self, names: &[u8]) {
        let entry = outbox::Entry {
            op_id: OpId(Uuid::from_u128(9)),
            portal: Some(PORTAL),
            article: id(9),
            op_seq: None,
            act: json!({"content": text(names)}),
            bytes: 0,
            state: outbox::State::Queued,
            problem: None,
            created_ms: NOW,
        };
        self.db.write(|writer| outbox::add(writer, &entry)).expect("the profile works");
    }

    fn looks(&self, now_ms: i64) -> Collected {
        collect(&self.db, now_ms, RETENTION).expect("the profile works")
    }

    /// Two looks, far enough from each other and from everything that was done.
    fn looks_twice(&self) -> Vec<BlobId> {
        self.looks(NOW);
        self.looks(NOW + 7 * DAY).removed
    }

    fn has(&self, name: u8) -> bool {
        let parts = [content_of(name), vec![name, 1], vec![name, 2]];
        let there: BTreeSet<bool> =
            parts.iter().map(|part| self.db.vault().get(BlobId::of(part)).is_ok_and(|bytes| bytes == *part)).collect();
        let row = self.db.read(|reader| media::get(reader, blob_of(name))).expect("the profile works").is_some();
        assert_eq!(there, BTreeSet::from([row]), "medium {name}: row, file, original and thumbnail stay or go together");
        row
    }

    fn raw(&self) -> Connection {
        let connection = Connection::open(Db::file(self.folder.path())).expect("the profile works");
        let key: String = key().expose().iter().map(|byte| format!("{byte:02x}")).collect();
        connection.pragma_update(None, "key", format!("x'{key}'")).expect("the profile works");
        connection
    }
}

fn key() -> Key {
    Key::from_bytes(&[7; 32]).expect("the profile works")
}

fn id(article: u8) -> ArticleId {
    ArticleId(Uuid::from_u128(100 + u128::from(article)))
}

fn content_of(name: u8) -> Vec<u8> {
    vec![name; 300]
}

fn blob_of(name: u8) -> BlobId {
    BlobId::of(&content_of(name))
}

fn text(names: &[u8]) -> ArticleContent {
    let figures: Vec<Value> = names.iter().map(|name| json!({"type": "figure", "attrs": {"blob": blob_of(*name).to_string()}})).collect();
    ArticleContent { body: Body(json!({"type": "doc", "content": figures})), ..ArticleContent::empty("tin") }
}

#[test]
fn a_medium_goes_only_when_everything_speaks_for_it() {
    use Confirmed::{ByAPortal, ByNobody};
    use Named::{Nowhere, Somewhere};
    use Verdict::{Keep, Mark, Remove, Wait};
    let cases = [
        (Somewhere, ByAPortal, 400, Some(300), Keep),
        (Somewhere, ByNobody, 400, Some(300), Keep),
        (Nowhere, ByNobody, 400, Some(300), Keep),
        (Nowhere, ByNobody, 400, None, Keep),
        (Nowhere, ByAPortal, 29, Some(29), Keep),
        (Nowhere, ByAPortal, -5, None, Keep),
        (Nowhere, ByAPortal, 30, None, Mark),
        (Nowhere, ByAPortal, 30, Some(6), Wait),
        (Nowhere, ByAPortal, 400, Some(-300), Wait),
        (Nowhere, ByAPortal, 30, Some(7), Remove),
    ];
    for (named, confirmed, age, marked, expected) in cases {
        let standing = Standing { age_ms: age * DAY, named, confirmed, marked_for_ms: marked.map(|days: i64| days * DAY) };
        assert_eq!(judge(standing, RETENTION), expected, "{standing:?}");
    }
}

#[test]
fn a_forgotten_medium_goes_at_the_second_look_with_all_that_belongs_to_it() {
    let profile = Profile::opens();
    let blob = profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    assert_eq!(profile.looks(NOW), Collected { marked: 1, ..Collected::default() });
    assert_eq!(profile.looks(NOW + 6 * DAY), Collected::default(), "later is not yet");
    assert_eq!(profile.looks(NOW + 7 * DAY).removed, [blob]);
    assert!(!profile.has(1));
    assert!(profile.db.vault().files().unwrap().is_empty(), "the file, the original and the thumbnail");
}

#[test]
fn whatever_names_a_medium_keeps_it() {
    let profile = Profile::opens();
    for name in 1..=5 {
        profile.adds(name, NOW - 400 * DAY);
        profile.confirms(name);
    }
    profile.writes(1, &[1]);
    profile.commits(2, &[2]);
    profile.asks(&[3]);
    let other = profile.raw();
    other.execute_batch("CREATE TABLE a_later_table (position INTEGER PRIMARY KEY, batch TEXT, digest BLOB) STRICT").unwrap();
    let named = format!("{{\"slice\":[\"{}\"]}}", blob_of(4));
    other.execute("INSERT INTO a_later_table (batch, digest) VALUES (?1, ?2)", (named, &blob_of(5).0[..])).unwrap();
    assert_eq!(profile.looks_twice(), [], "the text, an old revision, what waits to be sent, and a table that nobody thought of");
    other.execute("DELETE FROM a_later_table", []).unwrap();
    profile.looks(NOW + 8 * DAY);
    assert_eq!(profile.looks(NOW + 15 * DAY).removed.len(), 2, "and only because they named it");
}

#[test]
fn a_medium_that_is_named_far_back_in_a_long_table_is_found() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    profile
        .db
        .write(|writer| {
            for article in 0..=250 {
                let names: &[u8] = if article == 250 { &[1] } else { &[] };
                articles::save(writer, id(article), &text(names), &Value::Null, NOW)?;
            }
            Ok::<_, Error>(())
        })
        .unwrap();
    assert_eq!(profile.looks_twice(), []);
}

#[test]
fn what_no_portal_has_confirmed_stays_for_ever() {
    let profile = Profile::opens();
    profile.adds(1, 0);
    assert_eq!(profile.looks_twice(), []);
    assert!(profile.has(1));
}

#[test]
fn a_medium_that_comes_in_again_is_young_again() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    profile.looks(NOW);
    profile.adds(1, NOW + DAY);
    assert_eq!(profile.looks(NOW + 7 * DAY).removed, []);
    profile.looks(NOW + 40 * DAY);
    assert_eq!(profile.looks(NOW + 40 * DAY).removed, [], "and its old mark is forgotten");
}

#[test]
fn a_medium_that_is_named_between_the_looks_is_suspected_anew() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    profile.looks(NOW);
    profile.writes(1, &[1]);
    profile.looks(NOW + 7 * DAY);
    profile.writes(1, &[]);
    assert_eq!(profile.looks(NOW + 14 * DAY).removed, [], "the first look after it was named again");
    assert!(profile.has(1));
}

#[test]
fn what_is_named_while_the_look_lasts_is_not_removed() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    profile.looks(NOW);
    let look = Look::take(&profile.db, NOW + 7 * DAY, RETENTION).unwrap();
    profile.writes(1, &[1]);
    let collected = look.act(&profile.db).unwrap();
    assert!(collected.disturbed && collected.removed.is_empty());

    profile.writes(1, &[]);
    let other_door = Db::open(&Settings::in_folder(profile.folder.path()), &key()).unwrap();
    let look = Look::take(&profile.db, NOW + 7 * DAY, RETENTION).unwrap();
    other_door.write(|writer| articles::save(writer, id(1), &text(&[1]), &Value::Null, NOW)).unwrap();
    let collected = look.act(&profile.db).unwrap();
    assert!(collected.disturbed && collected.removed.is_empty(), "nor when it was written through another door");
    assert!(profile.has(1));
}

#[test]
fn nothing_is_removed_while_somebody_adds() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    profile.looks(NOW);
    let adding = profile.db.vault().adding();
    adding.keep(&content_of(1)).unwrap();
    assert!(profile.looks(NOW + 7 * DAY).disturbed, "its file is in place and its row is on the way");
    drop(adding);
    assert!(profile.has(1));
}

#[test]
fn what_cannot_be_searched_stops_everything() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    profile.looks(NOW);
    let other = profile.raw();
    other.execute_batch("CREATE TABLE packed (body BLOB NOT NULL) STRICT").unwrap();
    other.execute("INSERT INTO packed VALUES (?1)", [vec![0xb5_u8; 100]]).unwrap();
    assert!(matches!(collect(&profile.db, NOW + 7 * DAY, RETENTION), Err(Error::Opaque)));
    assert!(profile.has(1));
}

#[test]
fn an_original_that_another_medium_needs_stays() {
    let profile = Profile::opens();
    profile.adds(1, NOW - 40 * DAY);
    profile.confirms(1);
    let shared = BlobId::of(&[1, 1]);
    let other = media::Medium {
        blob: profile.db.vault().adding().keep(b"another web version").unwrap(),
        media_type: "image/jpeg".to_owned(),
        bytes: 19,
        size: None,
        file_name: String::new(),
        original: Some(shared),
        added_ms: NOW,
    };
    profile.db.write(|writer| media::put(writer, &other)).unwrap();
    assert_eq!(profile.looks_twice(), [blob_of(1)]);
    assert_eq!(profile.db.vault().get(shared).unwrap(), [1, 1]);
}

#[test]
fn a_file_without_a_row_goes_after_a_while_and_a_row_without_a_file_is_reported() {
    let profile = Profile::opens();
    let orphan = profile.db.vault().adding().keep(b"a crash came before the row").unwrap();
    let written_ms = profile.db.vault().files().unwrap()[0].written_ms;
    assert_eq!(profile.looks(written_ms + 6 * DAY).orphans, 0, "its row may still come");
    assert_eq!(profile.looks(written_ms + 7 * DAY).orphans, 1);
    assert!(matches!(profile.db.vault().get(orphan), Err(Error::NoMedium)));

    let blob = profile.adds(1, NOW);
    let name = blob.to_string();
    std::fs::remove_file(profile.folder.path().join("media").join(&name[..2]).join(&name)).unwrap();
    assert_eq!(profile.looks(NOW).missing, [blob]);
    assert!(profile.db.read(|reader| media::get(reader, blob)).unwrap().is_some(), "a portal may still have it");
}

#[derive(Debug, Clone)]
enum Step {
    Adds(u8),
    Writes(u8, Vec<u8>),
    Commits(u8, Vec<u8>),
    Confirms(u8),
    Waits(i64),
    Looks,
    LooksWhileSomebodyWrites(u8, Vec<u8>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = || 1..6_u8;
    let names = || prop::collection::vec(name(), 0..3);
    let step = prop_oneof![
        3 => name().prop_map(Step::Adds),
        3 => (0..3_u8, names()).prop_map(|(article, names)| Step::Writes(article, names)),
        1 => (0..3_u8, names()).prop_map(|(article, names)| Step::Commits(article, names)),
        3 => name().prop_map(Step::Confirms),
        4 => (1..40_i64).prop_map(Step::Waits),
        6 => Just(Step::Looks),
        2 => (0..3_u8, names()).prop_map(|(article, names)| Step::LooksWhileSomebodyWrites(article, names)),
    ];
    prop::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_happens_nothing_that_is_named_unconfirmed_or_young_is_ever_removed(steps in steps()) {
        let profile = Profile::opens();
        let mut now = NOW;
        let mut added: BTreeMap<u8, i64> = BTreeMap::new();
        let mut confirmed = BTreeSet::new();
        let mut texts: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
        let mut history: BTreeSet<u8> = BTreeSet::new();
        let mut gone = BTreeSet::new();
        for step in steps {
            let mut removed = Vec::new();
            match step {
                Step::Adds(name) => {
                    profile.adds(name, now);
                    added.insert(name, now);
                    gone.remove(&name);
                }
                Step::Writes(article, names) => {
                    profile.writes(article, &names);
                    texts.insert(article, names);
                }
                Step::Commits(article, names) => {
                    profile.commits(article, &names);
                    history.extend(names);
                }
                Step::Confirms(name) => {
                    profile.confirms(name);
                    confirmed.insert(name);
                }
                Step::Waits(days) => now += days * DAY,
                Step::Looks => removed = profile.looks(now).removed,
                Step::LooksWhileSomebodyWrites(article, names) => {
                    let look = Look::take(&profile.db, now, RETENTION).unwrap();
                    profile.writes(article, &names);
                    texts.insert(article, names);
                    removed = look.act(&profile.db).unwrap().removed;
                }
            }
            for (&name, &added_ms) in &added {
                let named = history.contains(&name) || texts.values().flatten().any(|named| *named == name);
                let needed = named || !confirmed.contains(&name) || now - added_ms < RETENTION.young_ms;
                if removed.contains(&blob_of(name)) {
                    prop_assert!(!needed, "medium {name} was removed while it was needed");
                    gone.insert(name);
                }
                prop_assert_eq!(profile.has(name), !gone.contains(&name), "medium {}", name);
            }
        }
    }
}
