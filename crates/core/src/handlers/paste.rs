//! Pasting, and the originals that somebody asked to keep.

use std::{fs::OpenOptions, io::Write, path::Path, sync::Arc};

use banthao_document::ArticleId;
use banthao_paste::Clip;
use banthao_protocol::{
    ApiError, ArticleRequest, ErrorCode, LegacyCharset, OriginalExportRequest, OriginalExported, OriginalKeepRequest, OriginalRequest,
    OriginalView, OriginalsView, PasteAgainRequest, PasteManner, PasteRequest, PasteView,
};
use banthao_store::{
    Db, Error as StoreError, Reader,
    originals::{self, Original},
};
use uuid::Uuid;

use super::articles::article_id;
use crate::{
    App,
    error::{Result, from_store},
    media::{from_vault, intake::Refused},
    pasting,
};

/// Files of one name in a folder before somebody should tidy up.
const MOST_COPIES: u32 = 1_000;

pub(crate) async fn paste_read(app: &App, request: PasteRequest) -> Result<PasteView> {
    // Before the clipboard is looked at: a locked profile has no business with it.
    app.open()?;
    let mut clip = Clip { html: request.html, text: request.text, rtf: None, picture: None };
    if request.native {
        let native = app.inner.config.clipboard.read().await;
        clip.html = clip.html.or(native.html);
        clip.text = clip.text.or(native.text);
        (clip.rtf, clip.picture) = (native.rtf, native.picture);
    }
    let name = app.inner.config.world.mint.uuid().to_string();
    let clip = Arc::new(clip);
    app.inner.last_paste.put(name.clone(), Arc::clone(&clip));
    read(app, name, clip, request.manner, None).await
}

pub(crate) async fn paste_again(app: &App, request: PasteAgainRequest) -> Result<PasteView> {
    let clip = app.inner.last_paste.get(&request.paste)?;
    read(app, request.paste, clip, request.manner, request.charset).await
}

async fn read(app: &App, name: String, clip: Arc<Clip>, manner: PasteManner, charset: Option<LegacyCharset>) -> Result<PasteView> {
    let now_ms = app.inner.config.world.clock.now_ms();
    let open = app.open()?;
    let read = open.db.run(move |db| pasting::read(db, now_ms, name, &clip, manner, charset));
    Ok(read.await.map_err(|refused: Refused| refused)?)
}

pub(crate) async fn original_keep(app: &App, request: OriginalKeepRequest) -> Result<OriginalsView> {
    let article = article_id(&request.article)?;
    let clip = app.inner.last_paste.get(&request.paste)?;
    let (id, kept_ms) = (app.inner.config.world.mint.uuid(), app.inner.config.world.clock.now_ms());
    let open = app.open()?;
    let kept = open.db.run(move |db| {
        let Some((bytes, ending)) = original(&clip) else { return list(db, article) };
        // Held until the rows are committed.
        let adding = db.vault().adding();
        let blob = adding.keep(bytes)?;
        let original = Original { id, article, blob, file_name: format!("ban-goc.{ending}"), bytes: bytes.len() as u64, kept_ms };
        db.write(|writer| match originals::of_article(writer, article)?.iter().any(|kept| kept.blob == blob) {
            true => Ok(()),
            false => originals::put(writer, &original),
        })?;
        list(db, article)
    });
    kept.await.map_err(from_vault)
}

/// The richest flavour of a clip, and what its file is called.
fn original(clip: &Clip) -> Option<(&[u8], &'static str)> {
    let html = clip.html.as_deref().map(|html| (html.as_bytes(), "html"));
    let rtf = clip.rtf.as_deref().map(|rtf| (rtf, "rtf"));
    let text = clip.text.as_deref().map(|text| (text.as_bytes(), "txt"));
    // RTF holds pictures that HTML only names.
    let has_files = clip.html.as_deref().is_some_and(|html| html.contains("file:///"));
    let in_order = if has_files { [rtf, html, text] } else { [html, rtf, text] };
    in_order.into_iter().flatten().find(|(bytes, _)| !bytes.is_empty())
}

pub(crate) async fn original_list(app: &App, request: ArticleRequest) -> Result<OriginalsView> {
    let article = article_id(&request.article)?;
    app.open()?.db.run(move |db| list(db, article)).await.map_err(from_store)
}

pub(crate) async fn original_export(app: &App, request: OriginalExportRequest) -> Result<OriginalExported> {
    let id = original_id(&request.original)?;
    let open = app.open()?;
    let read = open.db.run(move |db| {
        let Some(found) = db.read(|reader| find(reader, id))? else { return Ok(None) };
        let bytes = db.vault().contents(found.blob)?.range(0, found.bytes)?;
        Ok(Some((found.file_name, bytes)))
    });
    let (name, bytes) = read.await.map_err(from_vault)?.ok_or_else(unknown)?;
    let written = tokio::task::spawn_blocking(move || write_beside(Path::new(&request.folder), &name, &bytes));
    written.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the file was not written"))?
}

pub(crate) async fn original_delete(app: &App, request: OriginalRequest) -> Result<OriginalsView> {
    let id = original_id(&request.original)?;
    let open = app.open()?;
    let found = open.db.read(move |reader| find(reader, id)).await.map_err(from_store)?.ok_or_else(unknown)?;
    let deleted = open.db.run(move |db| {
        db.write(|writer| originals::remove(writer, id))?;
        list(db, found.article)
    });
    deleted.await.map_err(from_store)
}

fn find(reader: &Reader<'_>, id: Uuid) -> Result<Option<Original>, StoreError> {
    originals::get(reader, id)
}

fn list(db: &Db, article: ArticleId) -> Result<OriginalsView, StoreError> {
    let all = db.read(|reader| originals::of_article(reader, article))?;
    let view = |original: Original| OriginalView {
        original: original.id.to_string(),
        file_name: original.file_name,
        bytes: original.bytes,
        kept_ms: original.kept_ms,
    };
    Ok(OriginalsView { originals: all.into_iter().map(view).collect() })
}

/// Writes a file that was not there before: “ban-goc.html”, or “ban-goc-2.html” beside it.
fn write_beside(folder: &Path, name: &str, bytes: &[u8]) -> Result<OriginalExported> {
    let failed = |error: std::io::Error| ApiError::new(ErrorCode::StorageFailed, format!("the file was not written: {}", error.kind()));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for copy in 1..MOST_COPIES {
        let name = if copy == 1 { name.to_owned() } else { format!("{stem}-{copy}.{ending}") };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
                return Ok(OriginalExported { path: path.display().to_string() });
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(ApiError::new(ErrorCode::StorageFailed, "the folder is full of files of that name"))
}

fn original_id(id: &str) -> Result<Uuid> {
    id.parse().map_err(|_| unknown())
}

fn unknown() -> ApiError {
    ApiError::new(ErrorCode::BadRequest, "no such original")
}
