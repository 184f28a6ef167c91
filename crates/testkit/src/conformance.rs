//! The promises of [`Portal`](banthao_portal_api::Portal), asked of any portal.
//!
//! [`portal_conformance_tests!`](crate::portal_conformance_tests) makes one test of each; the portal is given as a [`Candidate`]. What a
//! portal says in its capabilities that it cannot do is not asked of it.

use std::{any::Any, collections::BTreeMap, sync::Arc};

use banthao_document::{ArticleContent, ArticleId, BlobId, Body, ContentHash, DeviceId, OpId, Revision};
use banthao_portal_api::{
    Error, Medium, Portal, Support, Unwatched,
    wire::{Account, Act, ArticleChange, ChangeKind, EventKind, Operation, Outcome, PROTOCOL, PushRequest, Receipt, SessionRequest, Stage},
};
use bytes::Bytes;
use uuid::Uuid;

use crate::content::{body, paragraph};

/// A portal to be examined.
pub struct Candidate {
    /// A new connection on which nobody has signed in.
    pub connect: Box<dyn Fn() -> Arc<dyn Portal> + Send + Sync>,
    /// Name and password of someone who writes.
    pub officer: (String, String),
    /// Name and password of someone who decides at the first level about the officer's articles.
    pub approver: (String, String),
    /// A section that the portal knows.
    pub section: String,
    /// Whatever has to live as long as the portal.
    pub keeps: Box<dyn Any + Send + Sync>,
}

/// One test for each promise. Takes an async function that makes a [`Candidate`]; each test gets one of its own.
#[macro_export]
macro_rules! portal_conformance_tests {
    ($make:path) => {
        $crate::portal_conformance_tests!($make;
            the_handshake_names_the_same_installation_every_time,
            a_wrong_password_opens_nothing,
            nothing_is_said_to_strangers,
            a_token_ends_with_the_session,
            a_repeated_operation_is_answered_with_the_first_receipt,
            an_operation_id_stands_for_one_operation,
            a_change_of_an_old_base_takes_no_effect,
            a_pull_goes_on_where_the_last_one_ended,
            a_cursor_that_the_portal_never_gave_is_refused,
            a_medium_is_stored_once_and_comes_back_as_it_went,
            a_text_without_its_media_cannot_be_submitted,
            an_approval_covers_exactly_the_content_that_was_read,
            nobody_decides_about_their_own_article);
    };
    ($make:path; $($promise:ident),*) => {$(
        #[tokio::test]
        async fn $promise() {
            $crate::conformance::$promise(&$make().await).await;
        }
    )*};
}

/// A signed-in connection.
struct Caller {
    portal: Arc<dyn Portal>,
    device: DeviceId,
    account: Account,
}

impl Caller {
    async fn push(&self, operations: Vec<Operation>) -> Vec<Receipt> {
        let request = PushRequest { device: self.device, ack_through: 0, operations, since: None };
        self.portal.push(&request).await.expect("the push is answered").receipts
    }

    async fn does(&self, op_seq: u64, article: ArticleId, act: Act) -> Outcome {
        let operation = Operation { op_seq, op_id: OpId(fresh()), article, act };
        self.push(vec![operation]).await.remove(0).outcome
    }

    fn revision(&self, article: ArticleId, parents: &[&Revision], content: ArticleContent) -> Revision {
        Revision {
            article,
            parents: parents.iter().map(|parent| parent.id()).collect(),
            author: Some(self.account.id),
            device: self.device,
            made_at_ms: 0,
            content,
            unknown: BTreeMap::new(),
        }
    }

    async fn sees(&self, article: ArticleId) -> Option<ArticleChange> {
        let page = self.portal.pull(None, 200).await.expect("the pull is answered");
        page.into_iter().flat_map(|page| page.changes).filter(|change| change.article == article).find_map(|change| match change.kind {
            ChangeKind::Article(article) => Some(*article),
            ChangeKind::Tombstone { .. } | ChangeKind::Unknown(_) => None,
        })
    }
}

impl Candidate {
    async fn signs_in(&self, (username, password): &(String, String)) -> Caller {
        let (portal, device) = ((self.connect)(), DeviceId(fresh()));
        let request =
            SessionRequest { username: username.clone(), password: password.clone(), device, device_name: "Máy thử".to_owned() };
        let session = portal.sign_in(&request).await.expect("the sign-in succeeds");
        Caller { portal, device, account: session.account }
    }

