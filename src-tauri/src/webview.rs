//! What the engine that shows the window's pages has to be told.

use tauri::WebviewWindow;

/// Makes WebKitGTK one to write Vietnamese in, on this machine.
#[cfg(target_os = "linux")]
pub(crate) fn suit(window: &WebviewWindow) -> tauri::Result<()> {
    use std::{env, path::Path};

    use banthao_desktop::graphics;
    use webkit2gtk::{HardwareAccelerationPolicy, InputMethodContextExt, SettingsExt, WebViewExt};

    window.with_webview(|webview| {
        let webview = webview.inner();
        // wry turns the input method's preedit off, so that a syllable typed in Telex is invisible until it ends (tauri-apps/tauri#11412).
        if let Some(context) = webview.input_method_context() {
            context.set_enable_preedit(true);
        }
        // Where the processor has to play the graphics processor, a page in layers takes five times as long for each letter as one drawn at once.
        if let Some(settings) = WebViewExt::settings(&webview)
            && graphics::is_played(Path::new(graphics::DEVICES), env::var(graphics::SOFTWARE).ok().as_deref())
        {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// The other systems' engines need to be told nothing.
#[cfg(not(target_os = "linux"))]
pub(crate) fn suit(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
