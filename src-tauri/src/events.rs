//! The core's events into the window.

use banthao_core::{App, protocol::AppEvent};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

/// Forwards events until the app ends.
pub(crate) fn forward(handle: &AppHandle, app: &App) {
    let (handle, mut events) = (handle.clone(), app.events());
    tauri::async_runtime::spawn(async move {
        loop {
            let event = match events.recv().await {
                Ok(event) => event,
                // A window that fell behind missed something; asking for everything again is always right.
                Err(RecvError::Lagged(_)) => AppEvent::AppChanged,
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = handle.emit("app", event) {
                tracing::debug!(%error, "the window is gone");
            }
        }
    });
}
