//! A database that was damaged: nothing is lost silently, and the damaged file is kept as it was.

use std::path::{Path, PathBuf};

use banthao_protocol::{Ailment, ErrorCode, ExportReport, Lock, RepairReport, RepairView, SafetyView};
use banthao_testkit::{Desk, Office, unordered};
use serde_json::json;

/// A desk with forty articles in a snapshot and three that are newer, switched off.
struct Damaged {
    _office: Office,
    desk: Desk,
    old: String,
    changed: String,
    newer: String,
    file: PathBuf,
}

impl Damaged {
    async fn by(damage: impl FnOnce(&mut Vec<u8>)) -> Self {
        let office = Office::opens().await;
        let mut desk = office.desk().await;
        let old = desk.writes("Bài đầu", "Chữ đầu.").await;
        let changed = desk.writes("Bài sẽ sửa", "Chữ cũ.").await;
        for number in 0..40 {
            desk.writes(&format!("Bài {number}"), &unordered(9000)).await;
        }
        let _: SafetyView = desk.asks("backup_now", json!({})).await.expect("a snapshot");
        office.clock().passes_ms(60_000);
        desk.types(&changed, "Chữ mới.").await;
        let newer = desk.writes("Bài sau bản sao lưu", "Viết sau.").await;
        desk.quits().await;
        let file = desk.databases().remove(0);
        let mut bytes = std::fs::read(&file).expect("the database");
        damage(&mut bytes);
        std::fs::write(&file, bytes).expect("the damage");
        Self { _office: office, desk, old, changed, newer, file }
    }

    async fn looks(&self) -> RepairView {
        self.desk.asks("repair_look", json!({})).await.expect("a damaged profile")
    }

    async fn is_repaired(&self, request: serde_json::Value) -> RepairReport {
        self.desk.asks("repair_do", request).await.expect("it can be repaired")
    }

    /// With the newest snapshot, and the damaged file is aside as it was.
    async fn is_repaired_from_its_snapshot(&mut self) -> RepairReport {
        let damaged = std::fs::read(&self.file).unwrap_or_default();
        let snapshot = self.looks().await.snapshots.first().expect("a good snapshot").taken_ms;
        let report = self.is_repaired(json!({"way": "snapshot", "taken_ms": snapshot})).await;
        assert_eq!(report.app.lock, Lock::Open { key: banthao_protocol::KeyPlace::Keyring });
        let aside = Path::new(&report.aside).join("banthao.db");
        assert!(std::fs::read(aside).unwrap_or_default() == damaged, "the damaged file is kept byte for byte");
        assert_eq!(self.desk.reads(&self.old).await, "Chữ đầu.");
        self.desk.restarts().await;
        assert_eq!(self.desk.reads(&self.old).await, "Chữ đầu.", "and it is whole for the next start too");
        report
    }
}

fn page(bytes: &[u8], of: usize, part: usize) -> usize {
    bytes.len() / 4096 * part / of * 4096
}

#[tokio::test]
async fn flipped_bits_in_the_first_page_lose_nothing_because_it_has_a_copy() {
    let mut damaged = Damaged::by(|bytes| bytes[20..60].fill(0x55)).await;
    damaged.desk.is_switched_on().await;
    assert_eq!(damaged.desk.state().await.lock, Lock::DatabaseUnreadable);
    let view = damaged.looks().await;
    assert_eq!((view.key_fits, view.readable), (Some(true), 43), "{view:?}");
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert_eq!((report.articles, report.is_partial), (43, false));
    assert_eq!(damaged.desk.reads(&damaged.changed).await, "Chữ mới.");
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Viết sau.");
}

#[tokio::test]
async fn a_first_page_without_its_copy_leaves_the_snapshot_and_says_so() {
    let mut damaged = Damaged::by(|bytes| bytes[..4096].fill(0)).await;
    std::fs::remove_file(damaged.file.with_extension("db-first")).unwrap();
    damaged.desk.is_switched_on().await;
    assert_eq!(damaged.looks().await.found, Ailment::Start);
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert_eq!((report.articles, report.rescued, report.is_partial), (42, 0, true), "what is missing is not passed over");
    assert_eq!(damaged.desk.reads(&damaged.changed).await, "Chữ cũ.");
}

#[tokio::test]
async fn flipped_bits_in_pages_of_the_middle_lose_at_most_what_is_on_them() {
    let mut damaged = Damaged::by(|bytes| {
        for part in [2, 3, 5] {
            let at = page(bytes, 7, part) + 700;
            bytes[at] ^= 0x10;
        }
    })
    .await;
    damaged.desk.is_switched_on().await;
    // It opens, for its beginning is whole: the first look into a damaged page closes it.
    for _ in 0..2 {
        let _ = damaged.desk.asks::<SafetyView>("backup_now", json!({})).await;
        let _ = damaged.desk.asks::<serde_json::Value>("article_list", json!({"shelf": "drafts"})).await;
        for id in [&damaged.old, &damaged.changed, &damaged.newer] {
            let _ = damaged.desk.asks::<serde_json::Value>("article_open", json!({"article": id})).await;
        }
    }
    if damaged.desk.state().await.lock != Lock::DatabaseUnreadable {
        let _: serde_json::Value = damaged.desk.asks("repair_begin", json!({})).await.expect("a person may ask for it");
    }
    let view = damaged.looks().await;
    assert_eq!((view.found, view.damaged_pages), (Ailment::Pages, Some(3)), "{view:?}");
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert!(report.is_partial && report.articles >= 42, "{report:?}");
}

