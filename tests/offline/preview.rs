//! The public page of an article on this machine, before anything was sent.

use banthao_core::MediaAnswer;
use banthao_protocol::{AppEvent, ArticleContentView, PreviewView};
use banthao_testkit::{Desk, Office, article};
use serde_json::json;

use crate::media::writes_with_media;

const HERE: &str = "http://127.0.0.1:1";

async fn shows(desk: &Desk, id: &str, content: &ArticleContentView) -> (PreviewView, String) {
    let view: PreviewView = desk.asks("preview_render", json!({"article": id, "content": content})).await.expect("a page is made");
    let page = answer(desk, &format!("{}/{}", view.key, view.edition)).await;
    assert_eq!(page.status, 200);
    (view, String::from_utf8(page.body).expect("a page is text"))
}

async fn answer(desk: &Desk, address: &str) -> MediaAnswer {
    desk.app().preview_answer(address, HERE).await
}

fn header<'a>(answer: &'a MediaAnswer, wanted: &str) -> &'a str {
    answer.headers.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str()).unwrap_or_default()
}

#[tokio::test]
async fn what_is_previewed_is_what_is_published() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (id, ..) = writes_with_media(&desk).await;
    // With it come the names of the sections.
    desk.syncs().await;
    let content = desk.opens(&id).await.content;
    let (_, previewed) = shows(&desk, &id, &content).await;
    desk.submits(&id).await;
    desk.syncs().await;
    for approver in ["lanhdao", "bientap"] {
        let reviewer = office.desk_of(approver).await;
        reviewer.syncs().await;
        reviewer.approves(&id).await;
        reviewer.syncs().await;
    }
    desk.syncs().await;
    let address = desk.opens(&id).await.public_url.expect("the article is published");
    let published = office.page(&address).await;
    assert_eq!(words(&previewed), words(&published.text), "the time of publication aside, the reader finds what the author saw");
}

/// What a page says and what it is made of, without addresses, the times and what only its author is given.
fn words(page: &str) -> Vec<String> {
    let (_, main) = page.split_once("<main").expect("a page has a main part");
    let (main, _) = main.split_once("</main>").expect("which ends");
    let (first, rest) = main.split_once("<a class=\"ve\"").map_or((main, ""), |(first, rest)| (first, rest));
    let ways_back = rest.split("<a class=\"ve\"").filter_map(|way| way.split_once("</a>")).map(|(_, after)| after);
    let seen: String = std::iter::once(first).chain(ways_back).collect();
    let mut found = Vec::new();
    for (tag, text) in seen.split('<').skip(1).filter_map(|piece| piece.split_once('>')) {
        let element = tag.split(' ').next().unwrap_or_default();
        found.push(element.to_owned());
        if element != "time" && !text.trim().is_empty() {
            found.push(text.trim().to_owned());
        }
    }
    found
}

#[tokio::test]
async fn a_page_shows_what_is_on_the_screen_and_was_never_saved() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Tiêu đề cũ", "Chữ cũ.").await;
    let (first, page) = shows(&desk, &id, &article("Tiêu đề mới", "Chữ mới <script>alert(1)</script>.")).await;
    assert!(page.contains("Tiêu đề mới") && page.contains("Chữ mới &lt;script&gt;"), "{page}");
    assert!(!page.contains("Chữ cũ") && !page.contains("<script"), "{page}");
    assert_eq!(desk.reads(&id).await, "Chữ cũ.", "looking at a text changes nothing");
    let (second, _) = shows(&desk, &id, &article("Tiêu đề mới", "Chữ mới hơn.")).await;
    assert_eq!((&second.key, second.edition), (&first.key, first.edition + 1));
}

#[tokio::test]
async fn a_page_may_do_nothing_but_be_looked_at() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let (id, picture, _) = writes_with_media(&desk).await;
    let (view, page) = shows(&desk, &id, &desk.opens(&id).await.content).await;
    let answered = answer(&desk, &format!("{}/{}", view.key, view.edition)).await;
    assert_eq!(
        header(&answered, "content-security-policy"),
        format!("default-src 'none'; img-src {HERE}; style-src {HERE}; base-uri 'none'; form-action 'none'; sandbox")
    );
    assert!(page.contains(&format!("src=\"anh/{}\"", picture.blob)), "{page}");
    for (address, media_type) in [
        ("phong-cach.css".to_owned(), "text/css; charset=utf-8"),
        ("xem-truoc.css".to_owned(), "text/css; charset=utf-8"),
        (format!("anh/{}", picture.blob), "image/jpeg"),
    ] {
        let part = answer(&desk, &format!("{}/{address}", view.key)).await;
        assert_eq!((part.status, header(&part, "content-type")), (200, media_type), "{address}");
        let guessed = answer(&desk, &format!("{}/{address}", "0".repeat(32))).await;
        assert_eq!((guessed.status, guessed.body.len()), (404, 0), "{address} without the key");
    }
}

#[tokio::test]
async fn the_window_is_told_which_block_was_pointed_at() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = desk.writes("Bài", "Chữ.").await;
    let (view, _) = shows(&desk, &id, &article("Bài", "Chữ.")).await;
    let mut events = desk.app().events();
    let address = format!("{}/{}", view.key, view.edition);
    assert_eq!(answer(&desk, &format!("{address}?den=%22x")).await.status, 200, "what is no id is passed over");
    assert_eq!(answer(&desk, &format!("{address}?den=doan-7")).await.status, 200);
    assert_eq!(events.try_recv().ok(), Some(AppEvent::PreviewPointed { block: "doan-7".to_owned() }));
}

#[tokio::test]
async fn pages_are_gone_when_the_profile_is() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let id = desk.writes("Bài", "Chữ.").await;
    let (view, _) = shows(&desk, &id, &article("Bài", "Chữ.")).await;
    desk.restarts().await;
    assert_eq!(answer(&desk, &format!("{}/{}", view.key, view.edition)).await.status, 404);
}
