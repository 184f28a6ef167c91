//! A clipboard that holds what a test put on it.

use std::{
    future::Future,
    pin::Pin,
    sync::{Mutex, PoisonError},
};

use banthao_core::{Clip, Clipboard};

/// The clipboard of one machine.
#[derive(Default)]
pub(crate) struct HeldClipboard(Mutex<Clip>);

impl HeldClipboard {
    pub fn holds(&self, clip: Clip) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = clip;
    }
}

impl Clipboard for HeldClipboard {
    fn read(&self) -> Pin<Box<dyn Future<Output = Clip> + Send + '_>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(std::future::ready(held))
    }
}
