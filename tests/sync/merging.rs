//! Two devices, one article, two texts that may become one.

use banthao_protocol::{ArticleContentView, ArticleView, ConflictPlace, ConflictView, ErrorCode, ProposalReason, SideView, Status};
use banthao_testkit::{Desk, Office};
use serde_json::{Value, json};

/// Paragraphs as the editor makes them, each with an id.
fn text(paragraphs: &[&str]) -> Value {
    let each = paragraphs.iter().enumerate().map(
        |(place, words)| json!({"type": "paragraph", "attrs": {"id": format!("p{place}")}, "content": [{"type": "text", "text": words}]}),
    );
    json!({"type": "doc", "content": each.collect::<Vec<_>>()})
}

async fn rewrites(desk: &Desk, id: &str, paragraphs: &[&str]) {
    let content = ArticleContentView { body: text(paragraphs), ..desk.opens(id).await.content };
    desk.saves(id, &content).await;
}

async fn paragraphs(desk: &Desk, id: &str) -> Vec<String> {
    let body = desk.opens(id).await.content.body;
    let each = body["content"].as_array().expect("blocks").iter();
    each.map(|block| block["content"][0]["text"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn looks(desk: &Desk, id: &str) -> ConflictView {
    desk.asks("conflict_look", json!({"article": id})).await.expect("there is a conflict to look at")
}

async fn settles(desk: &Desk, id: &str, seen: &ConflictView, decisions: Value) -> Result<ArticleView, banthao_protocol::ApiError> {
    let request = json!({
        "article": id, "mine_hash": seen.mine_hash, "theirs_revision": seen.theirs_revision, "decisions": decisions,
    });
    desk.asks("conflict_settle", request).await
}

/// Two machines of one officer with the same article of two paragraphs.
async fn shared(office: &Office) -> (Desk, Desk, String) {
    let (one, two) = (office.desk_of("canbo").await, office.desk_of("canbo").await);
    let id = one.writes("Bài chung", "").await;
    rewrites(&one, &id, &["Đoạn một.", "Đoạn hai."]).await;
    one.syncs().await;
    two.syncs().await;
    (one, two, id)
}

#[tokio::test]
async fn different_paragraphs_become_one_text_and_nobody_is_asked() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    rewrites(&one, &id, &["Đoạn một, máy một sửa.", "Đoạn hai."]).await;
    rewrites(&two, &id, &["Đoạn một.", "Đoạn hai, máy hai sửa."]).await;
    one.syncs().await;
    two.syncs().await;
    let joined = ["Đoạn một, máy một sửa.", "Đoạn hai, máy hai sửa."];
    assert_eq!(paragraphs(&two, &id).await, joined);
    assert!(matches!(two.status(&id).await, Status::Received { .. }), "{:?}", two.status(&id).await);
    one.syncs().await;
    assert_eq!(paragraphs(&one, &id).await, joined, "the other machine has the same text after its next turn");
    let articles = office.articles_of("canbo").await;
    let head = articles[0].revision.as_ref().expect("the text of the head");
    assert_eq!(head.parents.len(), 2, "the joined text descends from both");
    for own in [["Đoạn một, máy một sửa.", "Đoạn hai."], ["Đoạn một.", "Đoạn hai, máy hai sửa."]] {
        let texts = two.texts_of(&id);
        assert!(texts.iter().any(|text| text == own[0]), "what each wrote stays in the history: {texts:?}");
    }
}

#[tokio::test]
async fn one_sentence_in_two_versions_is_shown_word_by_word_and_decided_alone() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    rewrites(&one, &id, &["Đoạn một.", "Đoạn hai của máy một."]).await;
    rewrites(&two, &id, &["Đoạn một, thêm.", "Đoạn hai của máy hai."]).await;
    one.syncs().await;
    two.syncs().await;
    assert_eq!(two.status(&id).await, Status::NeedsChoice);
    let seen = looks(&two, &id).await;
    assert!(seen.joinable && seen.proposal.is_none() && seen.mine.by.is_some() && seen.theirs.by.is_some(), "{seen:?}");
    let [ConflictPlace::Block { mine, theirs, base, .. }] = seen.places.as_slice() else { panic!("{:?}", seen.places) };
    let words = |lines: &[banthao_protocol::LineView], side: SideView| {
        let pieces = lines.iter().flat_map(|line| &line.pieces).filter(|piece| piece.side == side);
        pieces.map(|piece| piece.text.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words(base, SideView::Same), ["Đoạn hai."]);
    assert_eq!(words(mine, SideView::Added), ["của máy hai"]);
    assert_eq!(words(theirs, SideView::Added), ["của máy một"]);

    let view = settles(&two, &id, &seen, json!([{"keep": "both"}])).await.expect("decided");
    assert!(!matches!(view.status, Status::NeedsChoice));
    two.syncs().await;
    one.syncs().await;
    let both = ["Đoạn một, thêm.", "Đoạn hai của máy hai.", "Đoạn hai của máy một."];
    assert_eq!(
        (paragraphs(&one, &id).await, paragraphs(&two, &id).await),
        (both.map(str::to_owned).to_vec(), both.map(str::to_owned).to_vec())
    );
}

#[tokio::test]
async fn a_version_of_ones_own_takes_the_place_of_both() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    rewrites(&one, &id, &["Đoạn một của máy một.", "Đoạn hai."]).await;
    rewrites(&two, &id, &["Đoạn một của máy hai.", "Đoạn hai."]).await;
    one.syncs().await;
    two.syncs().await;
    let seen = looks(&two, &id).await;
    let written = text(&["Đoạn một, viết lại."]);
    settles(&two, &id, &seen, json!([{"keep": "edited", "written": written}])).await.expect("decided");
    assert_eq!(paragraphs(&two, &id).await, ["Đoạn một, viết lại.", "Đoạn hai."]);
}

#[tokio::test]
async fn a_decision_about_a_text_that_changed_meanwhile_is_refused() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    rewrites(&one, &id, &["Đoạn một của máy một.", "Đoạn hai."]).await;
    rewrites(&two, &id, &["Đoạn một của máy hai.", "Đoạn hai."]).await;
    one.syncs().await;
    two.syncs().await;
    let seen = looks(&two, &id).await;
    rewrites(&one, &id, &["Đoạn một, lần nữa.", "Đoạn hai."]).await;
    one.syncs().await;
    two.syncs().await;
    let refusal = settles(&two, &id, &seen, json!([{"keep": "mine"}])).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::ContentChanged, "nobody decides about words that they have not seen");
    let short = settles(&two, &id, &looks(&two, &id).await, json!([])).await.unwrap_err();
    assert_eq!(short.code, ErrorCode::BadRequest, "every place is decided about");
}

