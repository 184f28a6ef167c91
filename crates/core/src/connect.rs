//! How a portal is reached. A test puts a network with faults here; an adaptor for another CMS would be chosen here.

use std::sync::Arc;

use banthao_portal_api::{
    Portal, Result,
    native::{NativePortal, Settings, Timeouts},
};

/// Makes a connection to the portal at an address. Nothing is sent yet.
pub trait Connect: Send + Sync {
    /// The portal at `url`, with the token of an earlier sign-in if there is one.
    ///
    /// # Errors
    /// [`banthao_portal_api::Error::BadAddress`].
    fn connect(&self, url: &str, token: Option<String>) -> Result<Arc<dyn Portal>>;
}

/// The native protocol over HTTP.
#[derive(Default)]
pub struct NativeConnect {
    /// An organisation's own certificate authority, PEM, trusted beside those of the system.
    pub extra_root_pem: Option<Vec<u8>>,
}

impl Connect for NativeConnect {
    fn connect(&self, url: &str, token: Option<String>) -> Result<Arc<dyn Portal>> {
        let settings = Settings { base_url: url, token, extra_root_pem: self.extra_root_pem.clone(), timeouts: Timeouts::default() };
        Ok(Arc::new(NativePortal::new(settings)?))
    }
}
