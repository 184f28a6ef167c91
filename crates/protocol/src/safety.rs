//! Keys, snapshots, repair, export and moving: what keeps drafts safe, and what the person is told of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AppView, ErrorCode, KeyPlace};

/// How safe the open profile is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SafetyView {
    /// Where the key lives.
    pub key: KeyPlace,
    /// Whether a recovery code opens this profile.
    pub recovery: RecoveryCodeState,
    /// Whether the person is to be reminded to make a recovery code.
    pub remind: bool,
    /// Snapshots, the newest first.
    pub snapshots: Vec<SnapshotView>,
    /// How many snapshots are kept.
    pub kept: u32,
    /// Why the last snapshot did not succeed, and when that was; none when it did.
    pub backup_trouble: Option<BackupTroubleView>,
    /// The profile's folder.
    pub folder: String,
    /// Bytes of all its files.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Where the profile lay before it was moved, as long as the old copy is there.
    pub moved_from: Option<String>,
    /// A folder to suggest when something is to be saved outside the profile.
    pub documents: String,
}

/// Whether a recovery code opens the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "recovery", rename_all = "snake_case")]
pub enum RecoveryCodeState {
    /// None was ever made, or the key was changed since.
    None,
    /// One was shown and nobody has shown yet that they wrote it down.
    Unconfirmed,
    /// One was written down: two of its groups were typed back.
    Confirmed {
        /// When it was made.
        #[ts(type = "number")]
        made_ms: i64,
    },
}

/// A snapshot of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnapshotView {
    /// When it was taken; also its name.
    #[ts(type = "number")]
    pub taken_ms: i64,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Articles in it, when it was read through after it was taken.
    pub articles: Option<u32>,
}

/// A snapshot that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupTroubleView {
    /// Why.
    pub code: ErrorCode,
    /// When.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// A recovery code, shown this once and kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryCodeView {
    /// Eight groups of four.
    pub groups: Vec<String>,
    /// Positions of the two groups, from 0, that are to be typed back.
    pub ask: Vec<u32>,
}

/// A recovery code as somebody typed it, in any case and with any spaces.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryCodeRequest {
    /// The code.
    pub code: String,
}

/// Two groups of the code that was shown last.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryConfirmRequest {
    /// The groups that were asked for, in that order.
    pub groups: Vec<String>,
}

/// What trying a recovery code came to. Nothing was opened or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryTestView {
    /// Whether it opens this profile.
    pub opens: bool,
}

/// A way in when the keyring has lost the key or the passphrase is forgotten.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoverRequest {
    /// The recovery code.
    pub code: String,
    /// A passphrase for from now on, on a machine whose keyring does not take the key.
    #[serde(default)]
    pub new_passphrase: Option<String>,
}

/// A new key for the profile.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyRotateRequest {
    /// The profile's passphrase, where that is what opens it.
    #[serde(default)]
    pub passphrase: Option<String>,
}

/// One snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnapshotRequest {
    /// From [`SnapshotView::taken_ms`].
    #[ts(type = "number")]
    pub taken_ms: i64,
}

/// What a restore would replace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RestorePreview {
    /// Articles in the snapshot, read through just now.
    pub articles: u32,
    /// Articles of now whose text is another in the snapshot.
    pub changed: u32,
    /// Articles of now that are not in the snapshot.
    pub missing: u32,
}

/// How many snapshots are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupsKeptRequest {
    /// From 1 to 60.
    pub kept: u32,
}

/// What is wrong with a database that does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RepairView {
    /// What was found.
    pub found: Ailment,
    /// Whether the key at hand is the one of this profile; none when that cannot be known.
    pub key_fits: Option<bool>,
    /// Bytes of the file.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Damaged pages of 4 KiB, when they could be counted.
    pub damaged_pages: Option<u32>,
    /// Articles that can still be read from the file.
    pub readable: u32,
    /// Snapshots that could be read through just now, the newest first.
    pub snapshots: Vec<SnapshotView>,
    /// A folder to suggest for a rescue.
    pub documents: String,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ailment {
    /// There is no file, though there was one.
    FileMissing,
    /// The beginning of the file is damaged, and with it the way to everything else.
    Start,
    /// Some pages are damaged.
    Pages,
    /// The log of the last changes is missing.
    LogMissing,
    /// In the place of the log lies something else.
    LogForeign,
    /// Nothing was found this time.
    Nothing,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum RepairRequest {
    /// A snapshot, and whatever newer can be read of the damaged file.
    Snapshot {
        /// Which.
        #[ts(type = "number")]
        taken_ms: i64,
    },
    /// Only what can be read of the damaged file.
    Readable,
    /// An empty database. The damaged file is kept.
    StartNew,
}

/// What a repair came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RepairReport {
    /// When the snapshot that was used was taken.
    #[ts(type = "number | null")]
    pub snapshot_ms: Option<i64>,
    /// Articles that are there now.
    pub articles: u32,
    /// Of those, articles taken from the damaged file because it had them newer.
    pub rescued: u32,
    /// Whether some rows of the damaged file could not be read, so that something newer than the snapshot may be lost.
    pub is_partial: bool,
    /// Where the damaged file lies now.
    pub aside: String,
    /// Where the app stands now.
    pub app: AppView,
}

/// Plain files for people and other programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRequest {
    /// The folder in which a new folder or file is made.
    pub folder: String,
    /// Which articles.
    pub scope: ExportScope,
    /// In which form.
    pub form: ExportForm,
}

/// Which articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportScope {
    /// Those whose text the portal does not have.
    Unsent,
    /// All.
    All,
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    /// A folder.
    Folder,
    /// One ZIP file.
    Zip,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportReport {
    /// The folder or file that was made.
    pub path: String,
    /// Articles in it.
    pub articles: u32,
    /// Pictures and files in it.
    pub media: u32,
    /// Pictures and files that are not on this machine or cannot be read; their place in the text says so.
    pub media_missing: u32,
}

/// A path that the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PathRequest {
    /// The path.
    pub path: String,
}

/// What was taken in from an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// Articles that are new here.
    pub added: u32,
    /// Articles that were here with the same text.
    pub known: u32,
    /// Articles that were here with another text; the exported one is a new article beside it.
    pub copied: u32,
    /// Folders that hold no article that can be read.
    pub unreadable: u32,
}

/// A bundle for another machine.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleRequest {
    /// The folder in which the bundle is made.
    pub folder: String,
    /// A passphrase of its own; without one the recovery code opens it.
    #[serde(default)]
    pub passphrase: Option<String>,
}

/// A bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleReport {
    /// The file.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A bundle from another machine, and what opens it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleOpenRequest {
    /// The file.
    pub path: String,
    /// The recovery code or the bundle's passphrase.
    pub secret: String,
    /// A passphrase for this machine, when it has no keyring.
    #[serde(default)]
    pub new_passphrase: Option<String>,
}

/// A long piece of work on the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkView {
    /// What is being done; none when nothing is.
    pub work: Option<Work>,
    /// How far it is, in bytes or articles.
    #[ts(type = "number")]
    pub done: u64,
    /// Of how much; 0 when that is not known.
    #[ts(type = "number")]
    pub total: u64,
    /// Whether it can be stopped without harm now.
    pub may_stop: bool,
}

/// Long pieces of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A snapshot.
    Backup,
    /// A new key.
    Rotation,
    /// A restore or a repair.
    Repair,
    /// An export or import of plain files.
    Export,
    /// The profile goes to another folder.
    Move,
    /// A bundle is made or opened.
    Bundle,
}
