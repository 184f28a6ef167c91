//! Files that are whole or not there.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};

use crate::Result;

/// Writes a small file so that after a power cut either the old or the new one is there, and never half of one.
///
/// # Errors
/// From the disk.
pub fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let part = crate::log::beside(file, ".part");
    let mut written = File::create(&part)?;
    written.write_all(bytes)?;
    written.sync_all()?;
    drop(written);
    rename(&part, file)
}

/// Gives a finished file its name, and makes the name as durable as the file. The file's own bytes are flushed first.
///
/// # Errors
/// From the disk.
pub fn rename(part: &Path, file: &Path) -> Result<()> {
    // Opened for writing: Windows flushes nothing that was opened to be read.
    File::options().write(true).open(part)?.sync_all()?;
    fs::rename(part, file)?;
    sync_folder_of(file)
}

/// Makes the names in a file's folder durable.
///
/// # Errors
/// From the disk.
pub fn sync_folder_of(file: &Path) -> Result<()> {
    // Windows makes names durable by itself and opens no folder as a file.
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Removes a file; one that is not there is no error.
///
/// # Errors
/// From the disk.
pub fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
