//! The disk: full, or holding the file of another version.

use banthao_protocol::{ErrorCode, Lock};
use banthao_testkit::{Office, article, unordered};

/// An encrypted file with `user_version` 9999 and a table of the future, under a key of 32 sevens.
const NEWER: &[u8] = include_bytes!("../fixtures/db/newer.db");

#[tokio::test]
async fn a_full_disk_refuses_the_save_keeps_the_text_before_it_and_recovers() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu đã lưu.").await;
    desk.restarts_with_pages(Some(48)).await;

    let text = |length: usize| unordered(length * 2500);
    let mut refusal = None;
    for length in 1..200 {
        if let Err(error) = desk.tries_to_save(&id, &article("Bản thảo", &text(length))).await {
            refusal = Some((error, length));
            break;
        }
    }
    let (error, length) = refusal.expect("the quota is reached");
    assert_eq!(error.code, ErrorCode::DiskFull);
    let kept = if length == 1 { "Câu đã lưu.".to_owned() } else { text(length - 1) };
    assert!(desk.reads(&id).await == kept, "the last text that was called saved is intact");
    desk.is_killed().await;
    assert!(desk.reads(&id).await == kept, "and on the disk");

    desk.restarts_with_pages(None).await;
    desk.saves(&id, &article("Bản thảo", &text(length))).await;
    assert!(desk.reads(&id).await == text(length), "with room again, it goes on");
}

#[tokio::test]
async fn a_text_that_does_not_fit_at_all_is_refused_and_the_one_before_it_stays() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Câu đã lưu.").await;
    desk.restarts_with_pages(Some(1)).await;
    // SQLite never goes below what the file has already; every new page is refused.
    let long = unordered(800_000);
    assert_eq!(desk.tries_to_save(&id, &article("Bản thảo", &long)).await.unwrap_err().code, ErrorCode::DiskFull);
    assert_eq!(desk.reads(&id).await, "Câu đã lưu.");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.writes("Bản thảo", "Nội dung.").await;
    desk.quits().await;
    let file = desk.databases().remove(0);
    let mut damaged = std::fs::read(&file).unwrap();
    damaged[..4096].fill(0x55);
    std::fs::write(&file, &damaged).unwrap();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::DatabaseUnreadable);
    assert_eq!(std::fs::read(&file).unwrap(), damaged, "a damaged file may still be mended by someone else");
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_told_as_such_and_not_touched() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.quits().await;
    let file = desk.databases().remove(0);
    std::fs::write(&file, NEWER).unwrap();
    desk.secrets().every_key_becomes([7; 32]);
    desk.is_switched_on().await;
    let Lock::DatabaseTooNew { found: 9999, known } = desk.state().await.lock else { panic!("{:?}", desk.state().await.lock) };
    assert!(known < 9999);
    assert_eq!(std::fs::read(&file).unwrap(), NEWER);
}
