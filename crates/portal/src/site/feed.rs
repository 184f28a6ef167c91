//! The newest stories as an Atom feed (RFC 4287), for the whole portal and for each section.

use std::fmt::Write;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use banthao_document::render::page::date;
use uuid::Uuid;

use super::{Absent, absent, catalogue_of, layout};
use crate::{Portal, storage::publications::Published};

/// Stories in a feed.
const STORIES: usize = 30;

pub async fn of_portal(State(portal): State<Portal>) -> Result<Response, Absent> {
    feed(&portal, None).await
}

pub async fn of_section(State(portal): State<Portal>, Path(code): Path<String>) -> Result<Response, Absent> {
    let catalogue = catalogue_of(&portal).await?;
    let name = layout::section_name(&catalogue, &code).ok_or_else(|| absent(&portal))?.to_owned();
    feed(&portal, Some((code, name))).await
}

async fn feed(portal: &Portal, section: Option<(String, String)>) -> Result<Response, Absent> {
    let code = section.as_ref().map(|(code, _)| code.clone());
    let (installation, stories) =
        portal.storage().read(move |books| Ok((books.installation()?, books.latest(code.as_deref(), 0, STORIES)?))).await?;
    let (name, url) = (&portal.0.name, portal.public_url());
    let (id, title, page) = match &section {
        None => (installation.instance_id, name.clone(), "/".to_owned()),
        Some((code, section)) => {
            let id = Uuid::new_v5(&installation.instance_id, code.as_bytes());
            (id, format!("{section} – {name}"), format!("/chuyen-muc/{code}"))
        }
    };
    let path = if section.is_some() { format!("{page}/atom.xml") } else { "/atom.xml".to_owned() };
    let updated = stories.iter().map(|story| story.publication.modified_at_ms).max().unwrap_or(installation.installed_at_ms);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n\
         <id>urn:uuid:{id}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        escaped(&title),
        date::stamped(updated),
        escaped(name),
        escaped(&format!("{url}{path}")),
        escaped(&format!("{url}{page}")),
    );
    for story in &stories {
        entry(&mut xml, url, story);
    }
    xml.push_str("</feed>\n");
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response())
}

fn entry(xml: &mut String, url: &str, story: &Published) {
    let (content, publication) = (&story.content, &story.publication);
    let author = if content.byline.trim().is_empty() { &story.unit } else { &content.byline };
    // Writing to a String cannot fail.
    let _ = write!(
        xml,
        "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <published>{}</published>\n<updated>{}</updated>\n<author><name>{}</name></author>\n<category term=\"{}\"/>\n\
         <summary>{}</summary>\n</entry>\n",
        story.article,
        escaped(&content.title),
        escaped(&format!("{url}{}", publication.path())),
        date::stamped(publication.published_at_ms),
        date::stamped(publication.modified_at_ms),
        escaped(author),
        escaped(&publication.section),
        escaped(&content.sapo),
    );
}

/// Text for XML: markup escaped, and the control characters that XML 1.0 has no way to write left out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'.. => escaped.push(character),
            _ => {}
        }
    }
    escaped
}
