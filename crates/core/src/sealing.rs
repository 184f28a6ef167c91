//! A small secret sealed under a key, as it lies in a file of the profile.

use banthao_protocol::{ApiError, ErrorCode};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use rand::{TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::Result;

/// What was sealed. XChaCha20-Poly1305 under a key that HKDF-SHA256 (RFC 5869) makes of the secret that opens it, a salt, and the purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sealed {
    salt: String,
    nonce: String,
    sealed: String,
}

/// Seals `secret` so that only who has `opener`, which must not be guessable, opens it again, and only for this purpose.
pub(crate) fn seal(opener: &[u8], purpose: &str, secret: &[u8]) -> Result<Sealed> {
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    OsRng.try_fill_bytes(&mut salt).and_then(|()| OsRng.try_fill_bytes(&mut nonce)).map_err(|_| failed())?;
    let payload = Payload { msg: secret, aad: purpose.as_bytes() };
    let sealed = cipher(opener, &salt, purpose)?.encrypt((&nonce).into(), payload).map_err(|_| failed())?;
    Ok(Sealed { salt: hex::encode(salt), nonce: hex::encode(nonce), sealed: hex::encode(sealed) })
}

/// What was sealed; none when `opener` is another, or the file was changed.
pub(crate) fn unseal(opener: &[u8], purpose: &str, sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
    let (salt, nonce) = (hex::decode(&sealed.salt).ok()?, hex::decode(&sealed.nonce).ok()?);
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    let bytes = hex::decode(&sealed.sealed).ok()?;
    let payload = Payload { msg: &bytes, aad: purpose.as_bytes() };
    cipher(opener, &salt, purpose).ok()?.decrypt((&nonce).into(), payload).ok().map(Zeroizing::new)
}

/// Bytes that show who has `opener` and reveal nothing of it.
pub(crate) fn fingerprint(opener: &[u8], purpose: &str) -> Result<String> {
    let mut print = [0; 16];
    Hkdf::<Sha256>::new(None, opener).expand(purpose.as_bytes(), &mut print).map_err(|_| failed())?;
    Ok(hex::encode(print))
}

fn cipher(opener: &[u8], salt: &[u8], purpose: &str) -> Result<XChaCha20Poly1305> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), opener).expand(purpose.as_bytes(), &mut key[..]).map_err(|_| failed())?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

fn failed() -> ApiError {
    ApiError::new(ErrorCode::Internal, "the secret could not be sealed")
}