    fn content(&self, text: &str) -> ArticleContent {
        ArticleContent {
            title: "Bài thử".to_owned(),
            sapo: "Sapo của bài thử.".to_owned(),
            section: Some(self.section.clone()),
            body: Body(body([paragraph(text)])),
            ..ArticleContent::empty("tin")
        }
    }
}

fn fresh() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

fn put(base: Option<&Revision>, revision: &Revision) -> Act {
    Act::PutRevision { base: base.map(Revision::id), revision: Box::new(revision.clone()) }
}

fn is_applied(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Applied { .. })
}

/// The id under which mirrors are kept must not change, and a protocol must be spoken that this build speaks.
pub async fn the_handshake_names_the_same_installation_every_time(candidate: &Candidate) {
    let (first, second) = ((candidate.connect)().hello().await, (candidate.connect)().hello().await);
    let (first, second) = (first.expect("the handshake"), second.expect("the handshake"));
    assert_eq!((first.instance_id, first.epoch), (second.instance_id, second.epoch));
    assert!(first.protocol.includes(PROTOCOL));
    assert!(first.limits.max_push_operations > 0 && first.limits.max_push_bytes > 0 && first.limits.max_blob_bytes > 0);
}

/// A password is refused as such, whether or not the name exists.
pub async fn a_wrong_password_opens_nothing(candidate: &Candidate) {
    for username in [candidate.officer.0.as_str(), "không-có-người-này"] {
        let request = SessionRequest {
            username: username.to_owned(),
            password: "sai mật khẩu".to_owned(),
            device: DeviceId(fresh()),
            device_name: String::new(),
        };
        let refusal = (candidate.connect)().sign_in(&request).await.expect_err("a wrong password");
        assert!(matches!(refusal, Error::WrongCredentials), "{username}: {refusal:?}");
    }
}

/// Without a token there is no news and no effect.
pub async fn nothing_is_said_to_strangers(candidate: &Candidate) {
    let portal = (candidate.connect)();
    assert!(matches!(portal.pull(None, 10).await, Err(Error::AuthRequired)));
    assert!(matches!(portal.account().await, Err(Error::AuthRequired)));
    assert!(matches!(portal.catalogue().await, Err(Error::AuthRequired)));
}

/// The token is of the one who signed in, until they sign out.
pub async fn a_token_ends_with_the_session(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    assert_eq!(officer.portal.account().await.expect("the token is good"), officer.account);
    officer.portal.sign_out().await.expect("signing out");
    assert!(matches!(officer.portal.pull(None, 10).await, Err(Error::AuthRequired)));
}

/// Sent as often as it takes, takes effect once.
pub async fn a_repeated_operation_is_answered_with_the_first_receipt(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    if officer.portal.capabilities().receipts != Support::Guaranteed {
        return;
    }
    let article = ArticleId(fresh());
    let revision = officer.revision(article, &[], candidate.content("Một lần."));
    let operation = Operation { op_seq: 1, op_id: OpId(fresh()), article, act: put(None, &revision) };
    let first = officer.push(vec![operation.clone()]).await.remove(0);
    let second = officer.push(vec![operation]).await.remove(0);
    assert!(is_applied(&first.outcome) && !first.replayed);
    assert_eq!(second, Receipt { replayed: true, ..first }, "the second answer must be the first receipt");
    let events = officer.sees(article).await.expect("the article is there").events;
    assert_eq!(events.iter().filter(|event| event.kind == EventKind::Created).count(), 1);
}

/// An id that comes back with another act is a mistake, and must not look like success.
pub async fn an_operation_id_stands_for_one_operation(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    if officer.portal.capabilities().receipts != Support::Guaranteed {
        return;
    }
    let (op_id, article, other) = (OpId(fresh()), ArticleId(fresh()), ArticleId(fresh()));
    let act = put(None, &officer.revision(article, &[], candidate.content("Bài thứ nhất.")));
    let stolen = put(None, &officer.revision(other, &[], candidate.content("Bài thứ hai.")));
    officer.push(vec![Operation { op_seq: 1, op_id, article, act }]).await;
    let answer = officer.push(vec![Operation { op_seq: 2, op_id, article: other, act: stolen }]).await.remove(0);
    assert!(matches!(answer.outcome, Outcome::Rejected { .. }), "{:?}", answer.outcome);
    assert!(officer.sees(other).await.is_none(), "the second operation must not have taken effect");
}

