//! The door between window and core: one command for everything in the list, one for bytes coming in, and two of the shell's own.

use std::io::Write;

use banthao_core::{
    App,
    protocol::{ApiError, ErrorCode, MediaView},
};
use serde_json::Value;
use tauri::{AppHandle, State, ipc};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::watch;

type Started = Option<Result<App, ApiError>>;

/// The core, which starts while the window is being painted; a call that comes early waits for it.
pub(crate) struct Core(watch::Receiver<Started>);

impl Core {
    /// A core that is starting, and the place to put it when it has.
    pub fn starting() -> (watch::Sender<Started>, Self) {
        let (sender, receiver) = watch::channel(None);
        (sender, Self(receiver))
    }

    /// The core once it has started.
    pub async fn app(&self) -> Result<App, ApiError> {
        let mut receiver = self.0.clone();
        let gone = |_| ApiError::new(ErrorCode::Internal, "the core did not start");
        let started = receiver.wait_for(Option::is_some).await.map_err(gone)?;
        started.clone().unwrap_or_else(|| Err(ApiError::new(ErrorCode::Internal, "the core did not start")))
    }
}

#[tauri::command]
pub(crate) async fn rpc(core: State<'_, Core>, cmd: String, payload: Value) -> Result<Value, ApiError> {
    core.app().await?.dispatch(&cmd, payload).await
}

#[tauri::command]
pub(crate) async fn media_add(core: State<'_, Core>, request: ipc::Request<'_>) -> Result<MediaView, ApiError> {
    let ipc::InvokeBody::Raw(bytes) = request.body() else {
        return Err(ApiError::new(ErrorCode::BadRequest, "a file is sent as bytes"));
    };
    let name = request.headers().get("x-file-name").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned();
    core.app().await?.media_add(name, bytes.clone()).await
}

/// Opens a public page in the officer's own browser; nothing but web pages is ever handed to the operating system.
#[tauri::command]
pub(crate) fn open_external(handle: AppHandle, url: String) -> Result<(), ApiError> {
    if !["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(ApiError::new(ErrorCode::BadRequest, "only web pages are opened"));
    }
    handle.opener().open_url(url, None::<&str>).map_err(|_| ApiError::new(ErrorCode::Internal, "no browser took the address"))
}

/// A moment of the page's start.
#[derive(serde::Deserialize)]
pub(crate) struct Mark {
    name: String,
    /// UTC milliseconds, with fractions.
    at_ms: f64,
}

/// The editor can be typed into. Measured from outside by whoever set `BANTHAO_REPORT_READY`.
#[tauri::command]
pub(crate) fn window_ready(marks: Vec<Mark>) {
    if std::env::var_os("BANTHAO_REPORT_READY").is_some() {
        let mut out = std::io::stdout().lock();
        for Mark { name, at_ms } in marks {
            let _ = writeln!(out, "mark {name} {at_ms}");
        }
        let _ = writeln!(out, "ready");
    }
}
