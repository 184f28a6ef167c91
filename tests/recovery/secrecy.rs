//! A lost laptop reveals nothing.

use banthao_testkit::{Office, PDF, files_below, photograph};

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
    let while_open = files_below(desk.folder());
    assert!(while_open.iter().any(|file| file.extension().is_some_and(|ending| ending == "db-wal")), "the log is looked at too");
    let mut looked_at = 0;
    for pass in ["while it runs", "after it quit"] {
        for file in files_below(desk.folder()) {
            let bytes = std::fs::read(&file).unwrap();
            looked_at += bytes.len();
            let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
            // The folded form is what the search column holds.
            for needle in [CANARY.as_bytes(), b"hoang-yen-trong-ham-mo-7391", &original[200..264], b"SQLite format 3"] {
                assert!(!holds(needle), "{pass}: {file:?} holds {:?} in the clear", String::from_utf8_lossy(needle));
            }
            for secret in desk.secrets().contents() {
                assert!(!holds(&secret), "{pass}: {file:?} holds a key or a token");
            }
        }
        if pass == "while it runs" {
            desk.quits().await;
        }
    }
    assert!(looked_at > 100_000, "there was something to look at");
}