/// The head that the writer knew must still be the head.
pub async fn a_change_of_an_old_base_takes_no_effect(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    if officer.portal.capabilities().preconditions != Support::Guaranteed {
        return;
    }
    let article = ArticleId(fresh());
    let first = officer.revision(article, &[], candidate.content("Bản một."));
    let second = officer.revision(article, &[&first], candidate.content("Bản hai."));
    let late = officer.revision(article, &[&first], candidate.content("Bản đến muộn."));
    assert!(is_applied(&officer.does(1, article, put(None, &first)).await));
    assert!(is_applied(&officer.does(2, article, put(Some(&first), &second)).await));
    let outcome = officer.does(3, article, put(Some(&first), &late)).await;
    assert_eq!(outcome, Outcome::Conflict { head: Some(second.id()) }, "the answer must name the head");
    assert_eq!(officer.sees(article).await.expect("the article is there").head, second.id());
}

/// Small pages bring what one large page brings, each article once, in the portal's order; afterwards there is nothing new.
pub async fn a_pull_goes_on_where_the_last_one_ended(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    let mut written = Vec::new();
    for number in 1..=3 {
        let article = ArticleId(fresh());
        let revision = officer.revision(article, &[], candidate.content(&format!("Bài số {number}.")));
        officer.does(number, article, put(None, &revision)).await;
        written.push(article);
    }
    let (mut cursor, mut pulled, mut seqs, mut last_op_seq) = (None, Vec::new(), Vec::new(), 0);
    loop {
        let page = officer.portal.pull(cursor.as_deref(), 1).await.expect("the pull is answered").expect("there is news");
        assert!(page.changes.len() <= 1, "a page holds no more than was asked for");
        pulled.extend(page.changes.iter().map(|change| change.article));
        seqs.extend(page.changes.iter().map(|change| change.seq));
        (cursor, last_op_seq) = (Some(page.next_cursor), last_op_seq.max(page.last_op_seq));
        if !page.has_more {
            break;
        }
    }
    pulled.retain(|article| written.contains(article));
    assert_eq!(pulled, written, "each article once, in the order of their arrival");
    assert!(seqs.is_sorted_by(|one, next| one < next), "the commit order goes up: {seqs:?}");
    let after = officer.portal.pull(cursor.as_deref(), 10).await.expect("the pull is answered");
    assert!(after.is_none_or(|after| after.changes.is_empty() && !after.has_more), "nothing happened since");
    assert_eq!(last_op_seq, 3, "the history shows what this device did");
}

/// A cursor from before a restore, or from nowhere, says so instead of skipping changes.
pub async fn a_cursor_that_the_portal_never_gave_is_refused(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    let refusal = officer.portal.pull(Some("khong-phai-cua-toi"), 10).await.expect_err("a made-up cursor");
    assert!(matches!(refusal, Error::CursorExpired), "{refusal:?}");
}

/// Storing is idempotent, and bytes that are not what they are called are refused.
pub async fn a_medium_is_stored_once_and_comes_back_as_it_went(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    officer.portal.hello().await.expect("the handshake");
    let bytes = Bytes::from_static(crate::PDF);
    let blob = BlobId::of(&bytes);
    let medium = Medium { blob, media_type: "application/pdf", bytes: bytes.len() as u64, resume: None };
    officer.portal.upload(&medium, &bytes, &Unwatched).await.expect("the first time");
    officer.portal.upload(&medium, &bytes, &Unwatched).await.expect("the second time");
    let mut back = Vec::new();
    officer.portal.download(blob, 0, &mut back).await.expect("it is there");
    assert_eq!(back, bytes);
    let other = BlobId::of(b"something else");
    let refusal = officer.portal.upload(&Medium { blob: other, ..medium }, &bytes, &Unwatched).await.expect_err("the bytes are others");
    assert!(matches!(refusal, Error::Rejected(_)), "{refusal:?}");
}

