//! The system's own dialogs for choosing a folder or a file. The page gets a path and never a file.

use banthao_core::protocol::{ApiError, ErrorCode};
use serde::Deserialize;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

/// What is to be chosen.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Choice {
    Folder,
    File,
}

/// Asks the person; none when they think better of it.
#[tauri::command]
pub(crate) async fn choose_path(handle: AppHandle, choice: Choice, title: String, start: String) -> Result<Option<String>, ApiError> {
    let (sender, receiver) = oneshot::channel();
    let answer = move |path: Option<tauri_plugin_dialog::FilePath>| {
        // Nobody waits any more when the window was closed meanwhile.
        let _ = sender.send(path);
    };
    let dialog = handle.dialog().file().set_title(title).set_directory(start);
    match choice {
        Choice::Folder => dialog.pick_folder(answer),
        Choice::File => dialog.pick_file(answer),
    }
    let chosen = receiver.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the dialog was not answered"))?;
    Ok(chosen.and_then(|path| path.into_path().ok()).map(|path| path.display().to_string()))
}
