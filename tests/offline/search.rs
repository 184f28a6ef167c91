//! Finding and ordering, as a window asks for it.

use banthao_protocol::{ArticleContentView, ArticleListView, Shelf, StateFilter};
use banthao_testkit::{Desk, Office, article, body, paragraph};
use serde_json::{Value, json};

async fn lists(desk: &Desk, request: Value) -> ArticleListView {
    desk.asks("article_list", request).await.expect("a list")
}

fn titles(list: &ArticleListView) -> Vec<&str> {
    list.rows.iter().map(|row| row.title.as_str()).collect()
}

/// An article with this text, at a moment later than the ones before.
async fn keeps(desk: &Desk, content: &ArticleContentView) -> String {
    desk.clock().rests();
    let id = desk.writes(&content.title, "").await;
    desk.saves(&id, content).await;
    id
}

#[tokio::test]
async fn a_word_of_the_text_is_found_and_shown_where_it_stands() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let text = "Người dân trên đường Nguyễn Huệ đã di dời.";
    keeps(&desk, &article("Mưa lớn", text)).await;
    keeps(&desk, &article("Nắng", "Không gì.")).await;
    let list = lists(&desk, json!({"shelf": Shelf::All, "query": "duong nguyen hue", "sort": "relevance"})).await;
    assert_eq!((titles(&list), list.total), (vec!["Mưa lớn"], 1));
    let found = list.rows[0].found.as_ref().expect("where it was found");
    let units: Vec<u16> = found.snippet.encode_utf16().collect();
    let marked: Vec<String> =
        found.marks.iter().map(|mark| String::from_utf16(&units[mark.start as usize..mark.end as usize]).unwrap()).collect();
    assert_eq!(marked, ["đường", "Nguyễn", "Huệ"]);
    assert_eq!(found.snippet, text);
}

#[tokio::test]
async fn what_was_just_typed_is_found_and_what_was_replaced_is_not() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let id = keeps(&desk, &article("Bài", "Bản đầu tiên nói về lúa.")).await;
    assert_eq!(lists(&desk, json!({"shelf": Shelf::All, "query": "lúa"})).await.total, 1);
    desk.saves(&id, &article("Bài", "Bản thứ hai nói về ngô.")).await;
    assert_eq!(lists(&desk, json!({"shelf": Shelf::All, "query": "lúa"})).await.total, 0);
    assert_eq!(lists(&desk, json!({"shelf": Shelf::All, "query": "ngô"})).await.total, 1);
}

#[tokio::test]
async fn filters_of_the_query_and_of_the_window_work_together() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    desk.syncs().await;
    let mut with_link = article("Có liên kết", "Chuyện.");
    with_link.body = body([json!({"type": "paragraph", "content": [
        {"type": "text", "text": "Chuyện.", "marks": [{"type": "link", "attrs": {"href": "https://example.vn/"}}]}]})]);
    keeps(&desk, &with_link).await;
    let mut elsewhere = article("Mục khác", "Chuyện.");
    elsewhere.section = None;
    keeps(&desk, &elsewhere).await;
    let sent = keeps(&desk, &article("Đã gửi", "Chuyện.")).await;
    desk.syncs().await;
    desk.submits(&sent).await;
    desk.syncs().await;

    let all = lists(&desk, json!({"shelf": Shelf::All, "query": "chuyen"})).await;
    assert_eq!(all.total, 3);
    assert_eq!(titles(&lists(&desk, json!({"shelf": Shelf::All, "query": "chuyen có:liên kết"})).await), ["Có liên kết"]);
    assert_eq!(titles(&lists(&desk, json!({"shelf": Shelf::All, "query": "trạng thái:chờ duyệt"})).await), ["Đã gửi"]);
    let states = json!({"states": [StateFilter::Received], "sections": ["tin-tuc-su-kien"]});
    assert_eq!(titles(&lists(&desk, json!({"shelf": Shelf::All, "query": "chuyện", "filters": states})).await), ["Có liên kết"]);
    assert_eq!(
        titles(&lists(&desk, json!({"shelf": Shelf::Drafts, "query": "chuyện", "sort": "title"})).await),
        ["Có liên kết", "Mục khác"]
    );
    let author = all.rows[0].owner.clone();
    assert_eq!(author, None, "one's own articles name nobody");
    assert_eq!(lists(&desk, json!({"shelf": Shelf::All, "query": "tacgia:khongai"})).await.total, 0);
}

#[tokio::test]
async fn a_page_begins_where_the_one_before_ended() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    for title in ["đường", "Ánh", "ao", "Đà Nẵng", "dương", "ăn"] {
        keeps(&desk, &article(title, "Chung.")).await;
    }
    let page = |offset| lists(&desk, json!({"shelf": Shelf::Drafts, "sort": "title", "offset": offset, "limit": 4}));
    let (first, second) = (page(0).await, page(4).await);
    assert_eq!((titles(&first), first.total), (vec!["Ánh", "ao", "ăn", "dương"], 6));
    assert_eq!((titles(&second), second.offset), (vec!["Đà Nẵng", "đường"], 4));
    let drafts = first.counts.iter().find(|count| count.shelf == Shelf::Drafts).map(|count| count.count);
    assert_eq!(drafts, Some(6));
    assert_eq!(titles(&lists(&desk, json!({"shelf": Shelf::Drafts})).await)[0], "ăn", "the last change comes first by itself");
}

#[tokio::test]
async fn a_phrase_is_words_beside_each_other_in_one_paragraph() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let mut apart = article("Rời", "");
    apart.body = body([paragraph("chuyển đổi"), paragraph("số quốc gia"), paragraph("đổi số"), paragraph("quốc gia chuyển")]);
    keeps(&desk, &apart).await;
    keeps(&desk, &article("Liền", "Về chuyển đổi số quốc gia năm nay.")).await;
    let list = lists(&desk, json!({"shelf": Shelf::All, "query": "\"chuyển đổi số quốc gia\""})).await;
    assert_eq!((titles(&list), list.total), (vec!["Liền"], 1));
    assert_eq!(titles(&lists(&desk, json!({"shelf": Shelf::All, "query": "chuyển đổi -\"năm nay\""})).await), ["Rời"]);
}

#[tokio::test]
async fn signs_that_mean_something_elsewhere_are_only_text_here() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    keeps(&desk, &article("Bài", "Ngày 27/9 (AND) *.")).await;
    for query in ["\"", "*", "AND", "đ(", "27/9", "NEAR(a b)", "a:b", "-", "--", "';--", "\u{0}", "{}", "từ:từ", "^"] {
        lists(&desk, json!({"shelf": Shelf::All, "query": query})).await;
    }
    assert_eq!(lists(&desk, json!({"shelf": Shelf::All, "query": "27/9"})).await.total, 1);
}