/// A submission waits for its media, and is asked again without any trace of the first time.
pub async fn a_text_without_its_media_cannot_be_submitted(candidate: &Candidate) {
    let officer = candidate.signs_in(&candidate.officer).await;
    if officer.portal.capabilities().workflow != Support::Guaranteed {
        return;
    }
    let bytes = Bytes::from([crate::PDF, fresh().to_string().as_bytes()].concat());
    let attachment = banthao_document::Attachment {
        blob: BlobId::of(&bytes),
        title: "Văn bản kèm theo".to_owned(),
        file_name: "van-ban.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: bytes.len() as u64,
        unknown: BTreeMap::new(),
    };
    let article = ArticleId(fresh());
    let content = ArticleContent { attachments: vec![attachment.clone()], ..candidate.content("Có tệp kèm.") };
    let revision = officer.revision(article, &[], content);
    officer.does(1, article, put(None, &revision)).await;
    let submit = Act::Submit { revision: revision.id(), content_hash: revision.content_hash() };
    let operation = Operation { op_seq: 2, op_id: OpId(fresh()), article, act: submit };
    let blocked = officer.push(vec![operation.clone()]).await.remove(0).outcome;
    assert_eq!(blocked, Outcome::Blocked { missing_blobs: vec![attachment.blob] });
    let medium = Medium { blob: attachment.blob, media_type: "application/pdf", bytes: attachment.bytes, resume: None };
    officer.portal.upload(&medium, &bytes, &Unwatched).await.expect("the medium is taken");
    let again = officer.push(vec![operation]).await.remove(0).outcome;
    assert!(is_applied(&again), "the same operation must be answered anew once the medium is there: {again:?}");
}

/// One changed character, and the approval is of something else.
pub async fn an_approval_covers_exactly_the_content_that_was_read(candidate: &Candidate) {
    let (officer, approver) = (candidate.signs_in(&candidate.officer).await, candidate.signs_in(&candidate.approver).await);
    if officer.portal.capabilities().workflow != Support::Guaranteed {
        return;
    }
    let article = ArticleId(fresh());
    let read = officer.revision(article, &[], candidate.content("Đã đọc."));
    officer.does(1, article, put(None, &read)).await;
    let submitted = officer.does(2, article, Act::Submit { revision: read.id(), content_hash: read.content_hash() }).await;
    assert!(is_applied(&submitted), "{submitted:?}");

    let other = ContentHash::of("Chưa ai đọc.".as_bytes());
    let wrong = approver.does(1, article, Act::Approve { revision: read.id(), content_hash: other }).await;
    assert!(!is_applied(&wrong), "an approval of a content that was not submitted took effect");

    let changed = officer.revision(article, &[&read], candidate.content("Đã đọc!"));
    officer.does(3, article, put(Some(&read), &changed)).await;
    let stale = approver.does(2, article, Act::Approve { revision: read.id(), content_hash: read.content_hash() }).await;
    assert!(!is_applied(&stale), "the text changed after it was read, and the approval took effect");
    assert_eq!(officer.sees(article).await.expect("the article is there").stage, Stage::Draft, "a change voids the submission");

    officer.does(4, article, Act::Submit { revision: changed.id(), content_hash: changed.content_hash() }).await;
    let fresh = approver.does(3, article, Act::Approve { revision: changed.id(), content_hash: changed.content_hash() }).await;
    assert!(is_applied(&fresh), "{fresh:?}");
}

/// The author's own hand does not count.
pub async fn nobody_decides_about_their_own_article(candidate: &Candidate) {
    let approver = candidate.signs_in(&candidate.approver).await;
    if approver.portal.capabilities().workflow != Support::Guaranteed {
        return;
    }
    let article = ArticleId(fresh());
    let revision = approver.revision(article, &[], candidate.content("Bài của người duyệt."));
    approver.does(1, article, put(None, &revision)).await;
    approver.does(2, article, Act::Submit { revision: revision.id(), content_hash: revision.content_hash() }).await;
    let outcome = approver.does(3, article, Act::Approve { revision: revision.id(), content_hash: revision.content_hash() }).await;
    assert!(matches!(outcome, Outcome::Rejected { .. }), "{outcome:?}");
}
