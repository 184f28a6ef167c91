use std::collections::BTreeMap;
use std::sync::Mutex;

use banthao_document::{ArticleContent, ArticleId};
use banthao_store::{Settings, articles};

use super::*;
use crate::{recovery_code::Code, secrets::SecretError};

#[derive(Default)]
struct Keyring(Mutex<BTreeMap<String, Vec<u8>>>);

impl SecretStore for Keyring {
    fn exists(&self) -> bool {
        true
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

struct Desk {
    folder: tempfile::TempDir,
    keyring: Keyring,
    profile: Uuid,
    article: ArticleId,
    medium: banthao_document::BlobId,
    old: Key,
    new: Key,
    place: KeyPlace,
}

const PASSPHRASE: &str = "chuồn chuồn bay thấp";

impl Desk {
    fn of(place: KeyPlace) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (old, profile, article) = (Key::random(), Uuid::from_u128(1), ArticleId(Uuid::from_u128(2)));
        let keyring = Keyring::default();
        match place {
            KeyPlace::Keyring => keyring.set(&key_name(profile), old.expose()).unwrap(),
            KeyPlace::Passphrase => passphrase::wrap(&folder.path().join("key.json"), PASSPHRASE, &old).unwrap(),
        }
        let db = Db::open(&Settings::in_folder(folder.path()), &old).unwrap();
        let content = ArticleContent { title: "Công bố".to_owned(), ..ArticleContent::empty("tin") };
        db.write(|writer| articles::save(writer, article, &content, &serde_json::Value::Null, 1)).unwrap();
        let medium = db.vault().adding().keep(b"anh chup").unwrap();
        backup::take(&db, 1).unwrap();
        db.close().unwrap();
        key_check::note(folder.path(), &old).unwrap();
        Self { folder, keyring, profile, article, medium, old, new: Key::random(), place }
    }

    fn rotation(&self) -> Rotation<'_> {
        Rotation {
            folder: self.folder.path().to_owned(),
            profile: self.profile,
            place: self.place,
            secrets: &self.keyring,
            old: self.old.clone(),
            new: self.new.clone(),
            passphrase: (self.place == KeyPlace::Passphrase).then(|| Zeroizing::new(PASSPHRASE.to_owned())),
        }
    }

    /// The key as the next start gets it from its keeper.
    fn kept(&self) -> Key {
        match self.place {
            KeyPlace::Keyring => Key::from_bytes(&self.keyring.get(&key_name(self.profile)).unwrap().unwrap()).unwrap(),
            KeyPlace::Passphrase => passphrase::open(&self.folder.path().join("key.json"), PASSPHRASE).unwrap(),
        }
    }

    fn starts_with(&self, key: Key) -> Key {
        let key = settle(self.folder.path(), self.profile, self.place, &self.keyring, key);
        let db = Db::open(&Settings::in_folder(self.folder.path()), &key).expect("the profile opens");
        let article = db.read(|reader| articles::get(reader, self.article)).unwrap().expect("the draft is there");
        assert_eq!(article.content.title, "Công bố");
        assert_eq!(db.vault().get(self.medium).expect("its picture too"), b"anh chup");
        db.close().unwrap();
        key
    }
}

#[test]
fn a_change_of_the_key_that_is_cut_off_after_any_step_leaves_every_draft_and_one_key() {
    for place in [KeyPlace::Keyring, KeyPlace::Passphrase] {
        for steps in 0..=Step::ALL.len() {
            let desk = Desk::of(place);
            let rotation = desk.rotation();
            Step::ALL[..steps].iter().try_for_each(|step| rotation.take(*step)).unwrap();

            let key = desk.starts_with(desk.kept());
            assert_eq!(key == desk.new, steps >= 3, "{place:?}: the swap decides, {steps} steps");
            assert_eq!(desk.kept(), key, "{place:?}: its keeper has the key that opens it, after {steps} steps");
            let snapshot = backup::list(desk.folder.path()).unwrap().remove(0);
            assert!(backup::verify(&snapshot.file, &key).is_ok(), "{place:?}: the snapshot opens too, after {steps} steps");
            let left = ["rotation.json", "key.next.json", "banthao.db-rotated"].map(|name| desk.folder.path().join(name).exists());
            assert_eq!(left, [false; 3], "{place:?}: nothing is left that leads to the old key, after {steps} steps");
            assert_eq!(desk.starts_with(key.clone()), key, "{place:?}: and the next start changes nothing");
        }
    }
}

#[test]
fn the_code_on_paper_opens_the_profile_until_the_change_is_done_and_not_after() {
    for steps in 0..=Step::ALL.len() {
        let desk = Desk::of(KeyPlace::Keyring);
        let code = Code::random().unwrap();
        recovery_code::propose(desk.folder.path(), &code, &desk.old, 1).unwrap();
        recovery_code::confirm(desk.folder.path()).unwrap();
        let rotation = desk.rotation();
        Step::ALL[..steps].iter().try_for_each(|step| rotation.take(*step)).unwrap();
        match recovery_code::open(desk.folder.path(), &code) {
            Ok((key, _)) => assert_eq!(desk.starts_with(key) == desk.new, steps >= 3, "{steps} steps"),
            Err(error) => assert!(steps >= 6 && error.code == ErrorCode::RecoveryCodeNone, "{steps} steps: {error:?}"),
        }
    }
}

#[test]
fn the_old_key_opens_nothing_when_the_change_is_done() {
    let desk = Desk::of(KeyPlace::Keyring);
    desk.rotation().run().unwrap();
    assert_eq!(settle(desk.folder.path(), desk.profile, desk.place, &desk.keyring, desk.old.clone()), desk.old);
    assert!(!rekey::opens(&Db::file(desk.folder.path()), &desk.old));
    let snapshot = backup::list(desk.folder.path()).unwrap().remove(0);
    assert!(!rekey::opens(&snapshot.file, &desk.old), "a snapshot under the old key would be a back door");
    assert_eq!(key_check::fits(desk.folder.path(), &desk.old), Some(false));
}

#[test]
fn a_second_change_still_reads_the_media_of_the_first_key() {
    let desk = Desk::of(KeyPlace::Keyring);
    desk.rotation().run().unwrap();
    let third = Key::random();
    Rotation { old: desk.new.clone(), new: third.clone(), ..desk.rotation() }.run().unwrap();
    assert_eq!(desk.starts_with(third.clone()), third);
}
