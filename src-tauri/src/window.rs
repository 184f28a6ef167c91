//! The one window.

use std::sync::{Mutex, PoisonError};

use banthao_desktop::placement::{Area, Memory, Placement};
use tauri::{App, AppHandle, Manager, Monitor, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::{closing, preview_scheme, tray::TrayIcon, webview};

const LABEL: &str = "main";
/// In the pixels of the page.
const LEAST: (u32, u32) = (720, 480);

/// Opens the window where it stood last. It shows the app's own pages and goes nowhere else.
pub(crate) fn open(tauri: &App, memory: Memory) -> tauri::Result<()> {
    let mut builder = WebviewWindowBuilder::new(tauri, LABEL, WebviewUrl::default())
        .title("Bản Thảo")
        // The smallest laptop in use: 1366 × 768, often at 125 %.
        .inner_size(1366.0, 768.0)
        .min_inner_size(f64::from(LEAST.0), f64::from(LEAST.1))
        .on_navigation(goes_to);
    let stood = memory.recall(&screens(tauri.available_monitors()?), LEAST);
    if let Some(Placement { area, maximised }) = stood {
        builder = builder
            .inner_size(f64::from(area.width), f64::from(area.height))
            .position(f64::from(area.x), f64::from(area.y))
            .maximized(maximised);
    }
    let window = builder.build()?;
    let handle = tauri.handle().clone();
    let stands = Mutex::new(stood);
    let watched = window.clone();
    window.on_window_event(move |event| {
        let mut stands = stands.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            WindowEvent::Resized(_) | WindowEvent::Moved(_) => *stands = placement(&watched, *stands).or(*stands),
            // Whoever leaves it may not come back to close it.
            WindowEvent::Focused(false) | WindowEvent::CloseRequested { .. } => remember(&memory, &watched, *stands),
            _ => {}
        }
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            if handle.state::<TrayIcon>().is_seen() && watched.hide().is_ok() {
                return;
            }
            closing::ask(&handle);
        }
    });
    webview::suit(&window)
}

/// Whether the window may go to an address. WebKitGTK asks for its frames as well: the preview's goes to the page that it shows.
fn goes_to(url: &Url) -> bool {
    ["tauri", preview_scheme::NAME]
        .into_iter()
        .any(|scheme| url.scheme() == scheme || url.host_str() == Some(&format!("{scheme}.localhost")))
}

/// Where the window stands, after it stood at `before`; none while it is not to be seen.
fn placement(window: &WebviewWindow, before: Option<Placement>) -> Option<Placement> {
    if window.is_minimized().ok()? {
        return None;
    }
    // What it goes back to is where it stood before it filled the screen.
    if window.is_maximized().ok()? || window.is_fullscreen().ok()? {
        return before.map(|before| Placement { maximised: true, ..before });
    }
    let scale = window.scale_factor().ok()?;
    let at = window.outer_position().ok()?.to_logical::<i32>(scale);
    let size = window.inner_size().ok()?.to_logical::<u32>(scale);
    Some(Placement { area: Area { x: at.x, y: at.y, width: size.width, height: size.height }, maximised: false })
}

fn remember(memory: &Memory, window: &WebviewWindow, stands: Option<Placement>) {
    let (Some(place), Ok(monitors)) = (stands, window.available_monitors()) else { return };
    if let Err(error) = memory.remember(&screens(monitors), place) {
        tracing::info!(kind = %error.kind(), "where the window stands was not kept");
    }
}

/// The screens in the pixels of the page.
fn screens(monitors: Vec<Monitor>) -> Vec<Area> {
    let area = |monitor: Monitor| {
        let (at, size) =
            (monitor.position().to_logical::<i32>(monitor.scale_factor()), monitor.size().to_logical::<u32>(monitor.scale_factor()));
        Area { x: at.x, y: at.y, width: size.width, height: size.height }
    };
    monitors.into_iter().map(area).collect()
}

/// Whether the person has the window before them. When that cannot be said, they have: nobody is to be told what they see.
pub(crate) fn is_in_front(handle: &AppHandle) -> bool {
    handle.get_webview_window(LABEL).is_some_and(|window| window.is_focused().unwrap_or(true))
}

/// Brings the window to the front, for a second start of the app and from behind the icon in the tray.
pub(crate) fn bring_to_front(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL) {
        let _ = window.show();
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
