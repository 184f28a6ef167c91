//! What a command answers when it could not do what was asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A refusal. The UI turns `code` and `params` into a sentence in the officer's language that says what happened, what is safe and what
/// to do; `message` is English and for logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApiError {
    /// Decides what the UI does.
    pub code: ErrorCode,
    /// For logs and help desks; holds no article text, token or path.
    pub message: String,
    /// What the sentence needs: sizes, counts, names.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

impl ApiError {
    /// A refusal without parameters.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), params: BTreeMap::new() }
    }

    /// The same with one more parameter for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// Why. A variant exists because the UI says or does something of its own about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The profile is locked; see [`crate::Lock`].
    Locked,
    /// The passphrase opens nothing.
    WrongPassphrase,
    /// A new passphrase that is too short (`min`).
    WeakPassphrase,
    /// The recovery code has a slip of the pen in it: its check does not come out.
    RecoveryCodeMistyped,
    /// The recovery code is well formed and opens nothing here.
    RecoveryCodeWrong,
    /// No recovery code was made for this profile.
    RecoveryCodeNone,
    /// The groups that were typed back are not those of the code that was shown.
    RecoveryGroupsDiffer,
    /// Another long piece of work is going on.
    WorkGoesOn,
    /// The person stopped the work; nothing was changed.
    WorkStopped,
    /// The folder cannot be used: it is not there, cannot be written to, or lies inside the profile.
    FolderUnusable,
    /// The chosen file or folder is not what is asked for: no export, no bundle.
    FileForeign,
    /// The file is no Word document, or one that cannot be read.
    DocumentUnreadable,
    /// A file was damaged on the way: what was written does not read back as it was.
    CopyDamaged,
    /// The snapshot cannot be read through.
    SnapshotUnreadable,
    /// Name or password refused by the portal.
    WrongCredentials,
    /// The session has ended: sign in again.
    AuthRequired,
    /// No connection to the portal.
    PortalUnreachable,
    /// The portal took the request and gave no whole answer.
    PortalSilent,
    /// The portal answers, and fails (`status`).
    PortalFailing,
    /// Something else answers in the portal's place, such as a Wi-Fi sign-in page.
    PortalCaptive,
    /// The portal's certificate is not valid, unknown, or the machine's clock is wrong.
    PortalUntrusted,
    /// The portal speaks another protocol.
    PortalIncompatible,
    /// The portal asks for patience.
    PortalBusy,
    /// The portal refuses this for good (`problem`: the problem's type, `detail`).
    PortalRefused,
    /// Not an https address (or a loopback one).
    BadPortalAddress,
    /// The article is not in a state that allows this (`state`).
    WrongState,
    /// The text changed since it was read: read it again before deciding.
    ContentChanged,
    /// Something required is missing; see `article_check`.
    Incomplete,
    /// No such article on this machine.
    ArticleNotFound,
    /// No such revision on this machine; it may have been thinned out since it was listed.
    RevisionNotFound,
    /// The article was written by a newer version and is only shown.
    ArticleTooNew,
    /// The text breaks the schema (`reason`).
    InvalidContent,
    /// The disk is full: what was typed is only in memory until space returns.
    DiskFull,
    /// The disk or the file failed otherwise.
    StorageFailed,
    /// The bytes are no picture or file of a kind that is taken (`kind`).
    MediaUnsupported,
    /// The picture's bytes are damaged.
    MediaCorrupt,
    /// The file says one thing in its name and another in its bytes (`named`, `actual`).
    MediaMislabelled,
    /// More bytes than are taken (`bytes`, `limit`).
    MediaTooLarge,
    /// More pixels than are taken (`pixels`, `limit`).
    MediaTooManyPixels,
    /// The file is empty.
    MediaEmpty,
    /// The medium is not on this machine and the portal cannot be asked now.
    MediaNotHere,
    /// The medium's file on this machine is not what it was, and the portal has no other.
    MediaDamaged,
    /// The file could not be read to its end.
    MediaUnreadable,
    /// The request is not one that this version understands.
    BadRequest,
    /// A defect of this program.
    Internal,
}

impl ErrorCode {
    /// Every code, so that a test can ask for a sentence for each.
    pub const ALL: &[ErrorCode] = &[
        Self::Locked,
        Self::WrongPassphrase,
        Self::WeakPassphrase,
        Self::RecoveryCodeMistyped,
        Self::RecoveryCodeWrong,
        Self::RecoveryCodeNone,
        Self::RecoveryGroupsDiffer,
        Self::WorkGoesOn,
        Self::WorkStopped,
        Self::FolderUnusable,
        Self::FileForeign,
        Self::DocumentUnreadable,
        Self::CopyDamaged,
        Self::SnapshotUnreadable,
        Self::WrongCredentials,
        Self::AuthRequired,
        Self::PortalUnreachable,
        Self::PortalSilent,
        Self::PortalFailing,
        Self::PortalCaptive,
        Self::PortalUntrusted,
        Self::PortalIncompatible,
        Self::PortalBusy,
        Self::PortalRefused,
        Self::BadPortalAddress,
        Self::WrongState,
        Self::ContentChanged,
        Self::Incomplete,
        Self::ArticleNotFound,
        Self::RevisionNotFound,
        Self::ArticleTooNew,
        Self::InvalidContent,
        Self::DiskFull,
        Self::StorageFailed,
        Self::MediaUnsupported,
        Self::MediaCorrupt,
        Self::MediaMislabelled,
        Self::MediaTooLarge,
        Self::MediaTooManyPixels,
        Self::MediaEmpty,
        Self::MediaNotHere,
        Self::MediaDamaged,
        Self::MediaUnreadable,
        Self::BadRequest,
        Self::Internal,
    ];
}
