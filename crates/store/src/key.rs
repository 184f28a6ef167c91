//! The one secret of a profile.

use std::fmt;

use hkdf::Hkdf;
use rand::{TryRngCore, rngs::OsRng};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// 256 random bits that open the database and, derived, the media files. Wiped from memory when dropped; never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    /// A new key from the operating system's random source.
    ///
    /// # Panics
    /// When the operating system has no randomness to give; going on without would be worse.
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
        Self(bytes)
    }

    /// The key that was kept as these bytes; none when they are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes to keep: in the keyring, or wrapped by a passphrase, never in the clear.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key of its own for one purpose (RFC 5869), so that breaking one use reveals nothing about another.
    pub(crate) fn derive(&self, purpose: &str) -> Key {
        let mut derived = [0; 32];
        Hkdf::<Sha256>::new(None, &self.0).expand(purpose.as_bytes(), &mut derived).expect("32 bytes is a length that HKDF gives");
        Key(derived)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}
