//! Media files, encrypted at rest and named by what they contain.
//!
//! A file is written to a temporary name, flushed, renamed and its folder flushed, before any row speaks of it: a row never points at half
//! a file. Its form: four bytes of magic, 19 random bytes, then chunks of 64 KiB each sealed with XChaCha20-Poly1305 in the STREAM
//! construction (Hoang et al., "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015), so that a chunk that is
//! changed, dropped, moved or cut off is noticed.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::PathBuf,
};

use banthao_document::BlobId;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::stream::{DecryptorBE32, EncryptorBE32},
};
use rand::{TryRngCore, rngs::OsRng};

use crate::{Error, Key, Result};

const MAGIC: &[u8; 4] = b"BTM1";
const NONCE: usize = 19;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// The media folder of a profile.
pub struct Vault {
    folder: PathBuf,
    key: Key,
}

impl Vault {
    pub(crate) fn open(folder: PathBuf, key: &Key) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, key: key.derive("banthao media files v1") })
    }

    /// Keeps `bytes` and returns their name. Keeping what is kept already writes nothing.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::Failing`]; a file that could not be finished is not left behind under its name.
    pub fn keep(&self, bytes: &[u8]) -> Result<BlobId> {
        let blob = BlobId::of(bytes);
        let path = self.path(blob);
        if path.exists() {
            return Ok(blob);
        }
        let folder = path.parent().unwrap_or(&self.folder).to_owned();
        fs::create_dir_all(&folder)?;
        let temporary = path.with_extension("part");
        let written = self.seal(bytes, &temporary).and_then(|()| Ok(fs::rename(&temporary, &path)?));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written?;
        File::open(&folder)?.sync_all()?;
        Ok(blob)
    }

    /// The bytes of a medium, checked against their name.
    ///
    /// # Errors
    /// [`Error::NoMedium`] when it is not here, [`Error::Damaged`] when it is not what it was.
    pub fn get(&self, blob: BlobId) -> Result<Vec<u8>> {
        let mut sealed = Vec::new();
        match File::open(self.path(blob)) {
            Ok(mut file) => file.read_to_end(&mut sealed)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoMedium),
            Err(error) => return Err(error.into()),
        };
        let bytes = self.unseal(&sealed)?;
        if BlobId::of(&bytes) == blob { Ok(bytes) } else { Err(Error::Damaged("medium")) }
    }

    fn path(&self, blob: BlobId) -> PathBuf {
        let name = blob.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    fn seal(&self, bytes: &[u8], path: &std::path::Path) -> Result<()> {
        let mut nonce = [0; NONCE];
        OsRng.try_fill_bytes(&mut nonce).map_err(|_| Error::Failing("no random bytes".to_owned()))?;
        let mut stream = EncryptorBE32::from_aead(XChaCha20Poly1305::new(self.key.expose().into()), (&nonce).into());
        let mut file = File::create(path)?;
        file.write_all(MAGIC)?;
        file.write_all(&nonce)?;
        let mut chunks = bytes.chunks(CHUNK).peekable();
        while let Some(chunk) = chunks.next() {
            if chunks.peek().is_none() {
                file.write_all(&stream.encrypt_last(chunk).map_err(|_| Error::Damaged("chunk"))?)?;
                break;
            }
            file.write_all(&stream.encrypt_next(chunk).map_err(|_| Error::Damaged("chunk"))?)?;
        }
        file.sync_all()?;
        Ok(())
    }

    fn unseal(&self, sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = Error::Damaged("medium");
        let Some(rest) = sealed.strip_prefix(MAGIC) else { return Err(damaged) };
        let Some((nonce, mut chunks)) = rest.split_at_checked(NONCE) else { return Err(damaged) };
        let mut stream = DecryptorBE32::from_aead(XChaCha20Poly1305::new(self.key.expose().into()), nonce.into());
        let mut bytes = Vec::with_capacity(chunks.len());
        while chunks.len() > CHUNK + TAG {
            let (chunk, more) = chunks.split_at(CHUNK + TAG);
            bytes.extend(stream.decrypt_next(chunk).map_err(|_| Error::Damaged("medium"))?);
            chunks = more;
        }
        bytes.extend(stream.decrypt_last(chunks).map_err(|_| damaged)?);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &std::path::Path) -> Vault {
        Vault::open(folder.to_owned(), &Key::from_bytes(&[7; 32]).unwrap()).unwrap()
    }

    #[test]
    fn a_medium_comes_back_as_it_went_in_whatever_its_length() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        for length in [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let blob = vault.keep(&bytes).unwrap();
            assert_eq!(vault.get(blob).unwrap(), bytes, "{length} bytes");
        }
    }

    #[test]
    fn nothing_of_a_medium_can_be_read_without_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let blob = vault(folder.path()).keep("bí mật của bản thảo ".repeat(100).as_bytes()).unwrap();
        let file = fs::read(vault(folder.path()).path(blob)).unwrap();
        assert!(!String::from_utf8_lossy(&file).contains("bản thảo"), "the text lies in the clear");
        let stranger = Vault::open(folder.path().to_owned(), &Key::from_bytes(&[8; 32]).unwrap()).unwrap();
        assert!(matches!(stranger.get(blob), Err(Error::Damaged(_))), "another key must open nothing");
    }

    #[test]
    fn a_file_that_was_cut_or_changed_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        let blob = vault.keep(&vec![9; 2 * CHUNK]).unwrap();
        let path = vault.path(blob);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - (CHUNK + TAG)]).unwrap();
        assert!(vault.get(blob).is_err(), "the last chunk is missing");
        let mut changed = whole;
        *changed.last_mut().unwrap() ^= 1;
        fs::write(&path, changed).unwrap();
        assert!(vault.get(blob).is_err(), "a bit was turned");
    }
}
