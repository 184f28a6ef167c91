//! Texts of office programs that become articles.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use banthao_document::{ArticleContent, Body, normalise};
use banthao_paste::Unreadable;
use banthao_protocol::{ApiError, AppEvent, DocumentImported, ErrorCode, PathRequest};
use banthao_store::articles;
use serde_json::{Value, json};

use super::articles::FIRST_KIND;
use crate::{
    App,
    error::{Result, from_store},
    pasting,
    safety::blocking,
};

/// A document with more bytes is not opened: it is read whole.
const LARGEST: u64 = 256 * 1024 * 1024;

pub(crate) async fn document_import(app: &App, request: PathRequest) -> Result<DocumentImported> {
    let open = app.open()?;
    let (now_ms, id) = (app.inner.config.world.clock.now_ms(), app.inner.config.world.mint.article());
    let path = PathBuf::from(request.path);
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let db = open.db.blocking().clone();
    // What was read stays on its thread: it holds what only one may.
    let imported = blocking(move || {
        let banthao_paste::Document { title, mut text } = banthao_paste::document(&whole(&path)?).map_err(unreadable)?;
        let (mut blocks, location_removed) = pasting::write(&db, now_ms, &mut text)?;
        if blocks.is_empty() {
            blocks.push(json!({"type": "paragraph"}));
        }
        let title = if title.is_empty() { name } else { title };
        let body = Body(json!({"type": "doc", "content": blocks}));
        let mut content = ArticleContent { title, body, ..ArticleContent::empty(FIRST_KIND) };
        normalise::content(&mut content);
        db.write(|writer| articles::save(writer, id, &content, &Value::Null, now_ms)).map_err(from_store)?;
        let [kept, changed, dropped] = pasting::lines(&text);
        Ok(DocumentImported { article: id.to_string(), kept, changed, dropped, location_removed })
    })
    .await?;
    app.emit(AppEvent::ArticlesChanged { articles: vec![imported.article.clone()] });
    Ok(imported)
}

/// All of a file.
fn whole(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| ApiError::new(ErrorCode::MediaUnreadable, format!("the file was not read: {}", error.kind()));
    let file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    if bytes > LARGEST {
        return Err(ApiError::new(ErrorCode::MediaTooLarge, "the document is too large").with("bytes", bytes).with("limit", LARGEST));
    }
    let mut whole = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
    file.take(LARGEST).read_to_end(&mut whole).map_err(unreadable)?;
    Ok(whole)
}

fn unreadable(why: Unreadable) -> ApiError {
    let message = match why {
        Unreadable::Foreign => "there is no text of Word in it",
        Unreadable::Hostile => "it asks for more memory than a document does",
    };
    ApiError::new(ErrorCode::DocumentUnreadable, message)
}
