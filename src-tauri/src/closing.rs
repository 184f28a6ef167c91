//! How the window goes: the page is asked first, since the last keys are with it; then the core writes everything into its articles.
//!
//! A page that is there says so at once and takes whatever time its person needs, a question about unsaved words included. One that hangs says
//! nothing, and cannot be typed into either: what it handed over a quarter of a second before it hung is in the journal, and the core sees to that.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{AppHandle, Emitter, Manager, State};

use crate::{rpc::Core, window};

/// For the page to say that it is there.
const HEARD_WITHIN: Duration = Duration::from_secs(5);
/// For the core to write what is in the journal into its articles. What it cannot write in that time stays in the journal.
const WRITTEN_WITHIN: Duration = Duration::from_secs(10);

/// Where the closing of the window stands.
#[derive(Default)]
pub(crate) struct Closing {
    heard: AtomicBool,
    asked: AtomicBool,
    ending: AtomicBool,
}

/// The person wants the window closed.
pub(crate) fn ask(handle: &AppHandle) {
    let closing = handle.state::<Closing>();
    closing.heard.store(false, Ordering::SeqCst);
    if let Err(error) = handle.emit("closing", ()) {
        tracing::warn!(%error, "the page could not be asked before closing");
    }
    if closing.asked.swap(true, Ordering::SeqCst) {
        // Somebody waits already for the page to answer.
        return;
    }
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(HEARD_WITHIN).await;
        let closing = handle.state::<Closing>();
        closing.asked.store(false, Ordering::SeqCst);
        if !closing.heard.load(Ordering::SeqCst) {
            tracing::warn!("the page does not answer; the window closes with what the journal holds");
            end(&handle).await;
        }
    });
}

/// The page is there and sees to it.
#[tauri::command]
pub(crate) fn window_closing_heard(closing: State<'_, Closing>) {
    closing.heard.store(true, Ordering::SeqCst);
}

/// The page has handed over everything, or the person gave the rest up.
#[tauri::command]
pub(crate) async fn window_close(handle: AppHandle) {
    end(&handle).await;
}

/// Writes everything into its articles and takes the window away, which ends the process.
async fn end(handle: &AppHandle) {
    let closing = handle.state::<Closing>();
    if closing.ending.swap(true, Ordering::SeqCst) {
        return;
    }
    let core = handle.state::<Core>();
    let stopped = async {
        if let Ok(app) = core.app().await {
            app.stop().await;
        }
    };
    if tokio::time::timeout(WRITTEN_WITHIN, stopped).await.is_err() {
        tracing::warn!("the profile was not closed in time; its journal is taken up at the next start");
    }
    window::destroy(handle);
}
