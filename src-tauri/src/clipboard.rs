//! The system's clipboard beyond what WebKitGTK shows its pages: RTF and pictures. Windows and macOS show theirs pictures themselves.

use std::sync::Arc;

use banthao_core::Clipboard;
use tauri::AppHandle;

/// The clipboard of this machine.
pub(crate) fn of(handle: &AppHandle) -> Arc<dyn Clipboard> {
    #[cfg(target_os = "linux")]
    return Arc::new(linux::GtkClipboard(handle.clone()));
    #[cfg(not(target_os = "linux"))]
    {
        let _ = handle;
        Arc::new(banthao_core::NoClipboard)
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{future::Future, pin::Pin, time::Duration};

    use banthao_core::{Clip, Clipboard};
    use gtk::gdk;
    use tauri::AppHandle;
    use tokio::sync::oneshot;

    /// A program that owns the clipboard and has hung must not take the paste along.
    const PATIENCE: Duration = Duration::from_millis(1500);
    /// Names of the flavours, the one that programs prefer first (LibreOffice, AbiWord, Word under Wine).
    const RTF: [&str; 3] = ["text/rtf", "application/rtf", "text/richtext"];
    const PICTURES: [&str; 5] = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"];

    /// GTK's clipboard, which may be touched on the main thread alone.
    pub(super) struct GtkClipboard(pub AppHandle);

    impl Clipboard for GtkClipboard {
        fn read(&self) -> Pin<Box<dyn Future<Output = Clip> + Send + '_>> {
            Box::pin(async {
                let (rtf, picture, html, text) = tokio::join!(
                    self.first(&RTF),
                    self.first(&PICTURES),
                    self.first(&["text/html"]),
                    self.first(&["UTF8_STRING", "text/plain;charset=utf-8"])
                );
                let words = |bytes: Option<Vec<u8>>| bytes.map(|bytes| decoded(&bytes)).filter(|words| !words.trim().is_empty());
                Clip { html: words(html), rtf, text: words(text), picture }
            })
        }
    }

    impl GtkClipboard {
        /// The bytes of the first flavour that there is.
        async fn first(&self, flavours: &[&'static str]) -> Option<Vec<u8>> {
            for flavour in flavours {
                let bytes = tokio::time::timeout(PATIENCE, self.flavour(flavour)).await.ok()?;
                if bytes.is_some() {
                    return bytes;
                }
            }
            None
        }

        async fn flavour(&self, name: &'static str) -> Option<Vec<u8>> {
            let (sender, receiver) = oneshot::channel();
            let ask = move || {
                let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
                clipboard.request_contents(&gdk::Atom::intern(name), move |_, selection| {
                    // A negative length says that the owner has no such flavour.
                    let bytes = (selection.length() > 0).then(|| selection.data());
                    // Whoever gave up waits for nothing.
                    let _ = sender.send(bytes);
                });
            };
            self.0.run_on_main_thread(ask).ok()?;
            receiver.await.ok().flatten()
        }
    }

    /// Text of a clipboard: UTF-8, or UTF-16 as Firefox gives its HTML.
    fn decoded(bytes: &[u8]) -> String {
        let units = |of: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        };
        match bytes {
            [0xff, 0xfe, ..] => units(u16::from_le_bytes),
            [0xfe, 0xff, ..] => units(u16::from_be_bytes),
            _ => String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned(),
        }
    }
}