#[tokio::test]
async fn a_file_that_was_cut_off_gives_what_it_still_holds() {
    let mut damaged = Damaged::by(|bytes| bytes.truncate(page(bytes, 2, 1))).await;
    damaged.desk.is_switched_on().await;
    if damaged.desk.state().await.lock != Lock::DatabaseUnreadable {
        let _: serde_json::Value = damaged.desk.asks("repair_begin", json!({})).await.expect("a person may ask for it");
    }
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert!(report.is_partial && report.articles >= 42, "{report:?}");
}

#[tokio::test]
async fn a_database_that_is_gone_is_not_made_anew_without_a_word() {
    let mut damaged = Damaged::by(|_| ()).await;
    std::fs::remove_file(&damaged.file).unwrap();
    damaged.desk.is_switched_on().await;
    assert_eq!(damaged.desk.state().await.lock, Lock::DatabaseUnreadable);
    assert_eq!(damaged.looks().await.found, Ailment::FileMissing);
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert_eq!((report.articles, report.is_partial), (42, true));
}

/// A desk that was killed: its last changes are only in the log.
async fn killed() -> (Damaged, PathBuf, Vec<u8>) {
    let mut damaged = Damaged::by(|_| ()).await;
    damaged.desk.is_switched_on().await;
    damaged.desk.types(&damaged.newer, "Chỉ có trong nhật ký.").await;
    let folder = damaged.file.parent().expect("a profile").to_owned();
    let left: Vec<_> = ["banthao.db", "banthao.db-wal", "banthao.db-used"]
        .map(|name| (folder.join(name), std::fs::read(folder.join(name)).expect("left by the process")))
        .into();
    damaged.desk.quits().await;
    // What the process had on the disk when it ended, put back as it was.
    for (file, bytes) in &left {
        std::fs::write(file, bytes).expect("put back");
    }
    let log = left[1].clone();
    (damaged, log.0, log.1)
}

#[tokio::test]
async fn after_a_kill_the_log_is_read_and_nobody_is_bothered() {
    let (mut damaged, _, _) = killed().await;
    damaged.desk.is_switched_on().await;
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Chỉ có trong nhật ký.");
    damaged.desk.restarts().await;
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Chỉ có trong nhật ký.", "nor at the start after the next");
}

#[tokio::test]
async fn a_log_that_was_deleted_is_missed_and_not_passed_over() {
    let (mut damaged, log, _) = killed().await;
    std::fs::remove_file(&log).unwrap();
    damaged.desk.is_switched_on().await;
    assert_eq!(damaged.desk.state().await.lock, Lock::DatabaseUnreadable);
    assert_eq!(damaged.looks().await.found, Ailment::LogMissing);
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert!(report.is_partial, "what was in the log is lost, and that is said");
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Viết sau.", "what had reached the file is newer than the snapshot");
}

#[tokio::test]
async fn a_log_that_is_none_is_kept_aside_and_not_overwritten() {
    let (mut damaged, log, bytes) = killed().await;
    let garbage: Vec<u8> = (0..bytes.len()).map(|at| (at * 7 + 3) as u8).collect();
    std::fs::write(&log, &garbage).unwrap();
    damaged.desk.is_switched_on().await;
    assert_eq!(damaged.looks().await.found, Ailment::LogForeign);
    assert!(std::fs::read(&log).unwrap() == garbage, "looking changes nothing");
    let report = damaged.is_repaired_from_its_snapshot().await;
    assert!(report.is_partial);
    assert!(std::fs::read(Path::new(&report.aside).join("banthao.db-wal")).unwrap() == garbage);
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Viết sau.");
}

#[tokio::test]
async fn without_any_snapshot_what_can_be_read_is_carried_over() {
    let mut damaged = Damaged::by(|bytes| bytes[20..60].fill(0x55)).await;
    std::fs::remove_dir_all(damaged.file.parent().unwrap().join("backups")).unwrap();
    damaged.desk.is_switched_on().await;
    assert!(damaged.looks().await.snapshots.is_empty());
    let report = damaged.is_repaired(json!({"way": "readable"})).await;
    assert_eq!((report.articles, report.rescued), (43, 43));
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Viết sau.");
}

#[tokio::test]
async fn a_new_beginning_keeps_the_old_file_and_its_drafts_can_be_written_out_before() {
    let mut damaged = Damaged::by(|bytes| bytes[20..60].fill(0x55)).await;
    damaged.desk.is_switched_on().await;
    let folder = damaged.desk.outside().to_owned();
    let request = json!({"folder": folder, "scope": "all", "form": "folder"});
    let export: ExportReport = damaged.desk.asks("repair_export", request).await.expect("the articles can be read");
    assert_eq!(export.articles, 43);
    let report = damaged.is_repaired(json!({"way": "start_new"})).await;
    assert_eq!(report.articles, 0);
    assert!(Path::new(&report.aside).join("banthao.db").exists());
    let import: serde_json::Value = damaged.desk.asks("drafts_import", json!({"path": export.path})).await.unwrap();
    assert_eq!(import["added"], 43, "and taken in again");
    assert_eq!(damaged.desk.reads(&damaged.newer).await, "Viết sau.");
}

#[tokio::test]
async fn an_open_profile_and_a_wrong_key_are_not_repaired() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    desk.writes("Bản thảo", "Nội dung.").await;
    let refusal: Result<RepairView, _> = desk.asks("repair_look", json!({})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongState);
    desk.quits().await;
    desk.secrets().keys_are_swapped();
    desk.is_switched_on().await;
    assert_eq!(desk.state().await.lock, Lock::WrongKey);
    let refusal: Result<RepairReport, _> = desk.asks("repair_do", json!({"way": "start_new"})).await;
    assert_eq!(refusal.unwrap_err().code, ErrorCode::WrongState, "the file is well and only wants its own key");
}
