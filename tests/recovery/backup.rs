//! Snapshots: taken daily, read through, kept for a week, and good for going back.

use banthao_protocol::{ErrorCode, RepairReport, RestorePreview, SafetyView};
use banthao_testkit::{Desk, Office, files_below};
use serde_json::json;

const HOUR_MS: i64 = 60 * 60 * 1000;

async fn safety(desk: &Desk) -> SafetyView {
    desk.asks("safety_state", json!({})).await.expect("an open profile")
}

#[tokio::test]
async fn one_snapshot_a_day_is_taken_and_seven_are_kept() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    for day in 1..=9 {
        desk.writes(&format!("Bài ngày {day}"), "Nội dung.").await;
        desk.app().daily_backup().await;
        desk.app().daily_backup().await;
        let taken = safety(&desk).await.snapshots;
        assert_eq!(taken.len(), day.min(7), "once a day, however often it is asked");
        assert_eq!(taken[0].articles, Some(day as u32), "it holds what was written until then");
        office.clock().passes_ms(24 * HOUR_MS);
    }
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_written_is_told_and_writing_goes_on() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bản thảo", "Nội dung.").await;
    let profile = desk.databases().remove(0).parent().unwrap().to_owned();
    std::fs::write(profile.join("backups"), "a file where the folder should be").unwrap();
    desk.app().daily_backup().await;
    let trouble = safety(&desk).await.backup_trouble.expect("the person is told");
    assert_eq!(trouble.code, ErrorCode::StorageFailed);
    desk.types(&id, "Viết tiếp.").await;
    std::fs::remove_file(profile.join("backups")).unwrap();
    let view: SafetyView = desk.asks("backup_now", json!({})).await.expect("there is room again");
    assert!(view.backup_trouble.is_none(), "a good one ends the trouble");
}

#[tokio::test]
async fn a_damaged_page_of_the_database_is_found_by_the_snapshot_and_told() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    for number in 0..40_u32 {
        // Without any repetition, so that the pages of texts, which no start reads, are nearly all of the file.
        let words = (1..2000_u32).map(|word| (word * 40 + number).wrapping_mul(2_654_435_761).to_string());
        desk.writes(&format!("Bài {number}"), &words.collect::<Vec<_>>().join(" ")).await;
    }
    desk.quits().await;
    let file = desk.databases().remove(0);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 4096 / 2 * 4096 + 500;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    desk.is_switched_on().await;
    let refusal: Result<SafetyView, _> = desk.asks("backup_now", json!({})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::SnapshotUnreadable);
    assert!(safety(&desk).await.snapshots.is_empty(), "what does not read back is not called a snapshot");
    let left = files_below(file.parent().unwrap()).into_iter().filter(|file| file.to_string_lossy().ends_with(".part")).count();
    assert_eq!(left, 0, "and leaves nothing behind");
}

#[tokio::test]
async fn going_back_says_what_it_replaces_and_keeps_it_aside() {
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let kept = desk.writes("Bài một", "Chữ cũ.").await;
    let view: SafetyView = desk.asks("backup_now", json!({})).await.unwrap();
    let at = json!({"taken_ms": view.snapshots[0].taken_ms});
    desk.types(&kept, "Chữ mới.").await;
    let later = desk.writes("Bài hai", "Viết sau.").await;
    desk.syncs().await;

    let preview: RestorePreview = desk.asks("backup_preview", at.clone()).await.unwrap();
    assert_eq!((preview.articles, preview.changed, preview.missing), (1, 1, 1));
    let report: RepairReport = desk.asks("backup_restore", at).await.expect("the snapshot is good");
    assert_eq!(desk.reads(&kept).await, "Chữ cũ.");
    assert!(std::path::Path::new(&report.aside).join("banthao.db").exists(), "what was replaced can be gone back to");

    desk.syncs().await;
    assert_eq!(desk.reads(&later).await, "Viết sau.", "what the portal has comes back");
    desk.restarts().await;
    desk.types(&kept, "Chữ mới nữa.").await;
    desk.syncs().await;
    desk.syncs().await;
    assert!(desk.outbox().await.entries.iter().all(|entry| entry.trouble.is_none()), "{:?}", desk.outbox().await);
}

#[tokio::test]
async fn a_damaged_snapshot_is_not_restored() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bài một", "Chữ cũ.").await;
    let view: SafetyView = desk.asks("backup_now", json!({})).await.unwrap();
    desk.types(&id, "Chữ mới.").await;
    let file = files_below(desk.folder())
        .into_iter()
        .find(|file| file.to_string_lossy().contains("backups") && file.extension().is_some_and(|e| e == "db"))
        .unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let last = bytes.len() - 2000;
    bytes[last] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let refusal: Result<RepairReport, _> = desk.asks("backup_restore", json!({"taken_ms": view.snapshots[0].taken_ms})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::SnapshotUnreadable);
    assert_eq!(desk.reads(&id).await, "Chữ mới.");
}
