//! From the officer to the public, and every way in which that must not go.

use axum::http::StatusCode;
use banthao_portal_api::wire::{EventKind, Outcome, ProblemType, Role, Stage};

use crate::office::{Office, story};

#[tokio::test]
async fn an_article_reaches_the_public_by_both_approvals_and_not_before() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Khai mạc tuần lễ kỹ năng số")).await;
    officer.applied(article.submit()).await;
    assert!(!office.gets("/").await.text().contains("Khai mạc"), "a submission is not public");

    office.signs_in("lanhdao").await.applied(article.approve()).await;
    assert!(!office.gets("/").await.text().contains("Khai mạc"), "the first of two approvals is not enough");
    let waiting = officer.sees(&article).await.unwrap();
    assert!(matches!(waiting.stage, Stage::InReview { level: 1, .. }), "{:?}", waiting.stage);

    office.signs_in("bientap").await.applied(article.approve()).await;
    let published = officer.sees(&article).await.unwrap();
    assert_eq!(published.stage, Stage::Published { content_hash: article.hash });
    let publication = published.publication.unwrap();
    assert_eq!((publication.revision, publication.content_hash), (article.head, article.hash), "the proof names what was approved");
    let events: Vec<_> = published.events.into_iter().map(|event| event.kind).collect();
    let expected = [
        EventKind::Created,
        EventKind::Submitted,
        EventKind::Approved { level: 0 },
        EventKind::Approved { level: 1 },
        EventKind::Published,
    ];
    assert_eq!(events, expected);

    let page = office.gets(&office.page_of(&article).await).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["Khai mạc tuần lễ kỹ năng số", "Hơn bốn trăm người", "lớp học đầu tiên", "23/11/2026 10:00", "Tổ truyền thông"]
    {
        assert!(page.text().contains(said), "the page must say {said:?}");
    }
    assert!(office.gets("/").await.text().contains("Khai mạc"));
    assert!(office.gets("/chuyen-muc/chuyen-doi-so").await.text().contains("Khai mạc"));
}

#[tokio::test]
async fn a_return_carries_its_reason_and_opens_the_way_to_another_submission() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let leader = office.signs_in("lanhdao").await;
    let article = officer.writes(&story("Lớp học")).await;
    officer.applied(article.submit()).await;

    leader.is_refused(article.send_back("  "), ProblemType::Incomplete).await;
    leader.applied(article.send_back("Thiếu số liệu")).await;
    match officer.sees(&article).await.unwrap().stage {
        Stage::Returned(given_back) => {
            assert_eq!((given_back.reason.as_str(), given_back.level), ("Thiếu số liệu", 0));
            assert_eq!(given_back.by.name, "Lãnh đạo đơn vị");
        }
        other => panic!("{other:?}"),
    }

    let mended = officer.edits(&article, &story("Lớp học có 62 học viên")).await;
    assert!(matches!(officer.sees(&mended).await.unwrap().stage, Stage::Returned(_)), "the reason stays while the author mends");
    officer.applied(mended.submit()).await;
    leader.applied(mended.approve()).await;
}

#[tokio::test]
async fn the_author_may_not_approve_whatever_their_roles() {
    let office = Office::opens();
    office.employs("kiemnhiem", "trung-tam-thong-tin", &[Role::Officer, Role::UnitLeader, Role::Editor]);
    let author = office.signs_in("kiemnhiem").await;
    let article = author.writes(&story("Bài của tôi")).await;
    author.applied(article.submit()).await;
    author.is_refused(article.approve(), ProblemType::OwnArticle).await;
    author.is_refused(article.send_back("tự trả"), ProblemType::OwnArticle).await;
}

#[tokio::test]
async fn two_levels_are_two_people() {
    let office = Office::opens();
    office.employs("kiemnhiem", "trung-tam-thong-tin", &[Role::UnitLeader, Role::Editor]);
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Hai người duyệt")).await;
    officer.applied(article.submit()).await;
    let both = office.signs_in("kiemnhiem").await;
    both.applied(article.approve()).await;
    both.is_refused(article.approve(), ProblemType::Forbidden).await;
    assert!(officer.sees(&article).await.unwrap().publication.is_none());
}

