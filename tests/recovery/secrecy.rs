//! A lost laptop reveals nothing.

use banthao_protocol::{BundleReport, RecoveryCodeView, RepairReport, SafetyView};
use banthao_testkit::{Office, PDF, files_below, photograph};
use serde_json::json;

#[tokio::test]
async fn no_word_of_a_draft_lies_in_the_clear_anywhere_in_the_profile() {
    const CANARY: &str = "hoàng-yến-trong-hầm-mỏ-7391";
    let office = Office::opens().await;
    let mut desk = office.desk_of("canbo").await;
    let id = desk.writes(&format!("Tiêu đề {CANARY}"), &format!("Nội dung {CANARY}")).await;
    let canary_file = [PDF, CANARY.as_bytes()].concat();
    desk.adds("tep.pdf", canary_file).await;
    let original = photograph(320, 200, 7);
    desk.adds("anh.jpg", original.clone()).await;
    desk.submits(&id).await;
    desk.syncs().await;
    let code: RecoveryCodeView = desk.asks("recovery_code_new", json!({})).await.unwrap();
    let _: SafetyView = desk.asks("backup_now", json!({})).await.unwrap();
    let keys_before = desk.secrets().contents();
    let _: SafetyView = desk.asks("key_rotate", json!({})).await.unwrap();
    let newer: RecoveryCodeView = desk.asks("recovery_code_new", json!({})).await.unwrap();
    let _: BundleReport = desk.asks("bundle_make", json!({"folder": desk.outside()})).await.unwrap();
    let view: SafetyView = desk.asks("backup_now", json!({})).await.unwrap();
    let _: RepairReport = desk.asks("backup_restore", json!({"taken_ms": view.snapshots[0].taken_ms})).await.unwrap();
    desk.writes("Bài khác", CANARY).await;
    let while_open = files_below(desk.folder());
    assert!(while_open.iter().any(|file| file.extension().is_some_and(|ending| ending == "db-wal")), "the log is looked at too");
    let mut looked_at = 0;
    for pass in ["while it runs", "after it quit"] {
        for file in [files_below(desk.folder()), files_below(desk.outside())].concat() {
            let bytes = std::fs::read(&file).unwrap();
            looked_at += bytes.len();
            let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            // The folded form is what the search column holds.
            for needle in [CANARY.as_bytes(), b"hoang-yen-trong-ham-mo-7391", &original[200..264], b"SQLite format 3"] {
                assert!(!holds(needle), "{pass}: {file:?} holds {:?} in the clear", String::from_utf8_lossy(needle));
            }
            for secret in keys_before.iter().chain(&desk.secrets().contents()) {
                assert!(!holds(secret), "{pass}: {file:?} holds a key or a token");
                assert!(
                    !holds(secret.iter().map(|byte| format!("{byte:02x}")).collect::<String>().as_bytes()),
                    "{pass}: {file:?} holds a key in letters"
                );
            }
            for code in [&code, &newer] {
                assert!(
                    !holds(code.groups.concat().as_bytes()) && !holds(code.groups.join("-").as_bytes()),
                    "{pass}: {file:?} holds a recovery code"
                );
            }
        }
        if pass == "while it runs" {
            desk.quits().await;
        }
    }
    assert!(looked_at > 100_000, "there was something to look at");
    let names: Vec<_> = files_below(desk.folder()).iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect();
    for kind in ["recovery.json", "key-check.json", "banthao.db-first"] {
        assert!(names.iter().any(|name| name == kind), "{kind} was among them: {names:?}");
    }
    assert!(files_below(desk.folder()).iter().any(|file| file.components().any(|part| part.as_os_str() == "damaged")));
}
