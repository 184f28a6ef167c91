//! The keyring of the operating system: Secret Service on Linux, Credential Manager on Windows, Keychain on macOS.

use banthao_core::{SecretError, SecretStore};
use keyring::{Entry, Error};
use zeroize::Zeroizing;

/// The name under which a person finds the app's secrets in their keyring.
const SERVICE: &str = "vn.banthao.desktop";

/// The keyring.
pub(crate) struct Keychain;

impl SecretStore for Keychain {
    fn exists(&self) -> bool {
        // A locked keyring exists; only a machine without any has no default store.
        !matches!(Entry::new(SERVICE, "probe"), Err(Error::NoDefaultStore))
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        match Entry::new(SERVICE, name).and_then(|entry| entry.get_secret()) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        Entry::new(SERVICE, name).and_then(|entry| entry.set_secret(secret)).map_err(|error| unavailable(&error))
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        match Entry::new(SERVICE, name).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

fn unavailable(error: &Error) -> SecretError {
    tracing::warn!(%error, "the keyring does not answer");
    SecretError
}
