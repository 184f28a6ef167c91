//! A profile's key, wrapped by a passphrase, for machines without a keyring.

use std::{fs, io::Write, path::Path};

use argon2::{Algorithm, Argon2, Params, Version};
use banthao_protocol::{ApiError, ErrorCode};
use banthao_store::Key;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::Aead};
use rand::{TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The fewest characters of a new passphrase.
pub(crate) const MIN_LENGTH: usize = 10;

/// Argon2id with 64 MiB, 3 passes, 1 lane: above the OWASP password storage minimum, under a second on an office laptop.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// The wrapped key as it lies in the profile's folder.
#[derive(Serialize, Deserialize)]
struct Wrapped {
    version: u32,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

/// Whether a passphrase was ever set for the profile.
pub(crate) fn is_set(file: &Path) -> bool {
    file.exists()
}

/// Sets the passphrase of a new profile and returns its new key. The wrapped key is on disk before anything is encrypted with it.
pub(crate) fn create(file: &Path, passphrase: &str) -> Result<Key, ApiError> {
    let key = Key::random();
    wrap(file, passphrase, &key)?;
    Ok(key)
}

/// Puts a key under a passphrase. The file is on disk when this returns.
pub(crate) fn wrap(file: &Path, passphrase: &str, key: &Key) -> Result<(), ApiError> {
    if passphrase.chars().count() < MIN_LENGTH {
        return Err(ApiError::new(ErrorCode::WeakPassphrase, "the passphrase is too short").with("min", MIN_LENGTH));
    }
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    OsRng.try_fill_bytes(&mut salt).and_then(|()| OsRng.try_fill_bytes(&mut nonce)).map_err(|_| failed("no random bytes"))?;
    let cipher = cipher(passphrase, &salt, MEMORY_KIB, PASSES)?;
    let sealed = cipher.encrypt((&nonce).into(), &key.expose()[..]).map_err(|_| failed("the key could not be wrapped"))?;
    let wrapped = Wrapped {
        version: 1,
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        salt: hex::encode(salt),
        nonce: hex::encode(nonce),
        sealed: hex::encode(sealed),
    };
    write_durably(file, &serde_json::to_vec_pretty(&wrapped).map_err(|_| failed("the key could not be written"))?)
}

/// The key of a profile whose passphrase was set.
pub(crate) fn open(file: &Path, passphrase: &str) -> Result<Key, ApiError> {
    let damaged = || failed("the wrapped key is damaged");
    let wrapped: Wrapped = serde_json::from_slice(&fs::read(file).map_err(|_| damaged())?).map_err(|_| damaged())?;
    let (salt, nonce, sealed) = (hex::decode(&wrapped.salt), hex::decode(&wrapped.nonce), hex::decode(&wrapped.sealed));
    let (Ok(salt), Ok(nonce), Ok(sealed)) = (salt, nonce, sealed) else { return Err(damaged()) };
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| damaged())?;
    let cipher = cipher(passphrase, &salt, wrapped.memory_kib, wrapped.passes)?;
    let wrong = || ApiError::new(ErrorCode::WrongPassphrase, "the passphrase opens nothing");
    let key = Zeroizing::new(cipher.decrypt((&nonce).into(), &sealed[..]).map_err(|_| wrong())?);
    Key::from_bytes(&key).ok_or_else(damaged)
}

fn cipher(passphrase: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Result<XChaCha20Poly1305, ApiError> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| failed("the wrapped key is damaged"))?;
    let mut wrapping = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut wrapping[..])
        .map_err(|_| failed("the passphrase could not be stretched"))?;
    Ok(XChaCha20Poly1305::new((&*wrapping).into()))
}

/// Writes a small file so that either the old or the new one is there after a power cut, and never half of one.
pub(crate) fn write_durably(file: &Path, bytes: &[u8]) -> Result<(), ApiError> {
    let temporary = file.with_extension("part");
    let written = fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).and_then(|()| {
        let mut part = fs::File::create(&temporary)?;
        part.write_all(bytes)?;
        part.sync_all()?;
        fs::rename(&temporary, file)?;
        file.parent().map_or(Ok(()), |folder| fs::File::open(folder).and_then(|folder| folder.sync_all()))
    });
    written.map_err(|error| crate::error::from_store(banthao_store::Error::from(error)))
}

fn failed(what: &str) -> ApiError {
    ApiError::new(ErrorCode::StorageFailed, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_gives_the_key_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.json");
        let key = create(&file, "chuồn chuồn bay thấp").unwrap();
        assert_eq!(open(&file, "chuồn chuồn bay thấp").unwrap(), key);
        assert_eq!(open(&file, "chuồn chuồn bay cao").unwrap_err().code, ErrorCode::WrongPassphrase);
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains(&hex::encode(key.expose())), "the key must not lie in the clear");
    }

    #[test]
    fn a_short_passphrase_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.json");
        assert_eq!(create(&file, "ngắn").unwrap_err().code, ErrorCode::WeakPassphrase);
        assert!(!is_set(&file));
    }
}
