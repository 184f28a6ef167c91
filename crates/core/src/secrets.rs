//! Where secrets live: the keyring of the operating system, when there is one.

use zeroize::Zeroizing;

/// The keyring holds secrets by name. The shell provides it; a machine without one gets [`NoKeyring`] and works with a passphrase.
pub trait SecretStore: Send + Sync {
    /// Whether there is a keyring at all on this machine, locked or not.
    fn exists(&self) -> bool;

    /// The secret, if there is one of that name.
    ///
    /// # Errors
    /// [`SecretError`] when the keyring is locked, gone or silent: not the same as having no such secret.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError>;

    /// Keeps the secret.
    ///
    /// # Errors
    /// [`SecretError`] when it was not kept.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError>;

    /// Forgets the secret; forgetting what is not there is no error.
    ///
    /// # Errors
    /// [`SecretError`] when the keyring does not answer.
    fn remove(&self, name: &str) -> Result<(), SecretError>;
}

/// The keyring does not do what is asked: locked, gone, or silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the keyring does not answer")]
pub struct SecretError;

/// A machine without a keyring.
pub struct NoKeyring;

impl SecretStore for NoKeyring {
    fn exists(&self) -> bool {
        false
    }

    fn get(&self, _name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        Err(SecretError)
    }

    fn set(&self, _name: &str, _secret: &[u8]) -> Result<(), SecretError> {
        Err(SecretError)
    }

    fn remove(&self, _name: &str) -> Result<(), SecretError> {
        Err(SecretError)
    }
}
