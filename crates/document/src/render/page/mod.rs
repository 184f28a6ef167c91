//! The public page of an article, whole: what the portal publishes and what the client shows before. The portal's other pages stand in the same
//! frame, so that there is one of it.
//!
//! A page is made in one of two [`Edition`]s. They differ in addresses and in what an author needs to find a block again, and in nothing that is
//! seen.

pub mod date;
mod story;
#[cfg(test)]
mod tests;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub use story::{Story, encoded, time};

use crate::Focus;

/// The style of all public pages.
pub const STYLE: &str = include_str!("style.css");

/// What is laid over the style where an author looks at a page: the way back from a block to the text.
pub const PREVIEW_STYLE: &str = include_str!("preview.css");

/// Counts up whenever a page of the same article comes to look otherwise; a test holds it to what pages are made of.
pub const TEMPLATE: u32 = 1;

/// Whom a page is made for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edition {
    /// The public, at the portal's own addresses.
    #[default]
    Public,
    /// Its author, before it is published: addresses are relative to the page's own, every block can be pointed at as `#b-<id>`, the outermost
    /// blocks carry a way back (`?den=<id>`), and no other link leads anywhere.
    Preview,
}

/// Chuyên mục as the pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Stable code, part of the section page's address.
    pub code: String,
    /// Name as the reader sees it.
    pub name: String,
}

/// What a page says about itself.
#[derive(Debug, Clone, Default)]
pub struct Page<'a> {
    /// Whom it is made for.
    pub edition: Edition,
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

/// The whole page around its main part.
pub fn whole(page: &Page<'_>, sections: &[Section], main: &Markup) -> String {
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
                @match page.edition {
                    Edition::Public => {
                        link rel="stylesheet" href="/phong-cach.css";
                        link rel="icon" type="image/svg+xml" href="/bieu-tuong.svg";
                        link rel="alternate" type="application/atom+xml" title=(page.portal) href="/atom.xml";
                    }
                    Edition::Preview => {
                        // The frame opens no windows, so a link that would need one leads nowhere.
                        base target="_blank";
                        link rel="stylesheet" href="phong-cach.css";
                        link rel="stylesheet" href="xem-truoc.css";
                    }
                }
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
                a class="skip" href="#noi-dung" target=[own(page.edition)] { "Đến nội dung chính" }
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
    whole.into_string()
}

/// The class of a picture of which this point must stay in sight; the style knows eleven steps in each direction, since a page may carry no style
/// of its own.
pub fn focus_class(focus: Focus) -> String {
    let step = |thousandths: u16| (thousandths.min(1_000) + 50) / 100;
    format!("fx{} fy{}", step(focus.x), step(focus.y))
}

/// Where a link within the page opens: said only where the page says otherwise for all others.
fn own(edition: Edition) -> Option<&'static str> {
    match edition {
        Edition::Public => None,
        Edition::Preview => Some("_self"),
    }
}
