//! Whether a key is the one of a profile, asked without the database.
//!
//! From outside, a wrong key and a damaged file look the same. A fingerprint of the key beside the database tells them apart, so that nobody is
//! led to repair a file that only wants its own key.

use std::{fs, path::Path};

use banthao_store::{Key, durable};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Result, from_store},
    sealing,
};

const PURPOSE: &str = "banthao key check v1";

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    check: String,
}

/// Whether the profile was ever opened.
pub(crate) fn exists(folder: &Path) -> bool {
    path(folder).exists()
}

/// Whether `key` is the one that opened the profile last; none when that was never noted.
pub(crate) fn fits(folder: &Path, key: &Key) -> Option<bool> {
    let file: File = serde_json::from_slice(&fs::read(path(folder)).ok()?).ok()?;
    Some(file.check == sealing::fingerprint(key.expose(), PURPOSE).ok()?)
}

/// Notes the key that has just opened the profile.
pub(crate) fn note(folder: &Path, key: &Key) -> Result<()> {
    if fits(folder, key) == Some(true) {
        return Ok(());
    }
    let file = File { version: 1, check: sealing::fingerprint(key.expose(), PURPOSE)? };
    let bytes = serde_json::to_vec_pretty(&file).map_err(|error| from_store(banthao_store::Error::from(error)))?;
    durable::write(&path(folder), &bytes).map_err(from_store)
}

fn path(folder: &Path) -> std::path::PathBuf {
    folder.join("key-check.json")
}
