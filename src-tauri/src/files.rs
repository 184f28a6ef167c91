//! Files of the officer's own disk, chosen in the system's dialog or dropped on the window. The window is given a ticket for each and never a
//! path: a page can take in what a person pointed at, and nothing else.

use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use banthao_core::{
    Incoming,
    protocol::{ApiError, ChosenFile, DroppedFiles, ErrorCode, MediaView},
};
use serde::Deserialize;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, State, Window, WindowEvent};
use tauri_plugin_dialog::DialogExt;

use crate::rpc::Core;

/// What a person pointed at and the window has not taken in yet.
#[derive(Default)]
pub(crate) struct Chosen(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    files: HashMap<String, PathBuf>,
    next: u64,
}

impl Chosen {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A ticket for the file; none when it is no file.
    fn put(&self, path: PathBuf) -> Option<ChosenFile> {
        let about = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let name = name_of(&path);
        let mut waiting = self.waiting();
        waiting.next += 1;
        let ticket = format!("chosen-{}", waiting.next);
        waiting.files.insert(ticket.clone(), path);
        Some(ChosenFile { ticket, name, size: about.len() })
    }

    fn take(&self, ticket: &str) -> Option<PathBuf> {
        self.waiting().files.remove(ticket)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What the dialog shows first.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    Pictures,
    Files,
}

/// Asks the person for files in the system's dialog; none when they closed it. `label` is the name of the filter in the person's language.
#[tauri::command]
pub(crate) async fn media_choose(handle: AppHandle, window: Window, what: What, label: String) -> Result<Vec<ChosenFile>, ApiError> {
    let endings: &[&str] = match what {
        What::Pictures => &["jpg", "jpeg", "png", "webp", "gif", "heic", "heif"],
        What::Files => &["pdf", "mp4", "m4v", "mov", "webm", "m4a", "mp3", "ogg", "wav", "jpg", "jpeg", "png", "webp", "gif"],
    };
    let (sender, receiver) = tokio::sync::oneshot::channel();
    handle.dialog().file().set_parent(&window).add_filter(label, endings).pick_files(move |files| {
        // A window that was closed meanwhile waits for nothing.
        let _ = sender.send(files);
    });
    let files = receiver.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the dialog gave no answer"))?.unwrap_or_default();
    let chosen = handle.state::<Chosen>();
    Ok(files.into_iter().filter_map(|file| file.into_path().ok()).filter_map(|path| chosen.put(path)).collect())
}

/// Takes in a file that the person pointed at, from the disk to the disk.
#[tauri::command]
pub(crate) async fn media_add_chosen(core: State<'_, Core>, chosen: State<'_, Chosen>, ticket: String) -> Result<MediaView, ApiError> {
    let path = chosen.take(&ticket).ok_or_else(|| ApiError::new(ErrorCode::BadRequest, "no such file was chosen"))?;
    let app = core.app().await?;
    let unreadable =
        |error: std::io::Error| ApiError::new(ErrorCode::MediaUnreadable, format!("the file was not opened: {}", error.kind()));
    let file = File::open(&path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    app.media_add_from(Incoming { file_name: name_of(&path), bytes: Some(bytes), ticket: Some(ticket), source: Box::new(file) }).await
}

/// Asks the person where a medium is to go, and writes it there. Gives the place; none when they think better of it.
#[tauri::command]
pub(crate) async fn media_save(handle: AppHandle, window: Window, core: State<'_, Core>, blob: String) -> Result<Option<String>, ApiError> {
    let app = core.app().await?;
    let name = app.media_name(&blob).await?;
    let (sender, receiver) = tokio::sync::oneshot::channel();
    handle.dialog().file().set_parent(&window).set_file_name(name).save_file(move |file| {
        // A window that was closed meanwhile waits for nothing.
        let _ = sender.send(file);
    });
    let chosen = receiver.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the dialog gave no answer"))?;
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else { return Ok(None) };
    app.media_export(&blob, path.clone()).await?;
    Ok(Some(path.display().to_string()))
}

/// Tells the window of files that were dropped on it.
pub(crate) fn dropped(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(DragDropEvent::Drop { paths, position }) = event else { return };
    let chosen = window.state::<Chosen>();
    let files: Vec<ChosenFile> = paths.iter().filter_map(|path| chosen.put(path.clone())).collect();
    let at = position.to_logical::<f64>(window.scale_factor().unwrap_or(1.0));
    if let Err(error) = window.emit("files_dropped", DroppedFiles { files, x: at.x, y: at.y }) {
        tracing::debug!(%error, "the window is gone");
    }
}
