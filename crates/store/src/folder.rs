//! Folders that are still there after a power cut.

use std::{fs, path::Path};

use crate::Result;

/// Makes `folder` and what is missing above it, durably: a file is only as durable as the names on the way to it, and SQLite syncs none of
/// the folders that it did not write in itself.
///
/// # Errors
/// From the disk.
pub(crate) fn make(folder: &Path) -> Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    fs::create_dir_all(folder)?;
    for made in missing {
        sync(made.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync(folder: &Path) -> Result<()> {
    Ok(fs::File::open(folder)?.sync_all()?)
}

/// Elsewhere a folder cannot be opened as a file; NTFS and APFS keep the order of changes to names by themselves.
#[cfg(not(unix))]
fn sync(_folder: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_with_all_that_is_missing_above_it_and_may_be_there_already() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("profiles/one/media");
        make(&deep).unwrap();
        assert!(deep.is_dir());
        make(&deep).unwrap();
    }
}
