//! Deletions are explicit.

use banthao_portal_api::wire::{Act, ChangeKind, Outcome};

use super::{
    Candidate, Verdict,
    access::{is_applied, put},
};

/// Only a tombstone says that an article was deleted.
pub(super) async fn a_deletion_is_told_and_absence_is_not(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let article = officer.writes(candidate, "Sẽ xoá.").await;
    let edited = officer.revision(article.article, &[&article], candidate.content("Sẽ xoá, sửa."));
    officer.does(article.article, put(Some(&article), &edited)).await;
    let late = officer.does(article.article, Act::Delete { base: article.id() }).await;
    assert_eq!(late, Outcome::Conflict { head: Some(edited.id()) }, "someone wrote on: a deletion names the head that it means");
    let deleted = officer.does(article.article, Act::Delete { base: edited.id() }).await;
    assert!(is_applied(&deleted), "{deleted:?}");
    match officer.told_of(article.article).await {
        Some(ChangeKind::Tombstone { head, by, .. }) => {
            assert_eq!((head, by.id), (edited.id(), officer.account.id), "a tombstone says who, and of which head");
        }
        other => panic!("a pull must bring the tombstone, also from the beginning: {other:?}"),
    }
    Verdict::Kept
}

/// Someone's words outlive someone's tidying up.
pub(super) async fn an_edit_brings_a_deleted_article_back(candidate: &Candidate) -> Verdict {
    let officer = candidate.officer().await;
    let article = officer.writes(candidate, "Xoá nhầm.").await;
    officer.does(article.article, Act::Delete { base: article.id() }).await;
    let edited = officer.revision(article.article, &[&article], candidate.content("Viết tiếp."));
    let outcome = officer.does(article.article, put(Some(&article), &edited)).await;
    assert!(is_applied(&outcome), "an edit on the base of the tombstone revives: {outcome:?}");
    assert_eq!(officer.sees(article.article).await.expect("the article is back").head, edited.id());
    Verdict::Kept
}
