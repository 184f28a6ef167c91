//! What the portal's own pages have in common. The frame around them is the one that articles stand in, and is rendered where they are.

use axum::response::Html;
use banthao_document::{
    BlobId, Focus,
    render::{
        Media,
        page::{self, Page, time},
    },
};
use banthao_portal_api::wire::{Catalogue, Section};
use maud::{Markup, html};

use crate::{Portal, pictures::Pictures, storage::publications::Published};

/// A page of this portal with nothing said yet.
pub fn page(portal: &Portal) -> Page<'_> {
    Page { portal: &portal.0.name, public_url: portal.public_url(), ..Page::default() }
}

/// The whole page around its main part.
pub fn render(page: &Page<'_>, sections: &[Section], main: Markup) -> Html<String> {
    let sections: Vec<_> = sections.iter().map(|Section { code, name }| page::Section { code: code.clone(), name: name.clone() }).collect();
    Html(page::whole(page, &sections, &main))
}

/// The name of a section, when the catalogue has it.
pub fn section_name<'a>(catalogue: &'a Catalogue, code: &str) -> Option<&'a str> {
    catalogue.sections.iter().find(|section| section.code == code).map(|section| section.name.as_str())
}

/// A story in a list: picture, title, sapo, section and time.
pub fn teaser(story: &Published, catalogue: &Catalogue, pictures: &Pictures, heading: Heading) -> Markup {
    let section = section_name(catalogue, &story.publication.section);
    html! {
        article class={ "teaser" @if matches!(heading, Heading::Lead) { " lead" } } {
            @if let Some(blob) = story.content.lead_image() { (thumbnail(blob, pictures, heading, story.content.pictures.get(&blob).and_then(|facts| facts.focus))) }
            div {
                p class="meta" {
                    @if let Some(name) = section { a href={ "/chuyen-muc/" (story.publication.section) } { (name) } " · " }
                    (time(story.publication.published_at_ms))
                }
                @let link = html! { a href=(story.publication.path()) { (story.content.title) } };
                @match heading {
                    Heading::Lead => h2 class="headline" { (link) },
                    Heading::Row => h3 class="headline" { (link) },
                }
                p class="sapo" { (story.content.sapo) }
            }
        }
    }
}

/// How large a story stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Alone at the top.
    Lead,
    /// One of many.
    Row,
}

/// The alternative text is empty: the title beside it says what the story is, and a screen reader need not hear it twice.
fn thumbnail(blob: BlobId, pictures: &Pictures, heading: Heading, focus: Option<Focus>) -> Markup {
    let Some(picture) = pictures.picture(&blob) else { return html! {} };
    let sources = picture.renditions.iter().map(|(address, width)| format!("{address} {width}w")).collect::<Vec<_>>().join(", ");
    let sizes = match heading {
        Heading::Lead => "(min-width: 60rem) 38rem, 100vw",
        Heading::Row => "(min-width: 40rem) 14rem, 100vw",
    };
    let smallest = picture.renditions.first().map(|(address, _)| address.as_str()).unwrap_or_default();
    let loading = (heading == Heading::Row).then_some("lazy");
    html! {
        div class="thumbnail" {
            img src=(smallest) srcset=(sources) sizes=(sizes) width=(picture.width) height=(picture.height) alt="" class=[focus.map(page::focus_class)] loading=[loading];
        }
    }
}
