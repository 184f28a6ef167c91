//! The main part of an article's page.

use maud::{Markup, PreEscaped, html};

use super::{Edition, date};
use crate::{
    ArticleContent, ArticleId, Attachment,
    render::{self, Media},
};

/// An article as its page shows it.
pub struct Story<'a> {
    /// Whom the page is made for.
    pub edition: Edition,
    /// The article.
    pub article: ArticleId,
    /// What it says.
    pub content: &'a ArticleContent,
    /// Code and name of the section that it stands in.
    pub section: Option<(&'a str, &'a str)>,
    /// When it was published, UTC.
    pub published_at_ms: i64,
    /// When it was published again after a change, UTC.
    pub modified_at_ms: i64,
}

impl Story<'_> {
    /// The main part of its page.
    pub fn render(&self, media: &dyn Media) -> Markup {
        let content = self.content;
        let top = match self.edition {
            Edition::Public => None,
            Edition::Preview => Some("dau-bai"),
        };
        html! {
            article class="story" id=[top] lang=(content.language) {
                header {
                    @if let Some((code, name)) = self.section { p class="meta" { a href={ "/chuyen-muc/" (code) } { (name) } } }
                    @if !content.kicker.is_empty() { p class="kicker" { (content.kicker) } }
                    h1 { (content.title) }
                    p class="sapo" { (content.sapo) }
                    p class="meta" {
                        @if !content.byline.is_empty() { span class="byline" { (content.byline) } " · " }
                        (time(self.published_at_ms))
                        @if self.modified_at_ms > self.published_at_ms { " · Cập nhật " (time(self.modified_at_ms)) }
                    }
                }
                div class="text" { (PreEscaped(render::content(content, media, self.edition))) }
                @if !content.source.is_empty() { p class="source" { "Nguồn: " (content.source) } }
                @if !content.attachments.is_empty() { (attachments(self.article, &content.attachments)) }
            }
        }
    }
}

/// A time as readers and programs see it.
pub fn time(utc_ms: i64) -> Markup {
    html! { time datetime=(date::stamped(utc_ms)) { (date::shown(utc_ms)) } }
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
