//! Operations go in, receipts come out.

use std::collections::BTreeMap;

use banthao_document::{ArticleContent, ArticleId, DeviceId, OpId, Revision, delta};
use banthao_portal_api::{
    Support,
    wire::{Act, Envelope, EventKind, Operation, Outcome, ProblemType, PushRequest, Receipt},
};
use serde_json::json;

use super::{
    Candidate, Verdict,
    access::{fresh, is_applied, put},
    handshake::raw_of,
};

const NO_RECEIPTS: Verdict = Verdict::NotAsked("the portal promises no receipts");

/// Sent as often as it takes, takes effect once.
pub(super) async fn a_repeated_operation_is_answered_with_the_first_receipt(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if officer.portal.capabilities().receipts != Support::Guaranteed {
        return NO_RECEIPTS;
    }
    let revision = officer.revision(ArticleId(fresh()), &[], candidate.content("Một lần."));
    let operation = officer.operation(revision.article, put(None, &revision));
    let first = officer.push(vec![operation.clone()]).await.remove(0);
    let second = officer.push(vec![operation]).await.remove(0);
    assert!(is_applied(&first.outcome) && !first.replayed, "{first:?}");
    assert_eq!(second, Receipt { replayed: true, ..first }, "the second answer must be the first receipt");
    let events = officer.sees(revision.article).await.expect("the article is there").events;
    assert_eq!(events.iter().filter(|event| event.kind == EventKind::Created).count(), 1, "it must take effect once");
    Verdict::Kept
}

/// An id that comes back with another act is a mistake, and must not look like success.
pub(super) async fn an_operation_id_stands_for_one_operation(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if officer.portal.capabilities().receipts != Support::Guaranteed {
        return NO_RECEIPTS;
    }
    let (op_id, article, other) = (OpId(fresh()), ArticleId(fresh()), ArticleId(fresh()));
    let ask = |article, text| {
        let revision = officer.revision(article, &[], candidate.content(text));
        Operation { op_id, ..officer.operation(article, put(None, &revision)) }
    };
    officer.push(vec![ask(article, "Bài thứ nhất.")]).await;
    let answer = officer.push(vec![ask(other, "Bài thứ hai.")]).await.remove(0);
    let Outcome::Rejected { problem } = &answer.outcome else { panic!("expected rejected with id-reused: {answer:?}") };
    assert_eq!(problem.kind, ProblemType::IdReused);
    assert!(officer.sees(other).await.is_none(), "the second operation must not have taken effect");
    Verdict::Kept
}

/// The head that the writer knew must still be the head.
pub(super) async fn a_change_of_an_old_base_takes_no_effect(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if officer.portal.capabilities().preconditions != Support::Guaranteed {
        return Verdict::NotAsked("the portal promises no preconditions");
    }
    let first = officer.writes(candidate, "Bản một.").await;
    let second = officer.revision(first.article, &[&first], candidate.content("Bản hai."));
    let late = officer.revision(first.article, &[&first], candidate.content("Bản đến muộn."));
    assert!(is_applied(&officer.does(first.article, put(Some(&first), &second)).await));
    let outcome = officer.does(first.article, put(Some(&first), &late)).await;
    assert_eq!(outcome, Outcome::Conflict { head: Some(second.id()) }, "the answer must name the head");
    assert_eq!(officer.sees(first.article).await.expect("the article is there").head, second.id());
    let nowhere = officer.revision(ArticleId(fresh()), &[&first], candidate.content("Không có bài này."));
    let outcome = officer.does(nowhere.article, put(Some(&first), &nowhere)).await;
    assert_eq!(outcome, Outcome::Conflict { head: None }, "a base of an article that is not there is a conflict with no head");
    Verdict::Kept
}

/// Operations are taken in their order, each for itself.
pub(super) async fn a_refused_operation_holds_up_none_of_the_others(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let [first, second] = ["Trước.", "Sau."].map(|text| officer.revision(ArticleId(fresh()), &[], candidate.content(text)));
    let spoilt = officer.revision(ArticleId(fresh()), &[&first], candidate.content("Hỏng."));
    let edited = officer.revision(second.article, &[&second], candidate.content("Sau, sửa."));
    let operations = vec![
        officer.operation(first.article, put(None, &first)),
        officer.operation(spoilt.article, put(Some(&first), &spoilt)),
        officer.operation(second.article, put(None, &second)),
        officer.operation(second.article, put(Some(&second), &edited)),
    ];
    let asked: Vec<_> = operations.iter().map(|operation| operation.op_id).collect();
    let receipts = officer.push(operations).await;
    assert_eq!(receipts.iter().map(|receipt| receipt.op_id).collect::<Vec<_>>(), asked, "a receipt for each, in their order");
    let applied: Vec<_> = receipts.iter().map(|receipt| is_applied(&receipt.outcome)).collect();
    assert_eq!(applied, [true, false, true, true], "the second is refused, and only the second: {receipts:?}");
    assert!(officer.sees(spoilt.article).await.is_none(), "what was refused must leave no trace");
    assert_eq!(officer.sees(second.article).await.expect("the article is there").head, edited.id());
    Verdict::Kept
}

/// A client packs what is longer than a kilobyte.
pub(super) async fn a_packed_push_is_understood(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    officer.writes(candidate, &"Một đoạn dài để phải nén. ".repeat(400)).await;
    Verdict::Kept
}