#[tokio::test]
async fn an_edit_of_a_text_in_review_is_a_proposal_and_joins_nothing_by_itself() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    rewrites(&two, &id, &["Đoạn một.", "Đoạn hai, máy hai sửa."]).await;
    rewrites(&one, &id, &["Đoạn một, máy một sửa.", "Đoạn hai."]).await;
    one.submits(&id).await;
    one.syncs().await;
    two.syncs().await;
    assert_eq!(two.status(&id).await, Status::NeedsChoice, "what is being decided about must not change under those who decide");
    assert!(matches!(one.status(&id).await, Status::InReview { .. }));
    let seen = looks(&two, &id).await;
    assert_eq!((seen.proposal, seen.places.len()), (Some(ProposalReason::InReview), 0));
    settles(&two, &id, &seen, json!([])).await.expect("proposed");
    two.syncs().await;
    one.syncs().await;
    assert_eq!(paragraphs(&one, &id).await, ["Đoạn một, máy một sửa.", "Đoạn hai, máy hai sửa."]);
    assert!(
        !matches!(one.status(&id).await, Status::InReview { .. }),
        "an approver never finds another text under the words they were shown"
    );
}

#[tokio::test]
async fn a_submission_whose_text_went_on_elsewhere_is_refused_and_does_not_wait_for_ever() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    one.network().goes_down();
    rewrites(&one, &id, &["Đoạn một, máy một sửa.", "Đoạn hai."]).await;
    one.submits(&id).await;
    rewrites(&two, &id, &["Đoạn một.", "Đoạn hai, máy hai sửa."]).await;
    two.syncs().await;

    one.network().comes_up();
    one.syncs().await;
    one.syncs().await;
    assert_eq!(paragraphs(&one, &id).await, ["Đoạn một, máy một sửa.", "Đoạn hai, máy hai sửa."]);
    let Status::Refused { trouble } = one.status(&id).await else { panic!("{:?}", one.status(&id).await) };
    assert_eq!(trouble.code, ErrorCode::ContentChanged, "nobody asked for this text to be approved");
}

#[tokio::test]
async fn a_submission_of_the_very_words_that_came_from_elsewhere_first_is_of_those() {
    let office = Office::opens().await;
    let (one, two, id) = shared(&office).await;
    one.network().goes_down();
    let words = ["Đoạn một, sửa xong.", "Đoạn hai."];
    rewrites(&one, &id, &words).await;
    one.submits(&id).await;
    rewrites(&two, &id, &words).await;
    two.syncs().await;

    one.network().comes_up();
    one.syncs().await;
    one.syncs().await;
    assert!(matches!(one.status(&id).await, Status::InReview { .. }), "{:?}", one.status(&id).await);
}
