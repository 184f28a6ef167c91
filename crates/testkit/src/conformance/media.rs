//! Media go up in pieces, come down in parts, and belong to whoever brought them.

use std::collections::BTreeMap;

use banthao_document::{ArticleContent, ArticleId, Attachment, BlobId};
use banthao_portal_api::{
    Error, Medium, Support, Unwatched,
    wire::{Outcome, ProblemType, repr_digest},
};
use bytes::Bytes;

use super::{
    Candidate, Verdict,
    access::{Caller, fresh, is_applied, new_pdf, pdf, put, submit},
    handshake::raw_of,
    raw::Raw,
};

/// Storing is idempotent.
pub(super) async fn a_medium_is_stored_once_and_comes_back_as_it_went(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let bytes = Bytes::from(new_pdf());
    for time in ["the first time", "the second time"] {
        officer.portal.upload(&pdf(&bytes), &bytes, &Unwatched).await.expect(time);
    }
    let mut back = Vec::new();
    officer.portal.download(BlobId::of(&bytes), 0, &mut back).await.expect("it is there");
    assert_eq!(back, bytes);
    Verdict::Kept
}

/// A download that broke off goes on.
pub(super) async fn a_part_of_a_medium_can_be_asked_for(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let bytes = Bytes::from(new_pdf());
    officer.portal.upload(&pdf(&bytes), &bytes, &Unwatched).await.expect("the medium is taken");
    let mut rest = Vec::new();
    officer.portal.download(BlobId::of(&bytes), 10, &mut rest).await.expect("206 with the rest");
    assert_eq!(rest, bytes[10..]);
    Verdict::Kept
}

/// An upload that was begun, and its bytes.
struct Begun<'a> {
    raw: &'a Raw,
    officer: &'a Caller,
    bytes: Vec<u8>,
    address: String,
}

impl<'a> Begun<'a> {
    async fn new(raw: &'a Raw, officer: &'a Caller) -> Self {
        let bytes = new_pdf();
        let (length, digest) = (bytes.len().to_string(), repr_digest(BlobId::of(&bytes).as_bytes()));
        let headers = [
            ("content-type", "application/pdf"),
            ("upload-complete", "?0"),
            ("upload-length", length.as_str()),
            ("repr-digest", digest.as_str()),
        ];
        let answer = raw.asks(Some(officer), "POST", "/v1/uploads", &headers, None).await;
        assert_eq!((answer.status, answer.header("upload-complete")), (201, "?0"), "an upload is begun empty: {}", answer.text());
        assert_eq!(answer.header("upload-offset"), "0");
        let address = raw.resolved("/v1/uploads", answer.header("location"));
        Self { raw, officer, bytes, address }
    }

    async fn append(&self, offset: usize, is_last: bool, body: &[u8]) -> super::raw::Answer {
        let offset = offset.to_string();
        let headers = [
            ("content-type", "application/partial-upload"),
            ("upload-offset", offset.as_str()),
            ("upload-complete", if is_last { "?1" } else { "?0" }),
        ];
        self.raw.asks(Some(self.officer), "PATCH", &self.address, &headers, body.to_vec()).await
    }
}

/// What the portal has it keeps, and says how much it is.
pub(super) async fn an_upload_goes_on_where_it_ended(candidate: &Candidate) -> Verdict {
    let raw = match raw_of(candidate) {
        Ok(raw) => raw,
        Err(verdict) => return verdict,
    };
    let officer = candidate.officer().await;
    let begun = Begun::new(raw, &officer).await;
    let first = begun.append(0, false, &begun.bytes[..20]).await;
    assert_eq!((first.status, first.header("upload-offset")), (204, "20"), "an append is answered with the offset: {}", first.text());
    let told = raw.asks(Some(&officer), "HEAD", &begun.address, &[], None).await;
    assert_eq!((told.status, told.header("upload-offset"), told.header("upload-complete")), (204, "20", "?0"));
    let last = begun.append(20, true, &begun.bytes[20..]).await;
    assert_eq!(last.header("upload-complete"), "?1", "the last append completes the upload: {} {}", last.status, last.text());
    let mut back = Vec::new();
    officer.portal.download(BlobId::of(&begun.bytes), 0, &mut back).await.expect("the medium is there");
    assert_eq!(back, begun.bytes);
    Verdict::Kept
}

