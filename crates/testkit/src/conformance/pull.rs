//! What happened since, and what is lacking.

use std::time::Duration;

use banthao_document::{BlobId, RevisionId};
use banthao_portal_api::{
    Error, Hint,
    wire::{ChangeKind, KnownArticle, PushRequest, RevsDiffRequest},
};
use tokio_stream::StreamExt;

use super::{
    Candidate, Verdict,
    access::{fresh, put},
    handshake::raw_of,
};

/// A hint may take its time; a rule has to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// Small pages bring what one large page brings, each article once, in the portal's order; afterwards there is nothing new.
pub(super) async fn a_pull_goes_on_where_the_last_one_ended(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let mut cursor = officer.end_of_history().await;
    let mut written = Vec::new();
    for number in 1..=3 {
        written.push(officer.writes(candidate, &format!("Bài số {number}.")).await.article);
    }
    let (mut pulled, mut seqs) = (Vec::new(), Vec::new());
    loop {
        let page = officer.portal.pull(cursor.as_deref(), 1).await.expect("the pull is answered").expect("there is news");
        assert!(page.changes.len() <= 1, "a page holds no more than was asked for");
        pulled.extend(page.changes.iter().map(|change| change.article));
        seqs.extend(page.changes.iter().map(|change| change.seq));
        cursor = Some(page.next_cursor);
        if !page.has_more {
            break;
        }
    }
    pulled.retain(|article| written.contains(article));
    assert_eq!(pulled, written, "each article once, in the order of their arrival");
    assert!(seqs.is_sorted_by(|one, next| one < next), "the commit order goes up: {seqs:?}");
    Verdict::Kept
}

/// A cursor from before a restore, or from nowhere, says so instead of skipping changes.
pub(super) async fn a_cursor_that_the_portal_never_gave_is_refused(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let refusal = officer.portal.pull(Some("khong-phai-cua-toi"), 10).await.expect_err("a made-up cursor must be refused with 410");
    assert!(matches!(refusal, Error::CursorExpired), "{refusal:?}");
    Verdict::Kept
}

/// The idle case, asked thousands of times a day.
pub(super) async fn a_pull_that_finds_nothing_has_no_body(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    officer.writes(candidate, "Để có lịch sử.").await;
    let cursor = officer.end_of_history().await.expect("a cursor");
    let again = officer.portal.pull(Some(&cursor), 10).await.expect("the pull is answered");
    assert_eq!(again, None, "nothing happened since: 204");
    if let Ok(raw) = raw_of(candidate) {
        let cursor: String = url::form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
        let answer = raw.asks(Some(&officer), "GET", &format!("/v1/pull?cursor={cursor}"), &[], None).await;
        assert_eq!((answer.status, answer.body.len()), (204, 0));
    }
    Verdict::Kept
}

/// A client forgets an operation only when a pull counts it.
pub(super) async fn what_a_device_sent_is_counted_as_told(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let cursor = officer.end_of_history().await;
    let revision = officer.revision(banthao_document::ArticleId(fresh()), &[], candidate.content("Đếm."));
    let operation = officer.operation(revision.article, put(None, &revision));
    officer.push(vec![operation.clone()]).await;
    let page = officer.portal.pull(cursor.as_deref(), 200).await.expect("the pull is answered").expect("there is news");
    assert!(page.has_more || page.last_op_seq >= operation.op_seq, "{} was sent, {} is counted", operation.op_seq, page.last_op_seq);
    Verdict::Kept
}

/// An edit is sent and read back in one round trip.
pub(super) async fn a_push_can_bring_the_news(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if !officer.offers("news-with-push") {
        return Verdict::NotAsked("the portal does not offer news-with-push");
    }
    let first = officer.writes(candidate, "Trước.").await;
    let since = officer.end_of_history().await;
    let second = officer.revision(first.article, &[&first], candidate.content("Sau."));
    let operations = vec![officer.operation(first.article, put(Some(&first), &second))];
    let request = PushRequest { device: officer.device, ack_through: 0, operations, since };
    let news = officer.portal.push(&request).await.expect("the push is answered").news.expect("the member news");
    let told = news.changes.iter().find(|change| change.article == first.article).expect("the edit is news");
    let ChangeKind::Article(now) = &told.kind else { panic!("{told:?}") };
    assert_eq!(now.head, second.id());
    if now.revision.is_none() {
        let asked = officer.portal.revision(first.article, second.id()).await.expect("what is left out can be asked for");
        assert_eq!(asked, second);
    }
    Verdict::Kept
}

/// After a restore of either side a client asks before it sends.
pub(super) async fn what_the_portal_lacks_is_told(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if !officer.offers("revs-diff") {
        return Verdict::NotAsked("the portal does not offer revs-diff");
    }
    let here = officer.writes(candidate, "Đã có.").await;
    let (gone, nowhere) = (RevisionId([0xab; 32]), banthao_document::ArticleId(fresh()));
    let request = RevsDiffRequest {
        articles: vec![
            KnownArticle { article: here.article, revisions: vec![here.id(), gone] },
            KnownArticle { article: nowhere, revisions: vec![gone] },
        ],
        blobs: vec![BlobId([0xcd; 32])],
    };
    let diff = officer.portal.revs_diff(&request).await.expect("revs-diff is answered");
    assert_eq!((diff.articles[0].head, diff.articles[0].missing.as_slice()), (Some(here.id()), [gone].as_slice()));
    assert_eq!((diff.articles[1].head, diff.articles[1].missing.as_slice()), (None, [gone].as_slice()));
    assert!(!diff.articles[1].deleted, "absence is not deletion");
    assert_eq!(diff.missing_blobs, request.blobs);
    Verdict::Kept
}

/// Nothing depends on a hint, but one that is offered comes.
pub(super) async fn a_hint_follows_a_change(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if !officer.offers("events") {
        return Verdict::NotAsked("the portal does not offer events");
    }
    let mut hints = officer.portal.hints().await.expect("the stream of hints");
    officer.writes(candidate, "Có tin.").await;
    let news = async { while hints.next().await.expect("the stream goes on") != Hint::News {} };
    tokio::time::timeout(PATIENCE, news).await.expect("an event named news after a change");
    Verdict::Kept
}
