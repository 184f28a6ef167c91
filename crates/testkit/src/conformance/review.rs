//! Who decides, about what, and who may not.

use banthao_document::ContentHash;
use banthao_portal_api::{
    Support,
    wire::{Act, Outcome, ProblemType, Stage},
};

use super::{
    Candidate, Verdict,
    access::{Caller, is_applied, put, submit},
};

const NO_SECOND: Verdict = Verdict::NotAsked("it needs someone who decides");
const NO_WORKFLOW: Verdict = Verdict::NotAsked("the portal promises no workflow");

fn has_workflow(caller: &Caller) -> bool {
    caller.portal.capabilities().workflow == Support::Guaranteed
}

/// What someone may not see is answered as if it were not there.
pub(super) async fn an_article_out_of_sight_does_not_exist(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let Some(stranger) = candidate.approver().await else { return NO_SECOND };
    let draft = officer.writes(candidate, "Bản thảo của một người.").await;
    let overwriting = stranger.revision(draft.article, &[&draft], candidate.content("Ghi đè."));
    for (attempt, act) in [
        ("overwrite", put(Some(&draft), &overwriting)),
        ("delete", Act::Delete { base: draft.id() }),
        ("submit", submit(&draft)),
        ("recall", Act::Recall { revision: draft.id() }),
        ("approve", Act::Approve { revision: draft.id(), content_hash: draft.content_hash() }),
    ] {
        let outcome = stranger.does(draft.article, act).await;
        let Outcome::Rejected { problem } = &outcome else { panic!("a stranger could {attempt}: {outcome:?}") };
        assert_eq!(problem.kind, ProblemType::NotFound, "a stranger tries to {attempt}");
    }
    assert!(stranger.told_of(draft.article).await.is_none(), "a draft is its author's alone");
    assert!(stranger.portal.revision(draft.article, draft.id()).await.is_err(), "its revisions, too");
    assert_eq!(officer.sees(draft.article).await.expect("it is there").head, draft.id());
    Verdict::Kept
}

/// To see an article is not to own it.
pub(super) async fn a_reviewer_may_decide_and_nothing_else(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if !has_workflow(&officer) {
        return NO_WORKFLOW;
    }
    let Some(approver) = candidate.approver().await else { return NO_SECOND };
    let text = officer.writes(candidate, "Chờ duyệt.").await;
    assert!(is_applied(&officer.does(text.article, submit(&text)).await));
    let overwriting = approver.revision(text.article, &[&text], candidate.content("Sửa hộ."));
    for (attempt, act) in [
        ("overwrite", put(Some(&text), &overwriting)),
        ("delete", Act::Delete { base: text.id() }),
        ("recall", Act::Recall { revision: text.id() }),
    ] {
        let outcome = approver.does(text.article, act).await;
        let Outcome::Rejected { problem } = &outcome else { panic!("a reviewer could {attempt}: {outcome:?}") };
        assert_eq!(problem.kind, ProblemType::Forbidden, "a reviewer tries to {attempt}");
    }
    let wordless = Act::SendBack { revision: text.id(), content_hash: text.content_hash(), reason: "  ".to_owned() };
    let outcome = approver.does(text.article, wordless).await;
    assert!(matches!(outcome, Outcome::Rejected { .. }), "sending back needs a reason: {outcome:?}");
    Verdict::Kept
}

/// One changed character, and the approval is of something else.
pub(super) async fn an_approval_covers_exactly_the_content_that_was_read(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    if !has_workflow(&officer) {
        return NO_WORKFLOW;
    }
    let Some(approver) = candidate.approver().await else { return NO_SECOND };
    let read = officer.writes(candidate, "Đã đọc.").await;
    let article = read.article;
    let submitted = officer.does(article, submit(&read)).await;
    assert!(is_applied(&submitted), "{submitted:?}");

    let other = ContentHash::of("Chưa ai đọc.".as_bytes());
    let wrong = approver.does(article, Act::Approve { revision: read.id(), content_hash: other }).await;
    assert!(!is_applied(&wrong), "an approval of a content that was not submitted took effect");

    let changed = officer.revision(article, &[&read], candidate.content("Đã đọc!"));
    officer.does(article, put(Some(&read), &changed)).await;
    let stale = approver.does(article, Act::Approve { revision: read.id(), content_hash: read.content_hash() }).await;
    assert!(!is_applied(&stale), "the text changed after it was read, and the approval took effect");
    assert_eq!(officer.sees(article).await.expect("the article is there").stage, Stage::Draft, "a change voids the submission");

    officer.does(article, submit(&changed)).await;
    let approved = approver.does(article, Act::Approve { revision: changed.id(), content_hash: changed.content_hash() }).await;
    assert!(is_applied(&approved), "{approved:?}");
    Verdict::Kept
}

/// The author's own hand does not count.
pub(super) async fn nobody_decides_about_their_own_article(candidate: &Candidate) -> Verdict {
    let Some(approver) = candidate.approver().await else { return NO_SECOND };
    if !has_workflow(&approver) {
        return NO_WORKFLOW;
    }
    let revision = approver.writes(candidate, "Bài của người duyệt.").await;
    approver.does(revision.article, submit(&revision)).await;
    let own = Act::Approve { revision: revision.id(), content_hash: revision.content_hash() };
    let outcome = approver.does(revision.article, own).await;
    assert!(matches!(outcome, Outcome::Rejected { .. }), "{outcome:?}");
    Verdict::Kept
}
