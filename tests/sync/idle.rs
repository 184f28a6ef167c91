//! What a turn costs when there is nothing to say.

use banthao_store::sync_due;
use banthao_testkit::{Desk, Office, Request};

/// How many articles the engine has yet to look at.
fn due(desk: &Desk) -> u64 {
    desk.store().read(sync_due::count).expect("it can be counted")
}

#[tokio::test]
async fn a_turn_leaves_nothing_to_look_at_and_the_next_looks_at_nothing() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    for number in 0..25 {
        desk.writes(&format!("Bài {number}"), "Nội dung.").await;
    }
    assert!(due(&desk) >= 25, "what was written is noted");
    desk.syncs().await;
    desk.syncs().await;
    assert_eq!(due(&desk), 0, "what both sides agree upon is not looked at again");
    let before = desk.network().seen().len();
    desk.syncs().await;
    let asked = desk.network().seen().split_off(before);
    assert_eq!(asked, [Request::Hello, Request::Catalogue, Request::Pull], "a person who asks gets the portal's greeting and its news");
    assert_eq!(due(&desk), 0);
}

#[tokio::test]
async fn a_text_that_waits_for_a_choice_is_not_looked_at_in_every_turn() {
    let office = Office::opens().await;
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Hai máy", "Câu đầu.").await;
    one.syncs().await;
    two.syncs().await;
    two.types(&id, "Câu của máy hai.").await;
    two.syncs().await;
    one.types(&id, "Câu của máy một.").await;
    one.syncs().await;
    assert_eq!(one.status(&id).await, banthao_protocol::Status::NeedsChoice);
    one.syncs().await;
    assert_eq!(due(&one), 0);
}
