//! News through the desktop's own notifications, while the window is not in front.
//!
//! On Linux whoever keeps org.freedesktop.Notifications on the session bus is asked, at the first piece of news and not at the start. On Windows and
//! macOS nobody is asked yet, and the settings say so.

use banthao_core::protocol::{ApiError, NoteRequest};
use tauri::{AppHandle, State};

use crate::window;

/// The service, once somebody was told something.
#[derive(Default)]
pub(crate) struct Notifications {
    #[cfg(target_os = "linux")]
    service: linux::Service,
}

impl Notifications {
    /// Whether this desktop shows any.
    pub async fn are_shown(&self, handle: &AppHandle) -> bool {
        #[cfg(target_os = "linux")]
        return match self.service.get(handle).await {
            Ok(notifier) => notifier.is_there().await,
            Err(_) => false,
        };
        #[cfg(not(target_os = "linux"))]
        {
            let _ = handle;
            false
        }
    }
}

/// Shows a notification, unless the person is looking at the window.
#[tauri::command]
pub(crate) async fn notify(handle: AppHandle, notifications: State<'_, Notifications>, note: NoteRequest) -> Result<(), ApiError> {
    if window::is_in_front(&handle) {
        return Ok(());
    }
    #[cfg(target_os = "linux")]
    if let Err(error) = linux::show(&notifications.service, &handle, note).await {
        tracing::info!(%error, "the desktop shows no notifications");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (notifications, note);
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::sync::Arc;

    use banthao_core::protocol::{Errand, NoteRequest};
    use banthao_desktop::notifications::{Clicked, Note, Notifier};
    use tauri::AppHandle;
    use tokio::sync::OnceCell;

    use crate::{errands, window};

    /// The service, and the ear for clicks that came with it.
    #[derive(Default)]
    pub(super) struct Service(OnceCell<Arc<Notifier>>);

    impl Service {
        pub async fn get(&self, handle: &AppHandle) -> zbus::Result<&Arc<Notifier>> {
            let first = || async {
                let notifier = Arc::new(Notifier::new(zbus::Connection::session().await?));
                listen(handle.clone(), Arc::clone(&notifier));
                Ok(notifier)
            };
            self.0.get_or_try_init(first).await
        }
    }

    pub(super) async fn show(service: &Service, handle: &AppHandle, note: NoteRequest) -> zbus::Result<()> {
        let NoteRequest { summary, body, open, article } = note;
        service.get(handle).await?.show(Note { summary, body, open, article }).await
    }

    /// A click brings the window to the front, and the article into it.
    fn listen(handle: AppHandle, notifier: Arc<Notifier>) {
        tauri::async_runtime::spawn(async move {
            let seen = |Clicked(article): Clicked| {
                window::bring_to_front(&handle);
                errands::put(&handle, article.map(|article| Errand::Article { article }).into_iter().collect());
            };
            if let Err(error) = notifier.listen(|| {}, seen).await {
                tracing::info!(%error, "clicks on notifications are not heard");
            }
        });
    }
}