#[tokio::test]
async fn an_approval_covers_the_text_that_was_read_and_no_other() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Bản đã đọc")).await;
    officer.applied(article.submit()).await;
    let edited = officer.edits(&article, &story("Bản chưa ai đọc")).await;
    officer.applied(edited.submit()).await;

    let outcome = office.signs_in("lanhdao").await.does(article.approve()).await;
    assert_eq!(outcome, Outcome::Conflict { head: Some(edited.head) }, "what was read is no longer what would be published");
}

#[tokio::test]
async fn an_edit_voids_the_submission_and_a_save_that_changes_nothing_keeps_it() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let article = officer.writes(&story("Đang chờ duyệt")).await;
    officer.applied(article.submit()).await;

    let saved = officer.edits(&article, &story("Đang chờ duyệt")).await;
    assert!(matches!(officer.sees(&saved).await.unwrap().stage, Stage::InReview { .. }));

    let edited = officer.edits(&saved, &story("Đang chờ duyệt!")).await;
    let voided = officer.sees(&edited).await.unwrap();
    assert_eq!(voided.stage, Stage::Draft);
    assert_eq!(voided.events.last().unwrap().kind, EventKind::Voided);
    office.signs_in("lanhdao").await.is_refused(saved.approve(), ProblemType::WrongStage).await;
}

#[tokio::test]
async fn what_the_public_reads_stays_while_its_author_writes_on() {
    let office = Office::opens();
    let article = office.publishes(&story("Bản công khai")).await;
    let path = office.page_of(&article).await;
    let officer = office.signs_in("canbo").await;
    let edited = officer.edits(&article, &story("Bản đang sửa")).await;
    let now = officer.sees(&edited).await.unwrap();
    assert_eq!(now.stage, Stage::Draft);
    assert_eq!(now.publication.unwrap().revision, article.head);
    let page = office.gets(&path).await.text();
    assert!(page.contains("Bản công khai") && !page.contains("Bản đang sửa"));

    office.minutes_pass(90);
    office.approves_everywhere(&officer, &edited).await;
    let page = office.gets(&path).await;
    assert_eq!(page.status, StatusCode::OK, "an address that was given out stays");
    let page = page.text();
    assert!(page.contains("Bản đang sửa") && page.contains("23/11/2026 10:00") && page.contains("23/11/2026 11:30"));
}

#[tokio::test]
async fn a_submission_is_taken_back_until_someone_decides() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let leader = office.signs_in("lanhdao").await;
    let article = officer.writes(&story("Rút lại")).await;
    officer.applied(article.submit()).await;
    officer.applied(article.recall()).await;
    leader.is_refused(article.approve(), ProblemType::WrongStage).await;
    officer.is_refused(article.recall(), ProblemType::WrongStage).await;
    assert!(leader.sees(&article).await.is_some(), "what was seen once stays visible");
}

#[tokio::test]
async fn only_its_author_writes_and_submits_an_article() {
    let office = Office::opens();
    let article = office.signs_in("canbo").await.writes(&story("Của tôi")).await;
    let leader = office.signs_in("lanhdao").await;
    leader.is_refused(article.submit(), ProblemType::NotFound).await;
    let (_, put) = leader.revision(article.id, Some(article.head), &story("Của người khác"));
    leader.is_refused(put.clone(), ProblemType::NotFound).await;

    office.signs_in("canbo").await.applied(article.submit()).await;
    leader.is_refused(article.submit(), ProblemType::Forbidden).await;
    leader.is_refused(article.recall(), ProblemType::Forbidden).await;
    leader.is_refused(put, ProblemType::Forbidden).await;
}

#[tokio::test]
async fn a_submission_names_what_it_lacks() {
    let office = Office::opens();
    let officer = office.signs_in("canbo").await;
    let mut content = story("Không có chuyên mục");
    content.section = Some("muc-khong-co".to_owned());
    content.sapo.clear();
    let article = officer.writes(&content).await;
    match officer.does(article.submit()).await {
        Outcome::Rejected { problem } => {
            assert_eq!(problem.kind, ProblemType::Incomplete);
            assert_eq!(problem.detail.as_deref(), Some("Sapo, Section"), "an unknown section is none");
        }
        other => panic!("{other:?}"),
    }
}
