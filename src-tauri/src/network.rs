//! What network the machine is on.
//!
//! On Linux NetworkManager says over the system bus when the network changes and whether it costs money by the byte, and logind when the machine
//! wakes up; where neither is there, nothing is said and nothing is wrong. On Windows and macOS nobody is asked yet: the core looks for the portal
//! every few seconds while it cannot be reached, notices by the clock that the machine slept, and takes the person's own word about costs.

use banthao_core::App;

/// Tells the core of the network until the app ends.
#[cfg(target_os = "linux")]
pub(crate) fn watch(app: &App) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = linux::watch(&app).await {
            tracing::info!(%error, "the system does not say what network there is");
        }
    });
}

/// Nobody to ask.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_app: &App) {}

#[cfg(target_os = "linux")]
mod linux {
    use banthao_core::App;
    use tokio_stream::StreamExt;
    use zbus::zvariant::OwnedObjectPath;

    /// NetworkManager, as far as it is asked (its D-Bus reference, org.freedesktop.NetworkManager).
    #[zbus::proxy(
        interface = "org.freedesktop.NetworkManager",
        default_service = "org.freedesktop.NetworkManager",
        default_path = "/org/freedesktop/NetworkManager"
    )]
    trait NetworkManager {
        #[zbus(property)]
        fn metered(&self) -> zbus::Result<u32>;
        #[zbus(property)]
        fn connectivity(&self) -> zbus::Result<u32>;
        #[zbus(property)]
        fn primary_connection(&self) -> zbus::Result<OwnedObjectPath>;
    }

    /// logind, as far as it is asked.
    #[zbus::proxy(
        interface = "org.freedesktop.login1.Manager",
        default_service = "org.freedesktop.login1",
        default_path = "/org/freedesktop/login1"
    )]
    trait Login {
        #[zbus(signal)]
        fn prepare_for_sleep(&self, start: bool) -> zbus::Result<()>;
    }

    pub(super) async fn watch(app: &App) -> zbus::Result<()> {
        let bus = zbus::Connection::system().await?;
        let manager = NetworkManagerProxy::new(&bus).await?;
        let login = LoginProxy::new(&bus).await?;
        let changes = {
            let metered = manager.receive_metered_changed().await.map(drop);
            let connectivity = manager.receive_connectivity_changed().await.map(drop);
            let connection = manager.receive_primary_connection_changed().await.map(drop);
            metered.merge(connectivity).merge(connection)
        };
        // Told before it sleeps and after it woke; what matters is the second.
        let wakes = login.receive_prepare_for_sleep().await?;
        let wakes = wakes.filter(|signal| signal.args().is_ok_and(|args| !args.start)).map(drop);
        let mut changes = changes.merge(wakes);
        while changes.next().await.is_some() {
            app.network_changed(manager.metered().await.ok().and_then(costs));
        }
        Ok(())
    }

    /// NMMetered: 1 and 2 are known, 3 and 4 guessed; anything else is not known.
    fn costs(metered: u32) -> Option<bool> {
        match metered {
            1 | 3 => Some(true),
            2 | 4 => Some(false),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::costs;

        #[test]
        fn a_guess_of_the_system_counts_as_its_word_and_no_word_as_none() {
            assert_eq!([0, 1, 2, 3, 4, 5].map(costs), [None, Some(true), Some(false), Some(true), Some(false), None]);
        }
    }
}
