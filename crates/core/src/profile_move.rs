//! A profile on its way to another folder of this machine.
//!
//! The copy is made while the profile is closed, and read back against what was read from the original. Only then does the index point to it,
//! in one step; until that step the old folder is the profile, from then on the new one is. The old one is not touched until the person says
//! that it may go.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use banthao_protocol::{ApiError, ErrorCode, Work};
use banthao_store::durable;
use sha2::{Digest, Sha256};

use crate::{
    App,
    error::{Result, from_store},
    export::{disk, usable},
    safety::{blocking, files_below},
    work::Progress,
};

/// Bytes read at once.
const CHUNK: usize = 1 << 20;

impl App {
    /// Goes on in a folder of the profile's own inside `target`.
    pub(crate) async fn move_profile(&self, target: PathBuf) -> Result<()> {
        let mut profiles = self.inner.profiles.lock().await;
        let open = self.open()?;
        let Some(profile) = profiles.get(open.profile).cloned() else {
            return Err(ApiError::new(ErrorCode::Internal, "the open profile is not in the index"));
        };
        if profile.moved_from.is_some() {
            return Err(ApiError::new(ErrorCode::WrongState, "an earlier move waits to be finished"));
        }
        let root = self.inner.config.folder.clone();
        let old = profile.folder(&root);
        let new = usable(&target, &old)?.join(format!("banthao-{}", profile.id));
        if new.exists() {
            return Err(ApiError::new(ErrorCode::FolderUnusable, "the folder holds a profile of this name already"));
        }
        let progress = self.begins(Work::Move)?;
        open.sync.stop();
        let (db, from, to) = (open.db.blocking().clone(), old.clone(), new.clone());
        let key = db.key().clone();
        let copied = blocking(move || {
            db.close().map_err(from_store)?;
            copy(&from, &to, &progress)
        });
        let copied = copied.await;
        let mut moved = profile.clone();
        if copied.is_ok() {
            moved.folder = Some(new.clone());
            moved.moved_from = Some(old);
        }
        let mut opened = self.open_profile(&moved, key.clone()).await?;
        let mut done = copied;
        if done.is_ok() {
            if opened.is_ok() {
                profiles.put(moved);
                done = profiles.save(&root);
            } else {
                done = Err(ApiError::new(ErrorCode::CopyDamaged, "the copy does not open"));
            }
            if done.is_err() {
                // The index still points to the old folder, so that is where writing goes on.
                if let Ok(open) = &opened {
                    let _ = open.db.blocking().close();
                }
                profiles.put(profile.clone());
                opened = self.open_profile(&profile, key).await?;
                let _ = fs::remove_dir_all(&new);
            }
        }
        self.take_seat(opened).await;
        drop(profiles);
        self.safety_changed();
        done
    }

    /// Removes what a move left behind.
    pub(crate) async fn finish_move(&self) -> Result<()> {
        let mut profiles = self.inner.profiles.lock().await;
        let open = self.open()?;
        let Some(mut profile) = profiles.get(open.profile).cloned() else {
            return Err(ApiError::new(ErrorCode::Internal, "the open profile is not in the index"));
        };
        let Some(old) = profile.moved_from.take() else { return Ok(()) };
        let here = profile.folder(&self.inner.config.folder);
        if here == old || here.starts_with(&old) {
            return Err(ApiError::new(ErrorCode::WrongState, "the profile lies there itself"));
        }
        blocking(move || match fs::remove_dir_all(&old) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(disk(error)),
            Ok(()) | Err(_) => Ok(()),
        })
        .await?;
        profiles.put(profile);
        profiles.save(&self.inner.config.folder)?;
        drop(profiles);
        self.safety_changed();
        Ok(())
    }
}

/// Copies every file of a closed profile and reads the copies back. The folder gets its name when all of it is there.
fn copy(from: &Path, to: &Path, progress: &Progress) -> Result<()> {
    let files = files_below(from).map_err(from_store)?;
    progress.expects(files.iter().map(|(_, bytes)| bytes * 2).sum());
    let part = to.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part).map_err(disk)?;
    }
    let copied = files.iter().try_for_each(|(name, _)| {
        let written = copy_file(&from.join(name), &part.join(name), progress)?;
        let read = digest(&part.join(name), progress)?;
        if written == read { Ok(()) } else { Err(ApiError::new(ErrorCode::CopyDamaged, "a file does not read back as it was written")) }
    });
    let named = copied.and_then(|()| {
        progress.is_past_stopping();
        fs::rename(&part, to).map_err(disk)?;
        durable::sync_folder_of(to).map_err(from_store)
    });
    if named.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    named
}

fn copy_file(from: &Path, to: &Path, progress: &Progress) -> Result<[u8; 32]> {
    fs::create_dir_all(to.parent().unwrap_or(Path::new("."))).map_err(disk)?;
    let mut copy = File::create(to).map_err(disk)?;
    let digest = through(&mut File::open(from).map_err(disk)?, |bytes| copy.write_all(bytes), progress)?;
    copy.sync_all().map_err(disk)?;
    Ok(digest)
}

fn digest(file: &Path, progress: &Progress) -> Result<[u8; 32]> {
    through(&mut File::open(file).map_err(disk)?, |_| Ok(()), progress)
}

/// Passes all bytes on and returns their SHA-256.
pub(crate) fn through(from: &mut dyn Read, mut to: impl FnMut(&[u8]) -> std::io::Result<()>, progress: &Progress) -> Result<[u8; 32]> {
    let (mut digest, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        let length = from.read(&mut chunk).map_err(disk)?;
        if length == 0 {
            return Ok(digest.finalize().into());
        }
        digest.update(&chunk[..length]);
        to(&chunk[..length]).map_err(disk)?;
        progress.did(length as u64)?;
    }
}
