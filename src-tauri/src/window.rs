//! The one window.

use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::closing;

const LABEL: &str = "main";

/// Opens the window. It shows the app's own pages and goes nowhere else.
pub(crate) fn open(tauri: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(tauri, LABEL, WebviewUrl::default())
        .title("Bản Thảo")
        // The smallest laptop in use: 1366 × 768, often at 125 %.
        .inner_size(1366.0, 768.0)
        .min_inner_size(720.0, 480.0)
        .on_navigation(|url| matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost"))
        .build()?;
    let handle = tauri.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            closing::ask(&handle);
        }
    });
    suit_the_machine(&window)
}

/// Brings the window to the front, for a second start of the app.
pub(crate) fn bring_to_front(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether the window is there.
pub(crate) fn is_open(handle: &AppHandle) -> bool {
    handle.get_webview_window(LABEL).is_some()
}

/// Takes the window away without asking anybody.
pub(crate) fn destroy(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL)
        && let Err(error) = window.destroy()
    {
        tracing::warn!(%error, "the window does not go");
        handle.exit(0);
    }
}

/// wry turns the input method's preedit off on Linux, so that a syllable typed in Telex is invisible until it ends
/// (tauri-apps/tauri#11412); Vietnamese needs it on. And where there is no graphics card, pages are drawn by the processor: through an emulated card
/// it draws the same page several times slower, and compiles the card's programs first.
#[cfg(target_os = "linux")]
fn suit_the_machine(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, InputMethodContextExt, SettingsExt, WebViewExt};
    window.with_webview(|webview| {
        let view = webview.inner();
        if let Some(context) = view.input_method_context() {
            context.set_enable_preedit(true);
        }
        if let Some(settings) = WebViewExt::settings(&view)
            && !has_graphics_card()
        {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether the kernel offers a device to draw with (Linux DRM: `/dev/dri/renderD128` and on).
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let is_renderer = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with("renderD");
    std::fs::read_dir("/dev/dri").is_ok_and(|devices| devices.flatten().any(is_renderer))
}

#[cfg(not(target_os = "linux"))]
fn suit_the_machine(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
