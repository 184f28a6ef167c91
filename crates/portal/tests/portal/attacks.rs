//! What people could try who have a token and no right: every operation and every address, asked by each of them.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use banthao_document::{ArticleId, BlobId, OpId};
use banthao_portal::Rate;
use banthao_portal_api::wire::{Act, Envelope, Operation, Outcome, ProblemType, Role};

use crate::office::{Desk, Office, fresh, jpeg, story, story_with};

/// The people who are not the author, and what an article of theirs in each place is to them.
const STRANGERS: [&str; 4] = ["canbokhac", "lanhdaokhac", "lanhdao", "bientap"];

async fn refused(desk: &Desk<'_>, (article, act): (ArticleId, Act)) -> Option<ProblemType> {
    match desk.does((article, act)).await {
        Outcome::Rejected { problem } => Some(problem.kind),
        Outcome::Applied { .. } | Outcome::Conflict { .. } | Outcome::Blocked { .. } | Outcome::BaseMissing => None,
    }
}

#[tokio::test]
async fn every_act_on_an_article_out_of_sight_is_answered_as_if_there_were_none() {
    let office = Office::opens();
    office.employs("canbokhac", "trung-tam-thong-tin", &[Role::Officer]);
    office.employs("lanhdaokhac", "don-vi-khac", &[Role::UnitLeader]);
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Bản thảo của tôi")).await;
    for name in STRANGERS {
        let stranger = office.signs_in(name).await;
        let (_, overwriting) = stranger.revision(article.id, Some(article.head), &story("Ghi đè"));
        let (_, creating) = stranger.revision(article.id, None, &story("Chiếm mã"));
        let guessing = Act::PutDelta {
            base: article.head,
            revision: article.head,
            envelope: Envelope { parents: vec![], author: None, device: stranger.device, made_at_ms: 0, unknown: Default::default() },
            delta: serde_json::json!({}),
        };
        let table = [
            ("overwrite", overwriting),
            ("create under its id", creating),
            ("find out by a delta", (article.id, guessing)),
            ("delete", article.delete()),
            ("submit", article.submit()),
            ("recall", article.recall()),
            ("approve", article.approve()),
            ("send back", article.send_back("Không duyệt")),
        ];
        for (attempt, act) in table {
            assert_eq!(refused(&stranger, act).await, Some(ProblemType::NotFound), "{name} tries to {attempt}");
        }
        let path = format!("/v1/articles/{}/revisions/{}", article.id, article.head);
        stranger.gets(&path).await.refuses_with(ProblemType::NotFound);
    }
    let now = officer.sees(&article).await.unwrap();
    assert_eq!((now.head, now.events.len()), (article.head, 1), "none of it left a trace");
}

#[tokio::test]
async fn a_reviewer_may_decide_and_nothing_else() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Chờ duyệt")).await;
    officer.applied(article.submit()).await;
    let leader = office.signs_in("lanhdao").await;
    let (_, overwriting) = leader.revision(article.id, Some(article.head), &story("Sửa hộ"));
    for (attempt, act) in
        [("overwrite", overwriting), ("delete", article.delete()), ("submit", article.submit()), ("recall", article.recall())]
    {
        assert_eq!(refused(&leader, act).await, Some(ProblemType::Forbidden), "a reviewer tries to {attempt}");
    }
    leader.applied(article.approve()).await;
}

#[tokio::test]
async fn to_know_a_digest_is_not_to_have_the_medium() {
    let office = Office::opens();
    office.employs("canbokhac", "trung-tam-thong-tin", &[Role::Officer]);
    let officer = office.signs_in("canbo").await;
    let picture = jpeg(80);
    let blob = BlobId::of(&picture);
    officer.uploads("image/jpeg", &picture).await;
    let article = officer.writes(&story_with(blob, "Ảnh mật")).await;

    let thief = office.signs_in("canbokhac").await;
    let path = format!("/v1/blobs/{blob}");
    let ask = async |desk: &Desk<'_>, method: Method| office.asks(desk.request(method, &path, Body::empty())).await.status;
    let own = thief.writes(&story_with(blob, "Gắn mã của người khác")).await;
    assert_eq!(ask(&thief, Method::HEAD).await, StatusCode::NOT_FOUND, "whether it is there is not told either");
    assert_eq!(ask(&thief, Method::GET).await, StatusCode::NOT_FOUND, "to name it in an article of one's own must open nothing");
    assert_eq!(thief.sees(&own).await.unwrap().missing_blobs, [blob], "the thief has to bring the bytes");
    assert!(matches!(thief.does(own.submit()).await, Outcome::Blocked { .. }));

    assert_eq!(ask(&officer, Method::GET).await, StatusCode::OK);
    let leader = office.signs_in("lanhdao").await;
    assert_eq!(ask(&leader, Method::GET).await, StatusCode::NOT_FOUND);
    officer.applied(article.submit()).await;
    assert_eq!(ask(&leader, Method::GET).await, StatusCode::OK, "whoever decides about an article sees its pictures");

    assert_eq!(thief.uploads("image/jpeg", &picture).await.status, StatusCode::CREATED);
    assert!(thief.sees(&own).await.unwrap().missing_blobs.is_empty(), "who has the bytes may use them");
}

#[tokio::test]
async fn a_receipt_is_nobody_elses() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Biên nhận")).await;
    let (id, act) = article.submit();
    let operation = Operation { op_seq: 2, op_id: OpId(fresh()), article: id, act };
    officer.pushes(vec![operation.clone()]).await;
    let stolen = office.signs_in("lanhdao").await.pushes(vec![operation]).await.remove(0);
    assert!(!stolen.replayed && matches!(stolen.outcome, Outcome::Rejected { .. }), "{stolen:?}");
}

#[tokio::test]
async fn one_bad_operation_takes_back_itself_alone() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let first = officer.writes(&story("Có sẵn")).await;
    let (good, (good_id, good_act)) = officer.revision(ArticleId(fresh()), None, &story("Trước"));
    let (late, (late_id, late_act)) = officer.revision(ArticleId(fresh()), None, &story("Sau"));
    let (_, (_, wrong)) = officer.revision(first.id, None, &story("Sai nền"));
    let ask = |op_seq, article, act| Operation { op_seq, op_id: OpId(fresh()), article, act };
    let receipts = officer.pushes(vec![ask(2, good_id, good_act), ask(3, first.id, wrong), ask(4, late_id, late_act)]).await;
    assert!(matches!(receipts[0].outcome, Outcome::Applied { .. }));
    assert_eq!(receipts[1].outcome, Outcome::Conflict { head: Some(first.head) });
    assert!(matches!(receipts[2].outcome, Outcome::Applied { .. }));
    assert!(officer.sees(&good).await.is_some() && officer.sees(&late).await.is_some());
}

#[tokio::test]
async fn haste_is_slowed_down_and_told_how_long() {
    let office = Office::opens_with(|settings| settings.rate = Some(Rate { burst: 5, per_second: 1 }));
    let officer = office.signs_in("canbo").await;
    for _ in 0..5 {
        assert_eq!(officer.gets("/v1/session").await.status, StatusCode::OK);
    }
    let slowed = officer.gets("/v1/session").await;
    slowed.refuses_with(ProblemType::TooManyRequests);
    assert_eq!(slowed.header("retry-after"), "1");
    office.minutes_pass(1);
    assert_eq!(officer.gets("/v1/session").await.status, StatusCode::OK);
}
