//! The front page: the newest story large, then the latest.

use axum::{extract::State, response::Html};
use banthao_document::render::page::Page;
use maud::html;

use super::{
    Absent, catalogue_of,
    layout::{self, Heading},
};
use crate::{Portal, pictures::Pictures};

/// Stories on the front page, the large one included.
const STORIES: usize = 13;

pub async fn page(State(portal): State<Portal>) -> Result<Html<String>, Absent> {
    let catalogue = catalogue_of(&portal).await?;
    let stories = portal.storage().read(|books| books.latest(None, 0, STORIES)).await?;
    let blobs: Vec<_> = stories.iter().filter_map(|story| story.content.lead_image()).collect();
    let pictures = Pictures::of(&portal, &blobs).await?;
    let description = format!("Tin tức và thông tin chính thống trên {}.", portal.0.name);
    let page = Page { path: "/", description: &description, ..layout::page(&portal) };
    let main = html! {
        div class="wide" {
            h1 class="unseen" { (portal.0.name) }
            @match stories.split_first() {
                None => div class="notice" { p { "Chưa có bài nào được đăng." } },
                Some((lead, rest)) => {
                    (layout::teaser(lead, &catalogue, &pictures, Heading::Lead))
                    @if !rest.is_empty() {
                        section aria-labelledby="moi-nhat" {
                            h2 class="shelf" id="moi-nhat" { "Mới nhất" }
                            div class="rows" { @for story in rest { (layout::teaser(story, &catalogue, &pictures, Heading::Row)) } }
                        }
                    }
                }
            }
        }
    };
    Ok(layout::render(&page, &catalogue.sections, main))
}
