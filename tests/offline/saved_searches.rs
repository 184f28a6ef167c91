//! Searches under a name: kept by the machine, with or without a portal.

use banthao_protocol::{ErrorCode, Filters, Has, SavedSearchesView, SearchQuestion, Shelf, Sort};
use banthao_testkit::{Desk, Office};
use serde_json::json;

fn question() -> SearchQuestion {
    SearchQuestion {
        shelf: Shelf::All,
        query: "\"kỹ năng số\" -tập huấn".to_owned(),
        filters: Filters {
            sections: vec!["chuyen-doi-so".to_owned()],
            from_ms: Some(1_790_000_000_000),
            has: vec![Has::Image],
            ..Filters::default()
        },
        sort: Sort::Title,
    }
}

async fn keeps(desk: &Desk, name: &str) -> SavedSearchesView {
    desk.asks("saved_search_put", json!({"name": name, "question": question()})).await.expect("the search is kept")
}

async fn names(desk: &Desk) -> Vec<String> {
    let view: SavedSearchesView = desk.asks("saved_search_list", json!({})).await.expect("the list");
    view.searches.into_iter().map(|search| search.name).collect()
}

#[tokio::test]
async fn a_search_outlives_a_restart_with_all_that_it_asks() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    keeps(&desk, "Kỹ năng số có ảnh").await;
    desk.restarts().await;
    let view: SavedSearchesView = desk.asks("saved_search_list", json!({})).await.unwrap();
    assert_eq!(view.searches.len(), 1);
    assert_eq!((view.searches[0].name.as_str(), &view.searches[0].question), ("Kỹ năng số có ảnh", &question()));
}

#[tokio::test]
async fn a_deleted_search_comes_back_to_its_place() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    for name in ["Một", "Hai", "Ba"] {
        keeps(&desk, name).await;
    }
    let before: SavedSearchesView = desk.asks("saved_search_list", json!({})).await.unwrap();
    let second = before.searches[1].clone();
    let _: SavedSearchesView = desk.asks("saved_search_delete", json!({"search": second.search})).await.unwrap();
    assert_eq!(names(&desk).await, ["Một", "Ba"]);
    let put = json!({"search": second.search, "name": second.name, "question": second.question});
    let after: SavedSearchesView = desk.asks("saved_search_put", put).await.unwrap();
    assert_eq!(after, before, "deleting was undone");
}

#[tokio::test]
async fn a_new_name_changes_nothing_else() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let search = keeps(&desk, "Cũ").await.searches.remove(0);
    // As a Mac hands it over: letters and their marks apart.
    let name = "  Mới ";
    let put = json!({"search": search.search, "name": name, "question": search.question});
    let renamed: SavedSearchesView = desk.asks("saved_search_put", put).await.unwrap();
    assert_eq!(renamed.searches.len(), 1);
    assert_eq!(renamed.searches[0].name, "Mới", "composed and trimmed");
    assert_eq!((&renamed.searches[0].search, &renamed.searches[0].question), (&search.search, &question()));
}

#[tokio::test]
async fn a_search_without_a_name_is_refused() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    for name in [" \n ".to_owned(), "á".repeat(101)] {
        let put = json!({"name": name, "question": question()});
        let refusal: Result<SavedSearchesView, _> = desk.asks("saved_search_put", put).await;
        assert_eq!(refusal.unwrap_err().code, ErrorCode::BadRequest);
    }
    assert!(names(&desk).await.is_empty());
}
