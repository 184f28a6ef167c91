//! The page of one article.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use banthao_document::{
    ArticleId, Attachment,
    render::{self, Media},
};
use maud::{Markup, PreEscaped, html};

use super::{
    Absent, absent, catalogue_of, json_ld,
    layout::{self, Page},
};
use crate::{Portal, pictures::Pictures};

pub async fn page(State(portal): State<Portal>, Path(address): Path<String>) -> Result<Response, Absent> {
    let short_id = address.rsplit('-').next().unwrap_or_default().to_owned();
    let found = portal.storage().read(move |books| books.published_at(&short_id)).await?;
    let story = found.ok_or_else(|| absent(&portal))?;
    let path = story.publication.path();
    if path.strip_prefix("/bai/") != Some(address.as_str()) {
        return Ok(Redirect::permanent(&path).into_response());
    }
    let catalogue = catalogue_of(&portal).await?;
    let pictures = Pictures::of(&portal, &story.content.blobs()).await?;
    let (content, publication) = (&story.content, &story.publication);
    let section = layout::section_name(&catalogue, &publication.section);
    let image = content.lead_image().and_then(|blob| pictures.picture(&blob)).and_then(|picture| picture.renditions.last().cloned());
    let page = Page {
        title: &content.title,
        description: &content.sapo,
        path: &path,
        image: image.map(|(address, _)| address),
        section: &publication.section,
        feed: section.map(|name| (format!("/chuyen-muc/{}/atom.xml", publication.section), format!("{name} – {}", portal.0.name))),
        json_ld: Some(json_ld::news_article(&portal, &story, section, &pictures)),
        ..Page::of(&portal)
    };
    let main = html! {
        article class="story" lang=(content.language) {
            header {
                @if let Some(name) = section { p class="meta" { a href={ "/chuyen-muc/" (publication.section) } { (name) } } }
                @if !content.kicker.is_empty() { p class="kicker" { (content.kicker) } }
                h1 { (content.title) }
                p class="sapo" { (content.sapo) }
                p class="meta" {
                    @if !content.byline.is_empty() { span class="byline" { (content.byline) } " · " }
                    (layout::time(publication.published_at_ms))
                    @if publication.modified_at_ms > publication.published_at_ms { " · Cập nhật " (layout::time(publication.modified_at_ms)) }
                }
            }
            div class="text" { (PreEscaped(render::html(&content.body, &pictures))) }
            @if !content.source.is_empty() { p class="source" { "Nguồn: " (content.source) } }
            @if !content.attachments.is_empty() { (attachments(story.article, &content.attachments)) }
        }
    };
    Ok(layout::render(&page, &catalogue.sections, main).into_response())
}

fn attachments(article: ArticleId, attachments: &[Attachment]) -> Markup {
    html! {
        section class="attachments" aria-labelledby="tep-dinh-kem" {
            h2 id="tep-dinh-kem" { "Tệp đính kèm" }
            ul {
                @for attachment in attachments {
                    li {
                        a href={ "/tep/" (article) "/" (attachment.blob) "/" (encoded(&attachment.file_name)) } {
                            @if attachment.title.trim().is_empty() { (attachment.file_name) } @else { (attachment.title) }
                        }
                        " " span class="meta" { "(" (kind(&attachment.media_type)) ", " (size(attachment.bytes)) ")" }
                    }
                }
            }
        }
    }
}

/// A kind of file as readers call it.
fn kind(media_type: &str) -> &str {
    match media_type {
        "application/pdf" => "PDF",
        "image/jpeg" => "ảnh JPEG",
        "image/png" => "ảnh PNG",
        "image/webp" => "ảnh WebP",
        "image/gif" => "ảnh GIF",
        other => other,
    }
}

/// A size with a decimal comma, as Vietnamese is written.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Percent-encoding of everything but the unreserved characters (RFC 3986, section 2.3); fits a path segment and RFC 8187 alike.
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_that_fits() {
        assert_eq!(size(999), "999 byte");
        assert_eq!(size(1_001), "2 KB");
        assert_eq!(size(8_450_000), "8,4 MB");
    }

    #[test]
    fn no_character_of_a_file_name_can_leave_its_path_segment() {
        assert_eq!(encoded("Kế hoạch/\"1\".pdf"), "K%E1%BA%BF%20ho%E1%BA%A1ch%2F%221%22.pdf");
    }
}
