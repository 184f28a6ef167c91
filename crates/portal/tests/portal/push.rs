//! Asked as often as it takes, done once.

use axum::http::{Method, header};
use banthao_document::{ArticleId, DeviceId, OpId, delta};
use banthao_portal_api::wire::{Act, ChangeKind, Envelope, Operation, Outcome, ProblemType, PushRequest, PushResponse};

use crate::office::{Office, fresh, story};

#[tokio::test]
async fn an_operation_sent_again_is_answered_with_its_first_receipt_and_done_once() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Một lần")).await;
    let (id, act) = article.submit();
    let operation = Operation { op_seq: 7, op_id: OpId(fresh()), article: id, act };

    let first = officer.pushes(vec![operation.clone()]).await.remove(0);
    officer.applied(article.recall()).await;
    let again = officer.pushes(vec![operation]).await.remove(0);
    assert!(!first.replayed && again.replayed);
    assert_eq!(first.outcome, again.outcome);
    let pulled = officer.sees(&article).await.unwrap();
    assert_eq!(pulled.stage, banthao_portal_api::wire::Stage::Draft, "the replay must not submit what was recalled since");
    assert_eq!(pulled.events.len(), 3, "created, submitted, recalled");
    assert_eq!(officer.pulls("", 10).await.last_op_seq, 7);
}

#[tokio::test]
async fn a_receipt_outlives_the_process() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Trước khi tắt máy")).await;
    let (token, device, account) = (officer.token.clone(), officer.device, officer.account.clone());
    let (id, act) = article.submit();
    let operation = Operation { op_seq: 2, op_id: OpId(fresh()), article: id, act };
    officer.pushes(vec![operation.clone()]).await;

    let office = office.reopens();
    let officer = crate::office::Desk { office: &office, token, device, account };
    assert!(officer.pushes(vec![operation]).await.remove(0).replayed);
}

#[tokio::test]
async fn one_id_cannot_ask_for_two_things() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Một mã")).await;
    let op_id = OpId(fresh());
    let ask = |(article, act): (ArticleId, Act)| Operation { op_seq: 1, op_id, article, act };
    let receipts = officer.pushes(vec![ask(article.submit()), ask(article.recall())]).await;
    assert!(matches!(receipts[0].outcome, Outcome::Applied { .. }));
    assert!(
        matches!(&receipts[1].outcome, Outcome::Rejected { problem } if problem.kind == ProblemType::IdReused),
        "{:?}",
        receipts[1].outcome
    );
}

#[tokio::test]
async fn receipts_of_one_device_mean_nothing_on_another() {
    let office = Office::opens();
    let (here, there) = (office.signs_in("canbo").await, office.signs_in("canbo").await);
    let article = here.writes(&story("Hai máy")).await;
    let op_id = OpId(fresh());
    let (id, act) = article.submit();
    here.pushes(vec![Operation { op_seq: 1, op_id, article: id, act }]).await;
    let (id, act) = article.recall();
    let receipt = there.pushes(vec![Operation { op_seq: 1, op_id, article: id, act }]).await.remove(0);
    assert!(matches!(receipt.outcome, Outcome::Applied { .. }), "{receipt:?}");
}

#[tokio::test]
async fn a_stale_base_is_a_conflict_that_names_the_head() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let first = officer.writes(&story("Bản một")).await;
    let second = officer.edits(&first, &story("Bản hai")).await;
    let (_, put) = officer.revision(first.id, Some(first.head), &story("Bản hai khác"));
    assert_eq!(officer.does(put).await, Outcome::Conflict { head: Some(second.head) });
    assert_eq!(officer.sees(&first).await.unwrap().head, second.head, "nothing took effect");

    let (_, put) = officer.revision(ArticleId(fresh()), Some(first.head), &story("Không có bài này"));
    assert_eq!(officer.does(put).await, Outcome::Conflict { head: None });
}

