//! What all pages have in common: head, header, sections, footer.

use axum::response::Html;
use banthao_document::{BlobId, render::Media};
use banthao_portal_api::wire::{Catalogue, Section};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::date;
use crate::{Portal, pictures::Pictures, storage::publications::Published};

/// What a page says about itself.
pub struct Page<'a> {
    /// The portal's display name.
    pub portal: &'a str,
    /// The public address, without a slash at the end.
    pub public_url: &'a str,
    /// The page's own title; empty for the front page.
    pub title: &'a str,
    /// One or two sentences for search engines; may be empty.
    pub description: &'a str,
    /// Its path, for the canonical address; empty when it has none.
    pub path: &'a str,
    /// Path of the picture that stands for it.
    pub image: Option<String>,
    /// Code of the section that it is or belongs to.
    pub section: &'a str,
    /// Path and title of the feed that it belongs to.
    pub feed: Option<(String, String)>,
    /// JSON-LD, already safe inside a script element.
    pub json_ld: Option<String>,
}

impl<'a> Page<'a> {
    /// A page of this portal with nothing said yet.
    pub fn of(portal: &'a Portal) -> Self {
        Self {
            portal: &portal.0.name,
            public_url: portal.public_url(),
            title: "",
            description: "",
            path: "",
            image: None,
            section: "",
            feed: None,
            json_ld: None,
        }
    }
}

/// The whole page around its main part.
pub fn render(page: &Page<'_>, sections: &[Section], main: Markup) -> Html<String> {
    let title = if page.title.is_empty() { page.portal.to_owned() } else { format!("{} – {}", page.title, page.portal) };
    let whole = html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                @if !page.description.is_empty() { meta name="description" content=(page.description); }
                meta name="color-scheme" content="light dark";
                link rel="stylesheet" href="/phong-cach.css";
                link rel="icon" type="image/svg+xml" href="/bieu-tuong.svg";
                link rel="alternate" type="application/atom+xml" title=(page.portal) href="/atom.xml";
                @if let Some((path, title)) = &page.feed { link rel="alternate" type="application/atom+xml" title=(title) href=(path); }
                @if !page.path.is_empty() {
                    link rel="canonical" href={ (page.public_url) (page.path) };
                    meta property="og:url" content={ (page.public_url) (page.path) };
                    meta property="og:type" content=(if page.json_ld.is_some() { "article" } else { "website" });
                    meta property="og:title" content=(if page.title.is_empty() { page.portal } else { page.title });
                    meta property="og:site_name" content=(page.portal);
                    meta property="og:locale" content="vi_VN";
                    @if !page.description.is_empty() { meta property="og:description" content=(page.description); }
                    @if let Some(image) = &page.image { meta property="og:image" content={ (page.public_url) (image) }; }
                }
                @if let Some(json_ld) = &page.json_ld { script type="application/ld+json" { (PreEscaped(json_ld)) } }
            }
            body {
                a class="skip" href="#noi-dung" { "Đến nội dung chính" }
                header class="masthead" {
                    div class="wide" { a class="brand" href="/" { span aria-hidden="true" { "C" } (page.portal) } }
                }
                @if !sections.is_empty() {
                    nav class="sections" aria-label="Chuyên mục" {
                        ul class="wide" {
                            @for section in sections {
                                li { a href={ "/chuyen-muc/" (section.code) } aria-current=[(section.code == page.section).then_some("true")] { (section.name) } }
                            }
                        }
                    }
                }
                main id="noi-dung" tabindex="-1" { (main) }
                footer class="colophon" {
                    div class="wide" {
                        p { (page.portal) }
                        p { a href="/atom.xml" { "Nguồn tin Atom" } " · " a href="/sitemap.xml" { "Sơ đồ trang" } }
                    }
                }
            }
        }
    };
    Html(whole.into_string())
}

/// The name of a section, when the catalogue has it.
pub fn section_name<'a>(catalogue: &'a Catalogue, code: &str) -> Option<&'a str> {
    catalogue.sections.iter().find(|section| section.code == code).map(|section| section.name.as_str())
}

/// A time as readers and programs see it.
pub fn time(utc_ms: i64) -> Markup {
    html! { time datetime=(date::stamped(utc_ms)) { (date::shown(utc_ms)) } }
}

/// A story in a list: picture, title, sapo, section and time.
pub fn teaser(story: &Published, catalogue: &Catalogue, pictures: &Pictures, heading: Heading) -> Markup {
    let section = section_name(catalogue, &story.publication.section);
    html! {
        article class={ "teaser" @if matches!(heading, Heading::Lead) { " lead" } } {
            @if let Some(blob) = story.content.lead_image() { (thumbnail(blob, pictures, heading)) }
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
fn thumbnail(blob: BlobId, pictures: &Pictures, heading: Heading) -> Markup {
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
            img src=(smallest) srcset=(sources) sizes=(sizes) width=(picture.width) height=(picture.height) alt="" loading=[loading];
        }
    }
}
