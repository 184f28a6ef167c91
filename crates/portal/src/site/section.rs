//! The page of a section, newest first, a page at a time.

use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use banthao_document::render::page::Page;
use maud::html;
use serde::Deserialize;

use super::{
    Absent, absent, catalogue_of,
    layout::{self, Heading},
};
use crate::{Portal, pictures::Pictures};

/// Stories on one page.
const STORIES: usize = 12;

/// `?trang=N`; what is no number is the first page.
#[derive(Deserialize)]
pub struct Turn {
    trang: Option<String>,
}

pub async fn page(State(portal): State<Portal>, Path(code): Path<String>, Query(turn): Query<Turn>) -> Result<Html<String>, Absent> {
    let catalogue = catalogue_of(&portal).await?;
    let name = layout::section_name(&catalogue, &code).ok_or_else(|| absent(&portal))?;
    let number = turn.trang.and_then(|trang| trang.parse().ok()).unwrap_or(1_usize).max(1);
    let wanted = code.clone();
    let (count, stories) = portal
        .storage()
        .read(move |books| {
            let stories = books.latest(Some(&wanted), (number - 1).saturating_mul(STORIES), STORIES)?;
            Ok((books.count_published(&wanted)?, stories))
        })
        .await?;
    if number > 1 && stories.is_empty() {
        return Err(absent(&portal));
    }
    let blobs: Vec<_> = stories.iter().filter_map(|story| story.content.lead_image()).collect();
    let pictures = Pictures::of(&portal, &blobs).await?;
    let address = |number: usize| if number == 1 { format!("/chuyen-muc/{code}") } else { format!("/chuyen-muc/{code}?trang={number}") };
    let pages = count.div_ceil(STORIES).max(1);
    let title = if number == 1 { name.to_owned() } else { format!("{name}, trang {number}") };
    let description = format!("Các bài của chuyên mục {name} trên {}.", portal.0.name);
    let page = Page {
        title: &title,
        description: &description,
        path: &address(number),
        section: &code,
        feed: Some((format!("/chuyen-muc/{code}/atom.xml"), format!("{name} – {}", portal.0.name))),
        ..layout::page(&portal)
    };
    let main = html! {
        div class="wide" {
            h1 class="shelf" { (name) }
            @if stories.is_empty() { p { "Chuyên mục này chưa có bài." } }
            @else {
                h2 class="unseen" { "Các bài" }
                div class="rows" { @for story in &stories { (layout::teaser(story, &catalogue, &pictures, Heading::Row)) } }
            }
            @if pages > 1 {
                nav class="pages" aria-label="Các trang" {
                    @if number > 1 { a rel="prev" href=(address(number - 1)) { "Trang trước" } }
                    span { "Trang " (number) " trên " (pages) }
                    @if number < pages { a rel="next" href=(address(number + 1)) { "Trang sau" } }
                }
            }
        }
    };
    Ok(layout::render(&page, &catalogue.sections, main))
}