#[tokio::test]
async fn putting_the_head_again_is_done_already() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let (article, put) = officer.revision(ArticleId(fresh()), None, &story("Gửi hai lần"));
    officer.applied(put.clone()).await;
    let seq = officer.pulls("", 1).await.changes[0].seq;
    officer.applied(put).await;
    assert_eq!(officer.pulls("", 1).await.changes[0].seq, seq, "nothing changed, so nobody needs to hear of it");
    assert_eq!(officer.sees(&article).await.unwrap().events.len(), 1);
}

#[tokio::test]
async fn a_content_that_breaks_the_schema_is_refused_for_good() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let mut content = story("Thân bài hỏng");
    content.body.0 = serde_json::json!({"type": "doc", "content": [{"type": "iframe"}]});
    let (_, put) = officer.revision(ArticleId(fresh()), None, &content);
    officer.is_refused(put, ProblemType::InvalidContent).await;
}

#[tokio::test]
async fn one_refused_operation_does_not_hold_up_the_others() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Đi tiếp")).await;
    let ask = |op_seq, (article, act): (ArticleId, Act)| Operation { op_seq, op_id: OpId(fresh()), article, act };
    let receipts = officer.pushes(vec![ask(1, article.recall()), ask(2, article.submit())]).await;
    assert!(matches!(receipts[0].outcome, Outcome::Rejected { .. }));
    assert!(matches!(receipts[1].outcome, Outcome::Applied { .. }));
}

#[tokio::test]
async fn a_token_is_good_on_its_own_device_only() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let push = PushRequest { device: DeviceId(fresh()), ack_through: 0, operations: vec![], since: None };
    let answer = office.asks(officer.request(Method::POST, "/v1/push", serde_json::to_vec(&push).unwrap())).await;
    answer.refuses_with(ProblemType::Forbidden);
}

#[tokio::test]
async fn a_push_may_come_compressed() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let (article, (id, act)) = officer.revision(ArticleId(fresh()), None, &story("Nén"));
    let operation = Operation { op_seq: 1, op_id: OpId(fresh()), article: id, act };
    let push = PushRequest { device: officer.device, ack_through: 0, operations: vec![operation], since: None };
    let body = zstd::encode_all(serde_json::to_vec(&push).unwrap().as_slice(), 3).unwrap();
    let mut request = officer.request(Method::POST, "/v1/push", body);
    request.headers_mut().insert(header::CONTENT_ENCODING, "zstd".parse().unwrap());
    let receipts = office.asks(request).await.json::<PushResponse>().receipts;
    assert!(matches!(receipts[0].outcome, Outcome::Applied { .. }));
    assert!(officer.sees(&article).await.is_some());
}

#[tokio::test]
async fn an_edit_is_sent_and_read_back_in_one_round_trip_without_its_own_words() {
    let office = Office::opens();
    let (officer, other) = (office.signs_in("canbo").await, office.signs_in("canbo").await);
    let article = officer.writes(&story("Trước")).await;
    let cursor = officer.pulls("", 10).await.next_cursor;
    let (edited, (id, act)) = officer.revision(article.id, Some(article.head), &story("Sau"));
    let operation = Operation { op_seq: 9, op_id: OpId(fresh()), article: id, act };
    let push = PushRequest { device: officer.device, ack_through: 0, operations: vec![operation], since: Some(cursor.clone()) };
    let answer = office.asks(officer.request(Method::POST, "/v1/push", serde_json::to_vec(&push).unwrap())).await;
    let news = answer.json::<PushResponse>().news.expect("the news come with the receipts");
    let ChangeKind::Article(change) = &news.changes[0].kind else { panic!("{news:?}") };
    assert_eq!((change.head, news.last_op_seq), (edited.head, 9));
    assert!(change.revision.is_none(), "the device has what it sent");
    assert!(officer.news(&news.next_cursor, 10).await.is_none(), "and nothing is left to tell");

    let ChangeKind::Article(elsewhere) = other.pulls(&cursor, 10).await.changes.remove(0).kind else { panic!() };
    assert_eq!(elsewhere.revision.unwrap().id(), edited.head, "another device of the same person does not have it");
    let whole = officer.gets(&format!("/v1/articles/{}/revisions/{}", article.id, edited.head)).await;
    assert_eq!(whole.json::<banthao_document::Revision>().id(), edited.head, "a machine put back from a backup asks for it");
}

