//! The icon of the app among those of programs that run without a window, when the person wants one. Closing the window hides it behind the icon then.
//!
//! On Linux it is a StatusNotifierItem. On Windows and macOS there is none yet, and the settings offer none.

use std::sync::atomic::{AtomicBool, Ordering};

use banthao_core::protocol::{ApiError, TrayWords};
use tauri::{AppHandle, State};

/// The icon.
#[derive(Default)]
pub(crate) struct TrayIcon {
    is_seen: AtomicBool,
    #[cfg(target_os = "linux")]
    shown: linux::Shown,
}

impl TrayIcon {
    /// Whether the icon is to be seen, so that a hidden window can be had back.
    pub fn is_seen(&self) -> bool {
        self.is_seen.load(Ordering::SeqCst)
    }

    /// Whether this desktop has a place for icons.
    pub async fn has_place(&self) -> bool {
        #[cfg(target_os = "linux")]
        return linux::has_place().await;
        #[cfg(not(target_os = "linux"))]
        false
    }
}

/// Shows the icon with these words, or takes it away.
#[tauri::command]
pub(crate) async fn tray_show(handle: AppHandle, tray: State<'_, TrayIcon>, words: Option<TrayWords>) -> Result<(), ApiError> {
    #[cfg(target_os = "linux")]
    if let Err(error) = linux::show(&handle, &tray, words).await {
        tracing::info!(%error, "the desktop shows no icon");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (handle, tray, words);
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::sync::{Arc, atomic::Ordering};

    use banthao_core::protocol::{Errand, TrayWords};
    use banthao_desktop::tray::{self, Chosen, Tray};
    use tauri::{AppHandle, Manager};
    use tokio::sync::Mutex;

    use super::TrayIcon;
    use crate::{closing, errands, window};

    pub(super) type Shown = Mutex<Option<Arc<Tray>>>;

    pub(super) async fn has_place() -> bool {
        match zbus::Connection::session().await {
            Ok(bus) => tray::has_place(&bus).await,
            Err(_) => false,
        }
    }

    pub(super) async fn show(handle: &AppHandle, icon: &TrayIcon, words: Option<TrayWords>) -> zbus::Result<()> {
        let mut shown = icon.shown.lock().await;
        match (words, &*shown) {
            (Some(words), Some(tray)) => return tray.says(words).await,
            (Some(words), None) => {
                let chooses = handle.clone();
                // A connection of its own: the desktop forgets the icon when that ends.
                let tray = Arc::new(Tray::shows(zbus::Connection::session().await?, words, move |what| choose(&chooses, what)).await?);
                watch(handle.clone(), Arc::clone(&tray));
                *shown = Some(tray);
            }
            (None, Some(tray)) => {
                let gone = tray.goes().await;
                *shown = None;
                gone?;
            }
            (None, None) => {}
        }
        icon.is_seen.store(shown.is_some(), Ordering::SeqCst);
        Ok(())
    }

    fn choose(handle: &AppHandle, what: Chosen) {
        window::bring_to_front(handle);
        match what {
            Chosen::Open => {}
            Chosen::NewArticle => errands::put(handle, vec![Errand::NewArticle]),
            // The page may have to ask about unsaved words, so it is seen.
            Chosen::Quit => closing::ask(handle),
        }
    }

    /// A window that is hidden behind an icon comes back when the icon has no place any more.
    fn watch(handle: AppHandle, tray: Arc<Tray>) {
        tauri::async_runtime::spawn(async move {
            let changed = |is_there: bool| {
                handle.state::<TrayIcon>().is_seen.store(is_there, Ordering::SeqCst);
                if !is_there {
                    window::bring_to_front(&handle);
                }
            };
            if let Err(error) = tray.watches(|| {}, changed).await {
                tracing::debug!(%error, "the icon is not watched any more");
            }
        });
    }
}
