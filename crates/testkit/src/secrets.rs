//! A keyring that a test can lock, take away and empty.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use banthao_core::{SecretError, SecretStore};

/// Secrets in memory.
#[derive(Debug, Default)]
pub struct MemorySecrets(Mutex<Keyring>);

#[derive(Debug, Default)]
struct Keyring {
    is_locked: bool,
    is_absent: bool,
    secrets: BTreeMap<String, Vec<u8>>,
}

impl MemorySecrets {
    /// A machine without a keyring.
    pub fn absent() -> Self {
        Self(Mutex::new(Keyring { is_absent: true, ..Keyring::default() }))
    }

    /// It is there, and answers nothing until it is unlocked.
    pub fn locks(&self) {
        self.keyring().is_locked = true;
    }

    /// It answers again.
    pub fn unlocks(&self) {
        self.keyring().is_locked = false;
    }

    /// It answers, and has forgotten everything.
    pub fn is_wiped(&self) {
        self.keyring().secrets.clear();
    }

    /// Every key in it becomes another one, as after a restore from another machine.
    pub fn keys_are_swapped(&self) {
        for (name, secret) in &mut self.keyring().secrets {
            if name.starts_with("key:") {
                secret.iter_mut().for_each(|byte| *byte ^= 0x5a);
            }
        }
    }

    /// Every profile's key becomes this one.
    pub fn every_key_becomes(&self, key: [u8; 32]) {
        for (name, secret) in &mut self.keyring().secrets {
            if name.starts_with("key:") {
                *secret = key.to_vec();
            }
        }
    }

    /// Every secret in it, to make sure that none lies anywhere else.
    pub fn contents(&self) -> Vec<Vec<u8>> {
        self.keyring().secrets.values().cloned().collect()
    }

    fn keyring(&self) -> MutexGuard<'_, Keyring> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answering(&self) -> Result<MutexGuard<'_, Keyring>, SecretError> {
        let keyring = self.keyring();
        if keyring.is_locked || keyring.is_absent { Err(SecretError) } else { Ok(keyring) }
    }
}

impl SecretStore for MemorySecrets {
    fn exists(&self) -> bool {
        !self.keyring().is_absent
    }

    fn get(&self, name: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, SecretError> {
        Ok(self.answering()?.secrets.get(name).cloned().map(zeroize::Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        self.answering()?.secrets.insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        self.answering()?.secrets.remove(name);
        Ok(())
    }
}
