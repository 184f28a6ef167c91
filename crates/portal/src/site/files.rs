//! Pictures, attachments and the style sheet. A medium is here only while a published revision shows it.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use banthao_document::{
    ArticleId, BlobId,
    render::page::{self, encoded},
};

use super::{Absent, absent};
use crate::{Portal, pictures, reading, storage};

/// An address that contains a digest never shows anything else.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub async fn picture(State(portal): State<Portal>, Path((sha256, name)): Path<(String, String)>) -> Result<Response, Absent> {
    let nothing = || absent(&portal);
    let blob: BlobId = sha256.parse().map_err(|_| nothing())?;
    let (step, ending) = name.split_once('.').ok_or_else(nothing)?;
    let step: u32 = step.parse().map_err(|_| nothing())?;
    if !portal.storage().read(move |books| books.is_public(blob)).await? {
        return Err(nothing());
    }
    let made = pictures::renditions(&portal, blob).await?;
    let rendition = made.into_iter().find(|made| made.step == step && pictures::ending(&made.media_type) == ending);
    let rendition = rendition.ok_or_else(nothing)?;
    let storage = portal.storage().clone();
    let bytes = tokio::task::spawn_blocking(move || storage.shelf().rendition(blob, step)).await.map_err(abandoned)??;
    let headers = [(header::CONTENT_TYPE, rendition.media_type), (header::CACHE_CONTROL, FOR_EVER.to_owned())];
    Ok((headers, bytes).into_response())
}

pub async fn attachment(
    State(portal): State<Portal>,
    Path((article, sha256, file_name)): Path<(String, String, String)>,
) -> Result<Response, Absent> {
    let nothing = || absent(&portal);
    let article: ArticleId = article.parse().map_err(|_| nothing())?;
    let blob: BlobId = sha256.parse().map_err(|_| nothing())?;
    let (story, row) = portal.storage().read(move |books| Ok((books.published(article)?, books.blob(blob)?))).await?;
    let (story, row) = story.zip(row).ok_or_else(nothing)?;
    if !story.content.attachments.iter().any(|attachment| attachment.blob == blob && attachment.file_name == file_name) {
        return Err(nothing());
    }
    let bytes = reading::body(portal.storage(), blob, 0..row.bytes).await?;
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&file_name));
    let length = row.bytes.to_string();
    let headers = [(header::CONTENT_TYPE, row.media_type), (header::CONTENT_DISPOSITION, disposition), (header::CONTENT_LENGTH, length)];
    Ok((headers, bytes).into_response())
}

pub async fn style() -> Response {
    fixed("text/css; charset=utf-8", page::STYLE)
}

pub async fn icon() -> Response {
    fixed("image/svg+xml", include_str!("icon.svg"))
}

fn fixed(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=300")], text).into_response()
}

fn abandoned(_: tokio::task::JoinError) -> storage::Error {
    storage::Error::Abandoned
}
