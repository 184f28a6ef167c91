//! The page of one article.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use banthao_document::render::{
    Media,
    page::{Edition, Page, Story},
};

use super::{Absent, absent, catalogue_of, json_ld, layout};
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
        ..layout::page(&portal)
    };
    let story = Story {
        edition: Edition::Public,
        article: story.article,
        content,
        section: section.map(|name| (publication.section.as_str(), name)),
        published_at_ms: publication.published_at_ms,
        modified_at_ms: publication.modified_at_ms,
    };
    Ok(layout::render(&page, &catalogue.sections, story.render(&pictures)).into_response())
}
