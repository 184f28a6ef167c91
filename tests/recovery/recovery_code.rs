//! The code on paper, when the keyring has forgotten the key.

use banthao_protocol::{AppView, ErrorCode, KeyPlace, Lock, RecoveryCodeState, RecoveryCodeView, RecoveryTestView, SafetyView};
use banthao_testkit::{Desk, MemorySecrets, Office};
use serde_json::json;

async fn writes_down(desk: &Desk) -> String {
    let shown: RecoveryCodeView = desk.asks("recovery_code_new", json!({})).await.expect("a code");
    let groups: Vec<_> = shown.ask.iter().map(|at| shown.groups[*at as usize].to_lowercase()).collect();
    let view: SafetyView = desk.asks("recovery_code_confirm", json!({"groups": groups})).await.expect("the right groups");
    assert!(matches!(view.recovery, RecoveryCodeState::Confirmed { .. }));
    assert!(!view.remind, "who has written it down is not reminded");
    shown.groups.join("-")
}

async fn recovers(desk: &Desk, code: &str) -> Result<AppView, banthao_protocol::ApiError> {
    desk.asks("app_recover", json!({"code": code})).await
}

#[tokio::test]
async fn the_code_opens_a_profile_whose_keyring_was_wiped_and_gives_the_key_back_to_it() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let code = writes_down(&desk).await;
    desk.quits().await;
    desk.secrets().is_wiped();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::KeyMissing);
    let view = recovers(&desk, &code.to_lowercase().replace('-', " ")).await.expect("the code is right");
    assert_eq!(view.lock, Lock::Open { key: KeyPlace::Keyring });
    assert_eq!(desk.reads(&id).await, "Nội dung.");
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Nội dung.", "the keyring has the key again");
}

#[tokio::test]
async fn a_locked_keyring_is_got_around_for_this_once() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let code = writes_down(&desk).await;
    desk.quits().await;
    desk.secrets().locks();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::KeyringUnavailable);
    recovers(&desk, &code).await.expect("the code is right");
    assert_eq!(desk.reads(&id).await, "Nội dung.");
    desk.restarts().await;
    assert_eq!(desk.state().await.lock, Lock::KeyringUnavailable, "nothing was written where the keyring does not answer");
}

#[tokio::test]
async fn a_wrong_code_opens_nothing_and_changes_nothing() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.writes("Bản thảo", "Nội dung.").await;
    let code = writes_down(&desk).await;
    let other = office.desk().await;
    let foreign = writes_down(&other).await;
    desk.quits().await;
    desk.secrets().is_wiped();
    desk.is_switched_on().await;
    let before = everything(&desk);
    assert_eq!(recovers(&desk, &foreign).await.unwrap_err().code, ErrorCode::RecoveryCodeWrong);
    let slip = format!("{}{}", &code[..code.len() - 1], if code.ends_with('7') { '8' } else { '7' });
    assert_eq!(recovers(&desk, &slip).await.unwrap_err().code, ErrorCode::RecoveryCodeMistyped);
    assert_eq!(desk.state().await.lock, Lock::KeyMissing);
    assert!(everything(&desk) == before, "a wrong key fails closed");
    assert!(desk.secrets().contents().is_empty());
}

fn everything(desk: &Desk) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    banthao_testkit::files_below(desk.folder())
        .into_iter()
        .map(|file| (file.clone(), std::fs::read(file).expect("a readable file")))
        .collect()
}

#[tokio::test]
async fn trying_a_code_says_right_or_wrong_and_a_new_one_voids_the_old() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let view: SafetyView = desk.asks("safety_state", json!({})).await.unwrap();
    assert!(view.remind, "a profile without a code reminds");
    let old = writes_down(&desk).await;
    let tries = async |code: &str| desk.asks::<RecoveryTestView>("recovery_code_test", json!({"code": code})).await.unwrap().opens;
    assert!(tries(&old).await);
    let shown: RecoveryCodeView = desk.asks("recovery_code_new", json!({})).await.unwrap();
    let refusal: Result<SafetyView, _> = desk.asks("recovery_code_confirm", json!({"groups": ["7777", "7777"]})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::RecoveryGroupsDiffer);
    assert!(tries(&old).await, "until the new one is known to be on paper, the old one is good");
    assert!(tries(&shown.groups.join(" ")).await, "typing all of it shows that it is on paper");
    assert!(!tries(&old).await, "and from then on it is the only one");
}

#[tokio::test]
async fn a_forgotten_passphrase_is_replaced_with_the_code() {
    let office = Office::opens().await;
    let mut desk = office.desk_with(MemorySecrets::absent()).await;
    let _: AppView = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await.unwrap();
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let code = writes_down(&desk).await;
    desk.restarts().await;
    let request = json!({"code": code, "new_passphrase": "mưa ngập bờ ao"});
    let view: AppView = desk.asks("app_recover", request).await.expect("the code is right");
    assert_eq!(view.lock, Lock::Open { key: KeyPlace::Passphrase });
    desk.restarts().await;
    let old: Result<AppView, _> = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await;
    assert_eq!(old.unwrap_err().code, ErrorCode::WrongPassphrase);
    let _: AppView = desk.asks("app_unlock", json!({"passphrase": "mưa ngập bờ ao"})).await.expect("the new one");
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}

#[tokio::test]
async fn a_new_key_keeps_every_draft_picture_and_session_and_voids_the_code() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let picture = desk.adds("anh.jpg", banthao_testkit::photograph(320, 200, 7)).await;
    let code = writes_down(&desk).await;
    let before = desk.secrets().contents();
    let view: SafetyView = desk.asks("key_rotate", json!({})).await.expect("the key changes");
    assert_eq!(view.recovery, RecoveryCodeState::None, "the code held the old key");
    assert!(view.remind);
    assert!(desk.secrets().contents().iter().any(|secret| !before.contains(secret)), "the keyring has another key");
    assert_eq!(desk.reads(&id).await, "Nội dung.");
    desk.restarts().await;
    assert_eq!(desk.reads(&id).await, "Nội dung.");
    assert!(desk.app().media_read(&picture.blob).await.is_ok());
    desk.syncs().await;
    assert_eq!(office.articles_of("canbo").await.len(), 1, "signed in as before");
    let refusal: Result<RecoveryTestView, _> = desk.asks("recovery_code_test", json!({"code": code})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::RecoveryCodeNone);
}

#[tokio::test]
async fn a_new_key_without_the_right_passphrase_is_refused_and_the_old_one_stays() {
    let office = Office::opens().await;
    let mut desk = office.desk_with(MemorySecrets::absent()).await;
    let _: AppView = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await.unwrap();
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let refusal: Result<SafetyView, _> = desk.asks("key_rotate", json!({"passphrase": "chuồn chuồn bay cao"})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongPassphrase);
    let _: SafetyView = desk.asks("key_rotate", json!({"passphrase": "chuồn chuồn bay thấp"})).await.expect("the right one");
    desk.restarts().await;
    let _: AppView = desk.asks("app_unlock", json!({"passphrase": "chuồn chuồn bay thấp"})).await.expect("the passphrase is the same");
    assert_eq!(desk.reads(&id).await, "Nội dung.");
}
