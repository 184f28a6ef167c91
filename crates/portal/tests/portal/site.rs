//! What a reader finds.

use axum::http::StatusCode;
use serde_json::Value;

use crate::office::{Office, PUBLIC_URL, story};

const HOSTILE: &str = "</script><script>alert(\"1\")</script> & 'nháy' ]]>";

#[tokio::test]
async fn a_hostile_title_is_only_text_wherever_it_stands() {
    let office = Office::opens();
    let mut content = story(HOSTILE);
    content.sapo = HOSTILE.to_owned();
    content.byline = HOSTILE.to_owned();
    let article = office.publishes(&content).await;
    let path = office.page_of(&article).await;
    for path in [path.as_str(), "/", "/chuyen-muc/chuyen-doi-so", "/atom.xml", "/chuyen-muc/chuyen-doi-so/atom.xml"] {
        let text = office.gets(path).await.text();
        assert!(text.contains("&lt;script&gt;"), "{path} must show the title");
        assert!(!text.contains("<script>"), "{path} lets a title be markup");
        assert!(!text.contains("\"1\"") || path.starts_with("/bai/"), "{path} lets a title out of an attribute");
    }
    let page = office.gets(&path).await.text();
    assert_eq!(page.matches("</script").count(), 1, "JSON-LD must not end early");
    assert_eq!(json_ld(&page)["headline"], HOSTILE);
}

#[tokio::test]
async fn search_engines_are_told_what_the_page_says() {
    let office = Office::opens();
    let article = office.publishes(&story("Đường đến lớp học")).await;
    let path = office.page_of(&article).await;
    assert!(path.starts_with("/bai/duong-den-lop-hoc-"), "{path}");
    let page = office.gets(&path).await.text();
    let told = json_ld(&page);
    assert_eq!(told["@type"], "NewsArticle");
    assert_eq!(told["datePublished"], "2026-11-23T10:00:00+07:00");
    assert_eq!(told["articleSection"], "Chuyển đổi số");
    assert_eq!(told["mainEntityOfPage"]["@id"], format!("{PUBLIC_URL}{path}"));
    assert_eq!(told["publisher"]["@type"], "GovernmentOrganization");
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{PUBLIC_URL}{path}\">")));
    assert!(page.contains("<html lang=\"vi\">") && page.contains("property=\"og:title\" content=\"Đường đến lớp học\""));
    assert!(office.gets("/sitemap.xml").await.text().contains(&format!("<loc>{PUBLIC_URL}{path}</loc>")));
    assert!(office.gets("/robots.txt").await.text().contains(&format!("Sitemap: {PUBLIC_URL}/sitemap.xml")));
}

fn json_ld(page: &str) -> Value {
    let (_, after) = page.split_once("<script type=\"application/ld+json\">").expect("the page has JSON-LD");
    serde_json::from_str(after.split_once("</script>").unwrap().0).expect("JSON-LD is JSON")
}

#[tokio::test]
async fn an_old_spelling_of_an_address_leads_to_the_page() {
    let office = Office::opens();
    let article = office.publishes(&story("Địa chỉ")).await;
    let path = office.page_of(&article).await;
    let short_id = path.rsplit('-').next().unwrap();
    let moved = office.gets(&format!("/bai/ten-cu-{short_id}")).await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::PERMANENT_REDIRECT, path.as_str()));
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_vietnamese() {
    let office = Office::opens();
    for path in ["/khong-co", "/bai/khong-co-123456", "/chuyen-muc/khong-co", "/chuyen-muc/chuyen-doi-so?trang=2", "/anh/1/480.jpg"] {
        let answer = office.gets(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().contains("Không tìm thấy trang"), "{path}");
    }
}

#[tokio::test]
async fn a_section_is_turned_a_page_at_a_time() {
    let office = Office::opens();
    for number in 1..=13 {
        office.minutes_pass(1);
        office.publishes(&story(&format!("Bài số {number}."))).await;
    }
    let first = office.gets("/chuyen-muc/chuyen-doi-so").await.text();
    assert!(first.contains("Bài số 13.") && !first.contains("Bài số 1."), "newest first, twelve on a page");
    assert!(first.contains("href=\"/chuyen-muc/chuyen-doi-so?trang=2\""));
    let second = office.gets("/chuyen-muc/chuyen-doi-so?trang=2").await.text();
    assert!(second.contains("Bài số 1.") && !second.contains("Bài số 13."));
    assert!(office.gets("/chuyen-muc/phan-bac").await.text().contains("chưa có bài"));
}

#[tokio::test]
async fn a_feed_has_ids_that_stay_and_a_time_that_moves() {
    let office = Office::opens();
    let empty = office.gets("/atom.xml").await;
    assert_eq!(empty.header("content-type"), "application/atom+xml; charset=utf-8");
    office.minutes_pass(60);
    let article = office.publishes(&story("Tin mới")).await;
    let feed = office.gets("/atom.xml").await.text();
    assert!(feed.contains(&format!("<id>urn:uuid:{}</id>", article.id)) && feed.contains("<updated>2026-11-23T11:00:00+07:00</updated>"));
    let id = |feed: &str| feed.split_once("<id>").unwrap().1.split_once("</id>").unwrap().0.to_owned();
    assert_eq!(id(&feed), id(&empty.text()));
    assert_ne!(id(&feed), id(&office.gets("/chuyen-muc/chuyen-doi-so/atom.xml").await.text()));
    assert!(!office.gets("/chuyen-muc/phan-bac/atom.xml").await.text().contains("Tin mới"));
}

#[tokio::test]
async fn a_page_may_load_nothing_from_elsewhere_and_run_nothing() {
    let office = Office::opens();
    for path in ["/", "/khong-co", "/phong-cach.css"] {
        let answer = office.gets(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(office.gets("/phong-cach.css").await.header("content-type"), "text/css; charset=utf-8");
}