/// A client that is mistaken is put right, and nothing is spoilt.
pub(super) async fn an_append_elsewhere_is_told_where_the_upload_ends(candidate: &Candidate) -> Verdict {
    let raw = match raw_of(candidate) {
        Ok(raw) => raw,
        Err(verdict) => return verdict,
    };
    let officer = candidate.officer().await;
    let begun = Begun::new(raw, &officer).await;
    begun.append(0, false, &begun.bytes[..20]).await;
    for wrong in [0, 10, 30] {
        let answer = begun.append(wrong, false, b"elsewhere").await;
        answer.refuses_with(409, ProblemType::UploadOffset);
        assert_eq!(answer.header("upload-offset"), "20", "the refusal names the offset");
    }
    Verdict::Kept
}

/// The portal computes the digest itself.
pub(super) async fn bytes_that_are_not_what_was_announced_are_refused(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let bytes = Bytes::from(new_pdf());
    let other = Medium { blob: BlobId::of(b"something else"), ..pdf(&bytes) };
    let refusal = officer.portal.upload(&other, &bytes, &Unwatched).await.expect_err("the bytes are others");
    assert!(matches!(&refusal, Error::Rejected(problem) if problem.kind == ProblemType::DigestMismatch), "{refusal:?}");
    let refusal = officer.portal.upload(&Medium { media_type: "image/png", ..pdf(&bytes) }, &bytes, &Unwatched).await;
    let refusal = refusal.expect_err("a PDF is no picture");
    assert!(matches!(&refusal, Error::Rejected(problem) if problem.kind == ProblemType::DigestMismatch), "{refusal:?}");
    Verdict::Kept
}

/// Whoever names a digest in an article of their own must not read the bytes by that.
pub(super) async fn to_know_a_digest_is_not_to_have_the_medium(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let Some(other) = candidate.approver().await else { return Verdict::NotAsked("it needs a second person") };
    let bytes = Bytes::from(new_pdf());
    officer.portal.upload(&pdf(&bytes), &bytes, &Unwatched).await.expect("the medium is taken");
    let own = other.revision(ArticleId(fresh()), &[], with_attachment(candidate, &bytes));
    let outcome = other.does(own.article, put(None, &own)).await;
    assert!(
        matches!(&outcome, Outcome::Applied { missing_blobs, .. } if *missing_blobs == [BlobId::of(&bytes)]),
        "the bytes of a stranger's medium count as missing: {outcome:?}"
    );
    let refusal = other.portal.download(BlobId::of(&bytes), 0, &mut Vec::new()).await.expect_err("a stranger's medium");
    assert!(matches!(&refusal, Error::Rejected(problem) if problem.status == 404), "{refusal:?}");
    Verdict::Kept
}

/// A submission waits for its media, and is asked again without any trace of the first time.
pub(super) async fn a_text_without_its_media_cannot_be_submitted(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if officer.portal.capabilities().workflow != Support::Guaranteed {
        return Verdict::NotAsked("the portal promises no workflow");
    }
    let bytes = Bytes::from(new_pdf());
    let revision = officer.revision(ArticleId(fresh()), &[], with_attachment(candidate, &bytes));
    officer.does(revision.article, put(None, &revision)).await;
    let operation = officer.operation(revision.article, submit(&revision));
    let blocked = officer.push(vec![operation.clone()]).await.remove(0).outcome;
    assert_eq!(blocked, Outcome::Blocked { missing_blobs: vec![BlobId::of(&bytes)] });
    officer.portal.upload(&pdf(&bytes), &bytes, &Unwatched).await.expect("the medium is taken");
    let again = officer.push(vec![operation]).await.remove(0).outcome;
    assert!(is_applied(&again), "the same operation must be answered anew once the medium is there: {again:?}");
    Verdict::Kept
}

fn with_attachment(candidate: &Candidate, bytes: &[u8]) -> ArticleContent {
    let attachment = Attachment {
        blob: BlobId::of(bytes),
        title: "Văn bản kèm theo".to_owned(),
        file_name: "van-ban.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: bytes.len() as u64,
        unknown: BTreeMap::new(),
    };
    ArticleContent { attachments: vec![attachment], ..candidate.content("Có tệp kèm.") }
}
