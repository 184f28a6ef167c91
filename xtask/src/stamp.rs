//! Work that need not be done again while what it was made from is the same.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Remembers, in one file, the content that a piece of work was last done for.
pub struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// Of everything below `inputs`, files or folders, but for folders named `besides`. What does not exist counts as empty.
    pub fn of(file: PathBuf, inputs: &[PathBuf], besides: &[&str]) -> Result<Self> {
        let mut files = Vec::new();
        for input in inputs {
            collect(input, besides, &mut files).with_context(|| format!("cannot read {}", input.display()))?;
        }
        files.sort();
        let mut hasher = DefaultHasher::new();
        for path in files {
            path.hash(&mut hasher);
            fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?.hash(&mut hasher);
        }
        Ok(Self { file, now: format!("{:016x}", hasher.finish()) })
    }

    /// Whether the work was done for exactly this content.
    pub fn holds(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|then| then == self.now)
    }

    /// The work is done.
    pub fn keep(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, &self.now).with_context(|| format!("cannot write {}", self.file.display()))
    }
}

fn collect(path: &Path, besides: &[&str], files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if !besides.iter().any(|name| entry.file_name() == *name) {
                collect(&entry.path(), besides, files)?;
            }
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/xtask/stamp-tests").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("in/made")).unwrap();
        fs::write(folder.join("in/a.ts"), "one").unwrap();
        folder
    }

    #[test]
    fn a_stamp_holds_until_an_input_changes() {
        let folder = folder("changes");
        let stamp = || Stamp::of(folder.join("stamp"), &[folder.join("in"), folder.join("absent")], &["made"]).unwrap();
        assert!(!stamp().holds(), "nothing was done yet");
        stamp().keep().unwrap();
        assert!(stamp().holds());
        fs::write(folder.join("in/a.ts"), "two").unwrap();
        assert!(!stamp().holds(), "a changed file");
        stamp().keep().unwrap();
        fs::rename(folder.join("in/a.ts"), folder.join("in/b.ts")).unwrap();
        assert!(!stamp().holds(), "a renamed file");
    }

    #[test]
    fn what_the_work_itself_makes_does_not_count() {
        let folder = folder("made");
        let stamp = || Stamp::of(folder.join("stamp"), &[folder.join("in")], &["made"]).unwrap();
        stamp().keep().unwrap();
        fs::write(folder.join("in/made/out.js"), "built").unwrap();
        assert!(stamp().holds());
    }
}
