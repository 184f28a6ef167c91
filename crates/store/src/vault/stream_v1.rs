//! What is in a media file, first form, to be read for ever and never written again.
//!
//! Four bytes of magic, 19 random bytes, then chunks of 64 KiB each sealed with XChaCha20-Poly1305 in the STREAM construction (Hoang et al.,
//! 2015). Nothing in it says how long the medium is or which, so it is read whole; none was ever longer than 50 MiB.

use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::stream::DecryptorBE32};

use super::sealed::DAMAGED;
use crate::{Key, Result};

/// How a file of this form begins.
pub(super) const MAGIC: &[u8; 4] = b"BTM1";
/// The most bytes that a file of this form has, and a little.
pub(super) const LONGEST: u64 = 64 << 20;

const NONCE: usize = 19;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// The medium in a file of this form.
pub(super) fn unseal(key: &Key, sealed: &[u8]) -> Result<Vec<u8>> {
    let rest = sealed.strip_prefix(MAGIC).ok_or(DAMAGED)?;
    let (nonce, mut chunks) = rest.split_at_checked(NONCE).ok_or(DAMAGED)?;
    let mut stream = DecryptorBE32::from_aead(XChaCha20Poly1305::new(key.expose().into()), nonce.into());
    let mut bytes = Vec::with_capacity(chunks.len());
    while chunks.len() > CHUNK + TAG {
        let (chunk, more) = chunks.split_at(CHUNK + TAG);
        bytes.extend(stream.decrypt_next(chunk).map_err(|_| DAMAGED)?);
        chunks = more;
    }
    bytes.extend(stream.decrypt_last(chunks).map_err(|_| DAMAGED)?);
    Ok(bytes)
}

/// How the first form was written, to have files of it in tests.
#[cfg(test)]
pub(super) fn seal(key: &Key, bytes: &[u8]) -> Vec<u8> {
    use chacha20poly1305::aead::stream::EncryptorBE32;
    let nonce = [5; NONCE];
    let mut stream = EncryptorBE32::from_aead(XChaCha20Poly1305::new(key.expose().into()), (&nonce).into());
    let mut sealed = [&MAGIC[..], &nonce].concat();
    let mut chunks: Vec<&[u8]> = bytes.chunks(CHUNK).collect();
    let last = chunks.pop().unwrap();
    for chunk in chunks {
        sealed.extend(stream.encrypt_next(chunk).unwrap());
    }
    sealed.extend(stream.encrypt_last(last).unwrap());
    sealed
}
