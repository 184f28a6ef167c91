//! Spelling: checked without a network, in the words of the person and of the organisation.

use banthao_protocol::{CheckTextView, Nothing, ProofReason, ProofingView, TonePlace};
use banthao_testkit::{Desk, Office};
use serde_json::{Value, json};

async fn article(desk: &Desk) -> String {
    let view: Value = desk.asks("article_create", json!({"kind": null})).await.expect("an article");
    view["article"].as_str().expect("its id").to_owned()
}

async fn doubted(desk: &Desk, article: &str, text: &str) -> Vec<String> {
    let blocks = json!({"article": article, "blocks": [{"key": "p", "text": text}]});
    let view: CheckTextView = desk.asks("check_text", blocks).await.expect("an answer");
    assert_eq!(view.blocks[0].key, "p");
    view.blocks[0].findings.iter().map(|finding| finding.text.clone()).collect()
}

#[tokio::test]
async fn blocks_are_checked_where_they_are_written_with_units_that_editors_count_in() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let article = article(&desk).await;
    let blocks = json!({"article": article, "blocks": [{"key": "a", "text": "👩‍🌾 cần sử lý"}, {"key": "b", "text": "Đúng cả."}]});
    let view: CheckTextView = desk.asks("check_text", blocks).await.unwrap();
    let finding = &view.blocks[0].findings[0];
    let units: Vec<u16> = "👩‍🌾 cần sử lý".encode_utf16().collect();
    assert_eq!(String::from_utf16_lossy(&units[finding.start as usize..finding.end as usize]), "sử lý");
    assert_eq!((finding.rule.as_str(), finding.replacements[0].as_str()), ("confusion", "xử lý"));
    assert_eq!(finding.reason, ProofReason::Confused { written: "sử lý".into(), right: "xử lý".into() });
    assert!(view.blocks[1].findings.is_empty());
}

#[tokio::test]
async fn a_word_of_the_dictionary_is_right_everywhere_until_it_is_taken_out_again() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let article = article(&desk).await;
    assert_eq!(doubted(&desk, &article, "Đội Ngành nghành đến").await, ["nghành"]);
    let view: ProofingView = desk.asks("word_add", json!({"word": " Nghành "})).await.unwrap();
    assert_eq!(view.words, ["Nghành"], "shown as it was written, compared without capitals");
    desk.restarts().await;
    assert!(doubted(&desk, &article, "Đội Ngành nghành đến").await.is_empty());
    let view: ProofingView = desk.asks("word_remove", json!({"word": "nghành"})).await.unwrap();
    assert!(view.words.is_empty());
    assert_eq!(doubted(&desk, &article, "Đội Ngành nghành đến").await, ["nghành"]);
}

#[tokio::test]
async fn what_was_passed_over_in_one_article_is_doubted_in_another() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let (one, other) = (article(&desk).await, article(&desk).await);
    let finding = json!({"article": one, "rule": "confusion", "text": "sử lý"});
    let _: Nothing = desk.asks("finding_pass", finding.clone()).await.unwrap();
    assert!(doubted(&desk, &one, "cần sử lý").await.is_empty());
    assert_eq!(doubted(&desk, &other, "cần sử lý").await, ["sử lý"]);
    let _: Nothing = desk.asks("finding_take_up", finding).await.unwrap();
    assert_eq!(doubted(&desk, &one, "cần sử lý").await, ["sử lý"]);
}

#[tokio::test]
async fn the_switch_and_the_habit_outlive_a_restart() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let view: ProofingView = desk.asks("proofing_state", json!({})).await.unwrap();
    assert_eq!((view.on, view.tones, view.tones_fixed), (true, TonePlace::Either, false));
    let _: ProofingView = desk.asks("proofing_set", json!({"on": false, "tones": "new"})).await.unwrap();
    desk.restarts().await;
    let view: ProofingView = desk.asks("proofing_state", json!({})).await.unwrap();
    assert_eq!((view.on, view.tones), (false, TonePlace::New));
    let article = article(&desk).await;
    assert_eq!(doubted(&desk, &article, "Hòa bình").await, ["Hòa"], "who asks is answered; the window asks only when it is on");
}
