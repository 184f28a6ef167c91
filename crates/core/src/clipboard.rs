//! The system's clipboard, where a page is not shown all of it.
//!
//! WebKitGTK hides pictures and RTF from its pages, and Word hands its pictures over in RTF alone. The shell reads them where it can; a host without a
//! clipboard of its own, such as the bridge, gives [`NoClipboard`], and what the page was shown is all there is.

use std::{future::Future, pin::Pin};

pub use banthao_paste::Clip;

/// Reads the system's clipboard.
pub trait Clipboard: Send + Sync {
    /// What is on it now. An empty clip when there is nothing, or nobody answers.
    fn read(&self) -> Pin<Box<dyn Future<Output = Clip> + Send + '_>>;
}

/// A host that has no clipboard of its own.
pub struct NoClipboard;

impl Clipboard for NoClipboard {
    fn read(&self) -> Pin<Box<dyn Future<Output = Clip> + Send + '_>> {
        Box::pin(std::future::ready(Clip::default()))
    }
}
