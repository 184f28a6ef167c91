//! What the desktop of this machine offers the window, and what the person chooses of it.

use banthao_core::protocol::{ApiError, AutostartView, ErrorCode, MannersView};
use banthao_desktop::autostart::Autostart;
use tauri::{AppHandle, Manager, State};

use crate::{notifications::Notifications, tray::TrayIcon};

/// What there is.
#[tauri::command]
pub(crate) async fn manners_offered(
    handle: AppHandle,
    notifications: State<'_, Notifications>,
    tray: State<'_, TrayIcon>,
) -> Result<MannersView, ApiError> {
    let autostart = autostart(&handle).map(|it| AutostartView { on: it.is_on(), file: it.file().display().to_string() });
    Ok(MannersView {
        notifies: notifications.are_shown(&handle).await,
        autostart,
        tray: tray.has_place().await,
        input_method: input_method(),
    })
}

/// Starts the app with the machine from now on, or not any more.
#[tauri::command]
pub(crate) async fn autostart_set(
    handle: AppHandle,
    notifications: State<'_, Notifications>,
    tray: State<'_, TrayIcon>,
    on: bool,
) -> Result<MannersView, ApiError> {
    let autostart = autostart(&handle).ok_or_else(|| ApiError::new(ErrorCode::BadRequest, "this system is not asked to start anything"))?;
    let failed = |error: std::io::Error| ApiError::new(ErrorCode::FolderUnusable, format!("the file was not written: {}", error.kind()));
    autostart.set(on).map_err(failed)?;
    manners_offered(handle, notifications, tray).await
}

/// What the variables of the session say, which is what GTK goes by; on other systems nothing is said.
fn input_method() -> Option<String> {
    let variable = |name: &str| std::env::var(name).ok();
    banthao_desktop::input_method::named(variable("GTK_IM_MODULE").as_deref(), variable("XMODIFIERS").as_deref())
}

/// The file that starts the app, where the system has such files.
fn autostart(handle: &AppHandle) -> Option<Autostart> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    // An AppImage runs from a place that is gone with it.
    let program = std::env::var_os("APPIMAGE").map(Into::into).or_else(|| std::env::current_exe().ok())?;
    Some(Autostart::new(&handle.path().config_dir().ok()?, program))
}
