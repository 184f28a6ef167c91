//! A new key in the place of the old one.
//!
//! The new key is first sealed under the old one in `rotation.json`, so that whoever has the old key (from the keyring, a passphrase, or a
//! recovery code on paper) has the new one too for as long as it is not certain which of them opens the database. Then the database is
//! copied under the new key and the copy takes its name; the snapshots follow; the keeper of the key gets the new one; the code on paper, which
//! held the old one, is revoked; and last of all `rotation.json` goes, and with it the old key. [`settle`] finishes or undoes, at the next start,
//! whatever was interrupted in between.

use std::{
    fs,
    path::{Path, PathBuf},
};

use banthao_protocol::{ApiError, ErrorCode, KeyPlace};
use banthao_store::{Db, Key, backup, durable, rekey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    error::{Result, from_store},
    key_check,
    open::key_name,
    passphrase, recovery_code,
    sealing::{self, Sealed},
    secrets::SecretStore,
};

const PURPOSE: &str = "banthao key rotation v1";

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    new: Sealed,
}

/// What a rotation does, one after the other. After any of them the process may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Announce,
    Copy,
    Swap,
    Snapshots,
    Promote,
    Revoke,
    Forget,
}

impl Step {
    const ALL: [Self; 7] = [Self::Announce, Self::Copy, Self::Swap, Self::Snapshots, Self::Promote, Self::Revoke, Self::Forget];
    /// Those that are left when the database is under the new key.
    const AFTER_SWAP: [Self; 4] = [Self::Snapshots, Self::Promote, Self::Revoke, Self::Forget];
}

/// One rotation of a profile whose database nobody has open.
pub(crate) struct Rotation<'a> {
    pub folder: PathBuf,
    pub profile: Uuid,
    pub place: KeyPlace,
    pub secrets: &'a dyn SecretStore,
    pub old: Key,
    pub new: Key,
    /// Where the passphrase is what opens the profile.
    pub passphrase: Option<Zeroizing<String>>,
}

impl Rotation<'_> {
    /// Does it.
    ///
    /// # Errors
    /// Those of the disk and the keyring. [`settle`] says which key then opens the profile.
    pub fn run(&self) -> Result<()> {
        Step::ALL.into_iter().try_for_each(|step| self.take(step))
    }

    fn take(&self, step: Step) -> Result<()> {
        let database = Db::file(&self.folder);
        match step {
            Step::Announce => {
                if let Some(passphrase) = &self.passphrase {
                    passphrase::wrap(&next_wrapped(&self.folder), passphrase, &self.new)?;
                }
                let file = File { version: 1, new: sealing::seal(self.old.expose(), PURPOSE, self.new.expose())? };
                let bytes = serde_json::to_vec_pretty(&file).map_err(|error| from_store(error.into()))?;
                durable::write(&announcement(&self.folder), &bytes).map_err(from_store)
            }
            Step::Copy => rekey::copy(&database, &self.old, &copy(&self.folder), &self.new).map_err(from_store),
            Step::Swap => durable::rename(&copy(&self.folder), &database).map_err(from_store),
            Step::Snapshots => self.snapshots(),
            Step::Promote => self.promote(),
            Step::Revoke => recovery_code::revoke(&self.folder).and_then(|()| key_check::note(&self.folder, &self.new)),
            Step::Forget => durable::remove(&announcement(&self.folder)).map_err(from_store),
        }
    }

    fn snapshots(&self) -> Result<()> {
        for snapshot in backup::list(&self.folder).map_err(from_store)? {
            match rekey::exchange(&snapshot.file, &self.old, &self.new) {
                // One that neither key opens was no use before either; it stays for whoever may want to look at it.
                Ok(()) | Err(banthao_store::Error::Unreadable | banthao_store::Error::Damaged(_)) => {}
                Err(error) => return Err(from_store(error)),
            }
        }
        Ok(())
    }

    fn promote(&self) -> Result<()> {
        match self.place {
            KeyPlace::Keyring => {
                let name = key_name(self.profile);
                let failed = || ApiError::new(ErrorCode::StorageFailed, "the keyring does not keep the new key");
                self.secrets.set(&name, self.new.expose()).map_err(|_| failed())?;
                match self.secrets.get(&name) {
                    Ok(Some(kept)) if kept[..] == self.new.expose()[..] => Ok(()),
                    Ok(_) | Err(_) => Err(failed()),
                }
            }
            KeyPlace::Passphrase if next_wrapped(&self.folder).exists() => {
                durable::rename(&next_wrapped(&self.folder), &self.folder.join("key.json")).map_err(from_store)
            }
            KeyPlace::Passphrase => Ok(()),
        }
    }
}

/// The key that opens the profile now, when `key` did at some time: `key` itself, or the one that was to follow it. Finishes a rotation that was
/// cut off after the database had got its new key, undoes one that was cut off before.
pub(crate) fn settle(folder: &Path, profile: Uuid, place: KeyPlace, secrets: &dyn SecretStore, key: Key) -> Key {
    let Ok(bytes) = fs::read(announcement(folder)) else { return key };
    let database = Db::file(folder);
    let new = serde_json::from_slice(&bytes)
        .ok()
        .and_then(|file: File| sealing::unseal(key.expose(), PURPOSE, &file.new))
        .and_then(|new| Key::from_bytes(&new));
    let rotation = |old: &Key, new: &Key| Rotation {
        folder: folder.to_owned(),
        profile,
        place,
        secrets,
        old: old.clone(),
        new: new.clone(),
        passphrase: None,
    };
    let (kept, tidied) = match new {
        // The old key, and the database is still under it: it never came to the swap.
        Some(_) if rekey::opens(&database, &key) => {
            let left = [copy(folder), next_wrapped(folder), announcement(folder)];
            (key, left.iter().try_for_each(|file| durable::remove(file)).map_err(from_store))
        }
        Some(new) if rekey::opens(&database, &new) => {
            let rotation = rotation(&key, &new);
            let finished = Step::AFTER_SWAP.into_iter().try_for_each(|step| rotation.take(step));
            (new, finished)
        }
        Some(_) => (key, Ok(())),
        // What was announced was not announced to this key: it is the new one itself, and only the last steps were left.
        None if rekey::opens(&database, &key) => {
            let rotation = rotation(&key, &key);
            let finished = [Step::Revoke, Step::Forget].into_iter().try_for_each(|step| rotation.take(step));
            (key, finished)
        }
        None => (key, Ok(())),
    };
    if let Err(error) = tidied {
        tracing::warn!(code = ?error.code, "the change of the key is finished at the next start");
    }
    kept
}

fn announcement(folder: &Path) -> PathBuf {
    folder.join("rotation.json")
}

fn copy(folder: &Path) -> PathBuf {
    folder.join("banthao.db-rotated")
}

fn next_wrapped(folder: &Path) -> PathBuf {
    folder.join("key.next.json")
}

#[cfg(test)]
#[path = "key_rotation_tests.rs"]
mod tests;
