//! Pictures that are turned and cut on this machine.

use std::collections::BTreeMap;

use banthao_document::BlobId;
use banthao_protocol::{ApiError, ArticleContentView, CropView, ErrorCode, MediaView, PictureSourceView, PictureView, RecipeView};
use banthao_testkit::{Desk, Office, PLACE_MARK, photograph};
use serde_json::{Value, json};

use crate::media::writes_with_media;

async fn source(desk: &Desk, blob: &str) -> PictureSourceView {
    desk.asks("picture_source", json!({"blob": blob})).await.expect("a picture")
}

async fn cuts(desk: &Desk, blob: &str, recipe: &RecipeView) -> Result<MediaView, ApiError> {
    desk.asks("picture_cut", json!({"blob": blob, "recipe": recipe})).await
}

fn left_half(of: &str) -> RecipeView {
    RecipeView { of: of.to_owned(), turns: 0, crop: Some(CropView { x: 0, y: 0, width: 5_000, height: 10_000 }) }
}

/// The article with another picture in the place of its own, and what is known of it.
fn with_picture(content: &ArticleContentView, before: &str, after: &MediaView, recipe: &RecipeView) -> ArticleContentView {
    let body: Value = serde_json::from_str(&content.body.to_string().replace(before, &after.blob)).expect("the same text");
    let facts = PictureView { recipe: Some(recipe.clone()), licence: "CC BY 4.0".to_owned(), ..PictureView::default() };
    ArticleContentView { body, pictures: BTreeMap::from([(after.blob.clone(), facts)]), ..content.clone() }
}

#[tokio::test]
async fn what_was_cut_away_never_leaves_the_machine() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let (id, picture, pdf) = writes_with_media(&desk).await;
    let recipe = left_half(&picture.blob);
    let cut = cuts(&desk, &picture.blob, &recipe).await.expect("a part of the picture");
    assert_eq!((cut.width, cut.height), (Some(320), Some(480)));
    desk.saves(&id, &with_picture(&desk.opens(&id).await.content, &picture.blob, &cut, &recipe)).await;

    desk.syncs().await;

    let mut sent: Vec<String> = desk.network().uploads().iter().map(|(blob, _)| blob.to_string()).collect();
    let mut expected = vec![cut.blob.clone(), pdf.blob];
    sent.sort();
    expected.sort();
    assert_eq!(sent, expected, "the part and nothing else of the picture");
    assert!(desk.network().uploads().iter().all(|(_, bytes)| !bytes.windows(PLACE_MARK.len()).any(|window| window == PLACE_MARK)));
    let original = photograph(640, 480, 90);
    assert_eq!(desk.medium(BlobId::of(&original)).as_deref(), Some(&original[..]), "the file that came in is untouched");

    let elsewhere = office.desk_of("canbo").await;
    elsewhere.syncs().await;
    let there = elsewhere.opens(&id).await.content;
    assert_eq!(there.pictures, desk.opens(&id).await.content.pictures, "what is known of it travels with the article");
    let found = source(&elsewhere, &cut.blob).await;
    assert_eq!((found.picture.blob, found.is_original), (cut.blob, false), "elsewhere there is only the part");
}

#[tokio::test]
async fn a_recipe_can_be_followed_otherwise_later_from_the_file_that_came_in() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let picture = desk.adds("anh.jpg", photograph(640, 480, 90)).await;
    let half = cuts(&desk, &picture.blob, &left_half(&picture.blob)).await.expect("its left half");
    desk.restarts().await;
    let found = source(&desk, &half.blob).await;
    assert_eq!((found.picture.blob.as_str(), found.is_original), (picture.blob.as_str(), true), "the part knows what it is a part of");
    assert_eq!((found.picture.width, found.picture.height), (Some(640), Some(480)));
    let turned = RecipeView { of: picture.blob.clone(), turns: 1, crop: None };
    let turned = cuts(&desk, &half.blob, &turned).await.expect("the whole picture, turned");
    assert_eq!((turned.width, turned.height), (Some(480), Some(640)), "of all of it and not of the part");
    assert_eq!(
        cuts(&desk, &turned.blob, &left_half(&picture.blob)).await.expect("as before").blob,
        half.blob,
        "the same recipe is the same picture"
    );
}

#[tokio::test]
async fn a_recipe_that_leads_outside_the_picture_is_refused() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let picture = desk.adds("anh.jpg", photograph(64, 48, 90)).await;
    let outside = RecipeView { turns: 4, ..left_half(&picture.blob) };
    assert_eq!(cuts(&desk, &picture.blob, &outside).await.unwrap_err().code, ErrorCode::BadRequest);
    let nowhere = BlobId::of(b"khong co").to_string();
    assert_eq!(cuts(&desk, &nowhere, &left_half(&nowhere)).await.unwrap_err().code, ErrorCode::MediaNotHere);
}
