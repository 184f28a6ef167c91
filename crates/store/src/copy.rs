//! The file as it was before a migration, kept beside it: a migration gone wrong must not be the end of a draft.

use std::{fs, path::Path};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use crate::{Error, Result, connection::Access};

/// Writes all of `connection`, which has schema `version`, into a file of that name, whatever was in it.
///
/// In one durable transaction of the copy, since half a copy would be trusted when it is needed. What an interrupted start left of one is
/// undone by the copy's own journal and written over. An old copy that was damaged since is moved aside.
///
/// # Errors
/// [`Error::DiskFull`] and [`Error::Failing`]; `connection` is not touched by it.
pub(crate) fn keep(connection: &Connection, access: &Access, version: u32) -> Result<()> {
    let path = access.file.with_extension(format!("v{version:04}.db"));
    match write(connection, access, &path) {
        Err(Error::Unreadable) => {
            // When it cannot be moved, writing it fails again, and that is what is told.
            let _ = fs::rename(&path, path.with_extension("damaged"));
            write(connection, access, &path).map_err(|error| match error {
                // Of the copy, not of the profile: the key fits.
                Error::Unreadable => Error::Failing("an old copy of the profile is damaged and in the way".to_owned()),
                other => other,
            })
        }
        other => other,
    }
}

fn write(connection: &Connection, access: &Access, path: &Path) -> Result<()> {
    let mut copy = access.unlock(path)?;
    // EXTRA, not FULL: a file without a WAL has committed when its journal is gone, and FULL leaves that to chance.
    copy.pragma_update(None, "synchronous", "extra")?;
    #[cfg(feature = "planted-bugs")]
    if access.settings.planted == Some(crate::Planted::CopiesLoosely) {
        crate::Planted::NeverSyncs.spoil(&copy)?;
    }
    match Backup::new(connection, &mut copy)?.step(-1)? {
        StepResult::Done => Ok(()),
        // Nobody else has the profile open while it is opened; were it so, a migration is not to begin.
        _ => Err(Error::Failing("the copy before the migration could not be finished".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use banthao_faultfs::{FaultFs, Image, Replay, Survival};
    use rusqlite::named_params;

    use super::*;
    use crate::{Key, Settings, connection::Purpose};

    const ROWS: u32 = 200;

    fn access(fs: &FaultFs) -> Access {
        let settings = Settings { vfs: Some(fs.name()), ..Settings::in_folder("/profile") };
        Access { file: "/profile/banthao.db".into(), settings, key: Key::from_bytes(&[7; 32]).unwrap() }
    }

    fn drafts(fs: &FaultFs) -> Connection {
        let connection = access(fs).connect(Purpose::Write).unwrap();
        connection.execute_batch("CREATE TABLE IF NOT EXISTS drafts (text TEXT NOT NULL) STRICT").unwrap();
        for n in 0..ROWS {
            connection.execute("INSERT INTO drafts VALUES (:text)", named_params! {":text": format!("Câu {n}. ").repeat(20)}).unwrap();
        }
        connection
    }

    /// How many drafts are in the copy; none when there is no copy.
    fn copied(fs: &FaultFs) -> Option<u32> {
        let access = access(fs);
        let copy = access.unlock(&access.file.with_extension("v0001.db")).unwrap();
        let verdict: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(verdict, "ok");
        let there: bool = copy.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0)).unwrap();
        there.then(|| copy.query_row("SELECT count(*) FROM drafts", [], |row| row.get(0)).unwrap())
    }

    /// Copies, with the power cut at every point of it; tells in how many of the disks the finished copy was not there.
    fn lost(prepare: impl Fn(&mut Access)) -> u32 {
        let (fs, other) = (FaultFs::register(), FaultFs::register());
        let connection = drafts(&fs);
        let mut access = access(&fs);
        prepare(&mut access);
        fs.records();
        keep(&connection, &access, 1).unwrap();
        let recording = fs.recording();
        let mut replay = Replay::new(&recording);
        loop {
            let finished = replay.step().is_none();
            let mut lost = 0;
            for seed in 0..6 {
                other.boot(&replay.cut(Survival::seeded(seed), seed).0);
                let copied = copied(&other);
                assert!(copied.is_none_or(|rows| rows == ROWS), "half a copy: {copied:?}");
                lost += u32::from(finished && copied.is_none());
                other.boot(&Image::default());
            }
            if finished {
                return lost;
            }
        }
    }

    #[test]
    fn a_copy_is_whole_or_absent_at_every_moment_and_there_when_it_is_done() {
        assert_eq!(lost(|_| {}), 0);
    }

    #[test]
    #[cfg(feature = "planted-bugs")]
    fn a_copy_that_is_not_synced_is_found() {
        let found = std::panic::catch_unwind(|| lost(|access| access.settings.planted = Some(crate::Planted::CopiesLoosely)));
        assert!(found.is_err() || found.is_ok_and(|lost| lost > 0), "nobody noticed");
    }

    #[test]
    fn an_old_copy_that_was_damaged_is_moved_aside_and_not_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::in_folder(folder.path());
        let access = Access { file: folder.path().join("banthao.db"), settings, key: Key::from_bytes(&[7; 32]).unwrap() };
        let connection = access.connect(Purpose::Write).unwrap();
        connection.execute_batch("CREATE TABLE drafts (text TEXT) STRICT").unwrap();
        fs::write(folder.path().join("banthao.v0001.db"), [0x55; 8192]).unwrap();
        keep(&connection, &access, 1).unwrap();
        let copy = access.unlock(&folder.path().join("banthao.v0001.db")).unwrap();
        assert!(copy.query_row("SELECT count(*) FROM drafts", [], |row| row.get::<_, u32>(0)).is_ok());
        assert_eq!(fs::read(folder.path().join("banthao.v0001.damaged")).unwrap(), [0x55; 8192], "what is damaged is never deleted");
    }

    #[test]
    fn what_is_left_of_an_interrupted_copy_is_written_over() {
        let fs = FaultFs::register();
        let connection = drafts(&fs);
        keep(&connection, &access(&fs), 1).unwrap();
        connection.execute("DELETE FROM drafts WHERE rowid > 5", []).unwrap();
        keep(&connection, &access(&fs), 1).unwrap();
        assert_eq!(copied(&fs), Some(5));
    }
}
