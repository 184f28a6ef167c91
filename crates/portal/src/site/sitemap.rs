//! What search engines may visit.

use std::fmt::Write;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use banthao_document::render::page::date;

use super::{Absent, catalogue_of, feed::escaped};
use crate::Portal;

pub async fn map(State(portal): State<Portal>) -> Result<Response, Absent> {
    let catalogue = catalogue_of(&portal).await?;
    let addresses = portal.storage().read(|books| books.addresses()).await?;
    let url = portal.public_url();
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let sections = catalogue.sections.iter().map(|section| (format!("/chuyen-muc/{}", section.code), None));
    let articles = addresses.into_iter().map(|(path, modified_at_ms)| (path, Some(modified_at_ms)));
    for (path, modified_at_ms) in std::iter::once(("/".to_owned(), None)).chain(sections).chain(articles) {
        let changed = modified_at_ms.map(|at_ms| format!("<lastmod>{}</lastmod>", date::stamped(at_ms))).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(xml, "<url><loc>{}</loc>{changed}</url>", escaped(&format!("{url}{path}")));
    }
    xml.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

pub async fn robots(State(portal): State<Portal>) -> Response {
    let text = format!("User-agent: *\nDisallow: /v1/\nAllow: /\n\nSitemap: {}/sitemap.xml\n", portal.public_url());
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
