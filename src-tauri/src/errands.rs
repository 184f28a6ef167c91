//! What links, files, a second start and notifications ask of the window. It waits here until the page takes it: a page that is still starting, or
//! whose profile is locked, sees to it later.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use banthao_core::protocol::Errand;
use banthao_desktop::errands;
use tauri::{AppHandle, Emitter, Manager, State};

use crate::window;

/// What somebody who keeps clicking can pile up before a locked window.
const MOST_WAITING: usize = 32;

/// What the page has not taken yet.
#[derive(Default)]
pub(crate) struct Errands(Mutex<Vec<Errand>>);

/// Puts errands where the page finds them.
pub(crate) fn put(handle: &AppHandle, errands: Vec<Errand>) {
    if errands.is_empty() {
        return;
    }
    let waiting = handle.state::<Errands>();
    {
        let mut waiting = waiting.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend(errands);
        waiting.truncate(MOST_WAITING);
    }
    if let Err(error) = handle.emit("errand", ()) {
        tracing::debug!(%error, "the window is gone");
    }
}

/// A second start: its words are for this window.
pub(crate) fn of_another_start(handle: &AppHandle, words: Vec<String>, folder: &str) {
    window::bring_to_front(handle);
    put(handle, errands::of_words(words.into_iter().skip(1).map(Into::into), Path::new(folder)));
}

/// Links and files that macOS hands over, which start no second process there.
#[cfg(target_os = "macos")]
pub(crate) fn opened(handle: &AppHandle, urls: &[tauri::Url]) {
    window::bring_to_front(handle);
    put(handle, urls.iter().filter_map(|url| errands::of_link(url.as_str())).collect());
}

/// Gives the page what it has not taken yet, once.
#[tauri::command]
pub(crate) fn errands_take(waiting: State<'_, Errands>) -> Vec<Errand> {
    std::mem::take(&mut *waiting.0.lock().unwrap_or_else(PoisonError::into_inner))
}