#[tokio::test]
async fn a_revision_is_one_operation_whether_it_comes_whole_or_as_a_delta() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Nền")).await;
    let (edited, (id, act)) = officer.revision(article.id, Some(article.head), &story("Nền, sửa"));
    let Act::PutRevision { base, revision } = act.clone() else { unreachable!() };
    let delta = Act::PutDelta {
        base: base.unwrap(),
        revision: revision.id(),
        envelope: Envelope::of(&revision),
        delta: serde_json::json!({"of": "another build"}),
    };
    let op_id = OpId(fresh());
    let ask = |act| Operation { op_seq: 5, op_id, article: id, act };
    let receipt = officer.pushes(vec![ask(delta.clone())]).await.remove(0);
    assert_eq!(receipt.outcome, Outcome::BaseMissing, "what cannot be put together is asked for whole");
    let receipt = officer.pushes(vec![ask(act)]).await.remove(0);
    assert!(!receipt.replayed && matches!(receipt.outcome, Outcome::Applied { .. }), "under the same id: {receipt:?}");
    let again = officer.pushes(vec![ask(delta)]).await.remove(0);
    assert!(again.replayed && again.outcome == receipt.outcome, "a lost answer to the delta is answered as well: {again:?}");
    assert_eq!(officer.sees(&edited).await.unwrap().events.len(), 1);
}

#[tokio::test]
async fn a_delta_becomes_the_revision_that_it_names_and_is_the_same_operation_as_the_whole() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let (before, after) = (story("Nền"), story("Nền, sửa"));
    let article = officer.writes(&before).await;
    let (edited, (id, whole)) = officer.revision(article.id, Some(article.head), &after);
    let Act::PutRevision { base, revision } = whole.clone() else { unreachable!() };
    let told = serde_json::to_value(delta::between(&before, &after)).unwrap();
    let delta = |revision_id, delta| Act::PutDelta { base: base.unwrap(), revision: revision_id, envelope: Envelope::of(&revision), delta };
    let ask = |op_seq, op_id, act| Operation { op_seq, op_id, article: id, act };

    let elsewhere = officer.pushes(vec![ask(4, OpId(fresh()), delta(article.head, told.clone()))]).await.remove(0);
    assert_eq!(elsewhere.outcome, Outcome::BaseMissing, "what leads to another revision than it names is not taken");
    assert_eq!(officer.sees(&article).await.unwrap().head, article.head);

    let op_id = OpId(fresh());
    let receipt = officer.pushes(vec![ask(5, op_id, delta(revision.id(), told))]).await.remove(0);
    assert!(matches!(receipt.outcome, Outcome::Applied { .. }) && !receipt.replayed, "{receipt:?}");
    let again = officer.pushes(vec![ask(5, op_id, whole)]).await.remove(0);
    assert!(again.replayed && again.outcome == receipt.outcome, "a lost answer may be asked for with the whole: {again:?}");
    assert_eq!(officer.sees(&edited).await.unwrap().revision.as_deref(), Some(&*revision), "every member as it was written");
}

#[tokio::test]
async fn a_page_is_packed_for_whoever_reads_zstd() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    for number in 0..5 {
        officer.writes(&story(&format!("Bài {number}"))).await;
    }
    let plain = officer.gets("/v1/pull").await;
    let mut request = officer.request(Method::GET, "/v1/pull", axum::body::Body::empty());
    request.headers_mut().insert(header::ACCEPT_ENCODING, "gzip, zstd;q=0.9".parse().unwrap());
    let packed = office.asks(request).await;
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "zstd"));
    assert_eq!(zstd::decode_all(packed.body.as_slice()).unwrap(), plain.body);
    assert!(packed.body.len() * 2 < plain.body.len());
}
