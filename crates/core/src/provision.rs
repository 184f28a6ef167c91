//! What an organisation lays on a new laptop, so that its officer finds it signed in.

use std::path::Path;

use serde::Deserialize;

/// A provisioning file: JSON, read once by a profile that nobody has signed in to, and ignored afterwards.
#[derive(Clone, Deserialize)]
pub struct Provision {
    /// The portal's address.
    pub portal_url: String,
    /// Sign-in name; without one only the address is suggested.
    #[serde(default)]
    pub username: Option<String>,
    /// Password.
    #[serde(default)]
    pub password: Option<String>,
    /// The passphrase to set, for demonstrations on machines without a keyring.
    #[serde(default)]
    pub passphrase: Option<String>,
}

impl Provision {
    /// The file's content.
    ///
    /// # Errors
    /// When it cannot be read or is not of this form.
    pub fn read(file: &Path) -> std::io::Result<Self> {
        Ok(serde_json::from_slice(&std::fs::read(file)?)?)
    }
}
