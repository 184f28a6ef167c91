//! The key: in a keyring that locks, forgets or was never there.

use banthao_protocol::{AppView, ErrorCode, KeyPlace, Lock};
use banthao_testkit::{Desk, MemorySecrets, Office};
use serde_json::json;

async fn database(desk: &Desk) -> Vec<u8> {
    let files = desk.databases();
    assert_eq!(files.len(), 1, "one profile");
    std::fs::read(&files[0]).expect("the database is there")
}

async fn retries(desk: &Desk) -> AppView {
    desk.asks("app_retry_open", json!({})).await.expect("a locked profile is no error")
}

#[tokio::test]
async fn a_locked_keyring_is_told_and_unlocking_it_is_enough() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    desk.quits().await;
    desk.secrets().locks();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::KeyringUnavailable);
    let refusal: Result<serde_json::Value, _> = desk.asks("article_open", json!({"article": id})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::Locked);
    assert_eq!(retries(&desk).await.lock, Lock::KeyringUnavailable, "still locked");
    desk.secrets().unlocks();
    assert_eq!(retries(&desk).await.lock, Lock::Open { key: KeyPlace::Keyring });
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn a_keyring_that_forgot_the_key_gets_no_new_one_and_the_file_stays() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.writes("Bản thảo", "Nội dung.").await;
    desk.quits().await;
    let before = database(&desk).await;
    desk.secrets().is_wiped();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::KeyMissing);
    assert_eq!(retries(&desk).await.lock, Lock::KeyMissing);
    assert_eq!(database(&desk).await, before, "the drafts may still be saved by the key's return");
    assert!(desk.secrets().contents().is_empty(), "a new key would open nothing");
}

#[tokio::test]
async fn a_key_that_does_not_fit_changes_nothing() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    desk.quits().await;
    let before = database(&desk).await;
    desk.secrets().keys_are_swapped();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::WrongKey, "nobody is to repair a file that is quite well");
    assert_eq!(database(&desk).await, before);
    desk.secrets().keys_are_swapped();
    assert_eq!(retries(&desk).await.lock, Lock::Open { key: KeyPlace::Keyring });
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn a_machine_without_a_keyring_asks_for_a_passphrase_and_takes_no_other() {
    let office = Office::opens().await;
    let mut desk = office.desk_with(MemorySecrets::absent()).await;
    assert_eq!(desk.state().await.lock, Lock::NewPassphrase);
    let unlock = |passphrase: &'static str| json!({"passphrase": passphrase});
    let weak: Result<AppView, _> = desk.asks("app_unlock", unlock("ngắn")).await;
    let weak = weak.unwrap_err();
    assert_eq!((weak.code, weak.params["min"].as_str()), (ErrorCode::WeakPassphrase, "10"));
    assert_eq!(desk.state().await.lock, Lock::NewPassphrase);

    let state: AppView = desk.asks("app_unlock", unlock("chuồn chuồn bay thấp")).await.unwrap();
    assert_eq!(state.lock, Lock::Open { key: KeyPlace::Passphrase });
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    desk.signs_in("canbo").await;

    desk.restarts().await;
    assert_eq!(desk.state().await.lock, Lock::Passphrase);
    let wrong: Result<AppView, _> = desk.asks("app_unlock", unlock("chuồn chuồn bay cao")).await;
    assert_eq!(wrong.unwrap_err().code, ErrorCode::WrongPassphrase);
    let _: AppView = desk.asks("app_unlock", unlock("chuồn chuồn bay thấp")).await.unwrap();
    assert_eq!(desk.reads(&id).await, "Nội dung.");
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 1, "the session was kept inside the encrypted file");
}

#[tokio::test]
async fn another_person_without_a_keyring_sets_a_passphrase_of_their_own() {
    let office = Office::opens().await;
    let desk = office.desk_with(MemorySecrets::absent()).await;
    let _: AppView = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await.unwrap();
    desk.signs_in("canbo").await;
    let id = desk.writes("Bản thảo riêng", "Nội dung.").await;
    let mine = desk.state().await.profile.unwrap().profile;
    let state = desk.signs_in("lanhdao").await;
    assert_eq!(state.lock, Lock::NewPassphrase, "their drafts get a lock of their own");
    let request =
        json!({"portal_url": desk.portal_url(), "username": "lanhdao", "password": "ban-thao-demo", "passphrase": "mưa ngập bờ ao"});
    let state: AppView = desk.asks("sign_in", request).await.unwrap();
    assert_eq!(state.lock, Lock::Open { key: KeyPlace::Passphrase });
    assert_eq!(state.profiles.len(), 2);
    let state: AppView = desk.asks("profile_switch", json!({"profile": mine})).await.unwrap();
    assert_eq!(state.lock, Lock::Passphrase, "going back takes the officer's own passphrase");
    let _: AppView = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await.unwrap();
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn a_provisioned_machine_without_a_keyring_is_signed_in_once_its_passphrase_is_set() {
    let office = Office::opens().await;
    let mut desk = office.desk_with(MemorySecrets::absent()).await;
    desk.is_provisioned_for("canbo");
    desk.restarts().await;
    assert_eq!(desk.state().await.lock, Lock::NewPassphrase);
    let opened: AppView = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await.expect("a good passphrase");
    assert!(opened.profile.is_some_and(|profile| profile.signed_in), "the officer was to find the machine signed in");
}