/// A few kilobytes can stand for gigabytes.
pub(super) async fn a_bomb_is_not_unpacked(candidate: &Candidate) -> Verdict {
    let raw = match raw_of(candidate) {
        Ok(raw) => raw,
        Err(verdict) => return verdict,
    };
    let officer = candidate.officer().await;
    let plain = vec![b' '; officer.hello.limits.max_push_bytes.saturating_add(1)];
    let bomb = zstd::encode_all(plain.as_slice(), 19).expect("zstd packs");
    let headers = [("content-type", "application/json"), ("content-encoding", "zstd")];
    let answer = raw.asks(Some(&officer), "POST", "/v1/push", &headers, bomb).await;
    answer.refuses_with(413, ProblemType::TooLarge);
    Verdict::Kept
}

/// What was stolen with a token is good for nothing elsewhere.
pub(super) async fn a_token_is_good_on_its_own_device_only(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let push = PushRequest { device: DeviceId(fresh()), ack_through: 0, operations: Vec::new(), since: None };
    let refusal = officer.portal.push(&push).await.expect_err("a push in another device's name must be refused");
    assert!(matches!(&refusal, banthao_portal_api::Error::Rejected(problem) if problem.status == 403), "{refusal:?}");
    Verdict::Kept
}

/// Ids are computed, never believed.
pub(super) async fn a_revision_that_is_not_of_its_article_is_refused(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let revision = officer.revision(ArticleId(fresh()), &[], candidate.content("Của bài khác."));
    let other = ArticleId(fresh());
    let outcome = officer.does(other, put(None, &revision)).await;
    assert!(matches!(outcome, Outcome::Rejected { .. }), "{outcome:?}");
    let mut forged = officer.revision(ArticleId(fresh()), &[], candidate.content("Mạo danh."));
    forged.author = Some(banthao_document::AccountId(fresh()));
    let outcome = officer.does(forged.article, put(None, &forged)).await;
    assert!(matches!(outcome, Outcome::Rejected { .. }), "a revision in another's name must be refused: {outcome:?}");
    Verdict::Kept
}

/// A portal that cannot put a delta together says so, and takes the whole under the same id.
pub(super) async fn a_delta_is_applied_or_the_whole_is_asked_for(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let first = officer.writes(candidate, "Nền.").await;
    let second = officer.revision(first.article, &[&first], candidate.content("Nền, sửa."));
    let unreadable = Act::PutDelta {
        base: first.id(),
        revision: second.id(),
        envelope: Envelope::of(&second),
        delta: json!({"delta": "of a build that nobody has"}),
    };
    let operation = officer.operation(first.article, unreadable);
    let receipt = officer.push(vec![operation.clone()]).await.remove(0);
    assert_eq!(receipt.outcome, Outcome::BaseMissing, "a delta that cannot be put together is answered with base_missing");
    let whole = Operation { act: put(Some(&first), &second), ..operation };
    let receipt = officer.push(vec![whole]).await.remove(0);
    assert!(is_applied(&receipt.outcome) && !receipt.replayed, "the whole comes under the same id: {receipt:?}");
    Verdict::Kept
}

/// A portal that puts deltas together makes of one exactly the revision that was meant, and nothing of one that leads elsewhere.
pub(super) async fn a_delta_makes_exactly_the_revision_that_it_names(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if !officer.offers("delta") {
        return Verdict::NotAsked("the portal does not offer delta");
    }
    let first = officer.writes(candidate, "Nền.").await;
    let second = officer.revision(first.article, &[&first], candidate.content("Nền, sửa."));
    let told = |base: &Revision, revision: &Revision| Act::PutDelta {
        base: base.id(),
        revision: revision.id(),
        envelope: Envelope::of(revision),
        delta: serde_json::to_value(delta::between(&base.content, &revision.content)).expect("a delta can be written"),
    };
    let Act::PutDelta { base, envelope, delta, .. } = told(&first, &second) else { unreachable!("a delta was told") };
    let forged = Act::PutDelta { base, revision: first.id(), envelope, delta };
    let outcome = officer.does(first.article, forged).await;
    assert_eq!(outcome, Outcome::BaseMissing, "a delta that leads to another revision than it names has no effect");
    let outcome = officer.does(first.article, told(&first, &second)).await;
    assert!(is_applied(&outcome), "a delta of the head is applied: {outcome:?}");
    let there = officer.sees(first.article).await.expect("the article is there");
    assert_eq!(there.revision.as_deref(), Some(&second), "and makes the revision as it was written");
    let late = officer.revision(first.article, &[&first], candidate.content("Nền, sửa khác."));
    let outcome = officer.does(first.article, told(&first, &late)).await;
    assert_eq!(outcome, Outcome::Conflict { head: Some(second.id()) }, "a delta of an old head meets the same precondition as a whole");
    let unheard = officer.revision(first.article, &[&second], candidate.content("Chưa hề gửi."));
    let next = officer.revision(first.article, &[&unheard], candidate.content("Chưa hề gửi, sửa."));
    let outcome = officer.does(first.article, told(&unheard, &next)).await;
    assert_eq!(outcome, Outcome::BaseMissing, "a base that the portal never had is missing");
    Verdict::Kept
}

/// What a newer editor wrote is part of the revision and of its id.
pub(super) async fn unknown_members_of_a_revision_come_back_as_they_went(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let newer = BTreeMap::from([("of_next_year".to_owned(), json!({"kept": [1, null, "nguyên vẹn"]}))]);
    let content = ArticleContent { unknown: newer.clone(), ..candidate.content("Có trường mới.") };
    let mut revision = officer.revision(ArticleId(fresh()), &[], content);
    revision.unknown = newer;
    let outcome = officer.does(revision.article, put(None, &revision)).await;
    assert!(is_applied(&outcome), "unknown members must be taken: {outcome:?}");
    let back = officer.sees(revision.article).await.expect("the article is there").revision.expect("a pull from the beginning brings it");
    assert_eq!(*back, revision, "every member must come back as it went");
    Verdict::Kept
}
