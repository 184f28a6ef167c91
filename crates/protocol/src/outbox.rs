//! What waits to be sent, and what the portal deleted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::TroubleView;

/// What waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxView {
    /// In the order in which it will be sent.
    pub entries: Vec<OutboxEntryView>,
    /// Bytes still to be sent.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Of these, those of pictures and files.
    #[ts(type = "number")]
    pub media_bytes: u64,
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxEntryView {
    /// Names it to `outbox_retry` and `outbox_discard`.
    pub entry: String,
    /// The article.
    pub article: String,
    /// Its title; may be empty.
    pub title: String,
    /// What will be done.
    pub what: OutboxAct,
    /// How far it is.
    pub state: OutboxState,
    /// What it waits for.
    pub waits_for: WaitsFor,
    /// Since when it waits, UTC milliseconds of this machine.
    #[ts(type = "number")]
    pub since_ms: i64,
    /// Why it was refused.
    pub trouble: Option<TroubleView>,
    /// Its files, of pictures and files that are to be sent.
    pub files: Vec<OutboxFileView>,
    /// Bytes still to be sent for it.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What the person may do about it.
    pub may: Vec<OutboxMay>,
}

/// What will be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxAct {
    /// Text to the portal.
    Text,
    /// Pictures and files to the portal.
    Media,
    /// Gửi duyệt.
    Submit,
    /// Rút lại.
    Recall,
    /// Duyệt.
    Approve,
    /// Trả lại.
    SendBack,
    /// Xóa, on the portal too.
    Delete,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// Its turn has not come.
    Waiting,
    /// On its way.
    Sending,
    /// Sent, and no answer came: the portal will be asked.
    InDoubt,
    /// The portal has answered; it is being read back.
    Acknowledged,
    /// Refused for good.
    Refused,
    /// Waits for a person's choice.
    NeedsChoice,
}

/// What an entry waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// Its turn, which comes within seconds.
    Turn,
    /// A sign-in at a portal, the first or a new one.
    SignIn,
    /// A network.
    Network,
    /// A person who passes the page that answers in the portal's place.
    Captive,
    /// The portal, which fails or does not answer.
    Portal,
    /// Someone who mends the portal's certificate or address.
    Trust,
    /// A newer version of the app or of the portal.
    Version,
    /// The end of the pause.
    Resumption,
    /// A network that costs nothing.
    FreeNetwork,
    /// The text of its article.
    Text,
    /// The pictures and files of its article.
    Media,
    /// What was asked about its article before.
    Earlier,
    /// The answer to what was sent: it may have arrived.
    Answer,
    /// The portal's history, in which it is to be seen.
    Reading,
    /// A person, because the portal refused it.
    Mending,
    /// A person, because both sides changed the text.
    Choice,
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxFileView {
    /// Names it.
    pub blob: String,
    /// The name it came under; may be empty.
    pub file_name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes of it that the portal has.
    #[ts(type = "number")]
    pub done: u64,
    /// Whether it is the one on its way.
    pub is_sending: bool,
    /// Whether a person said to send it although the network costs money.
    pub is_urged: bool,
    /// Why the portal refused it.
    pub trouble: Option<TroubleView>,
}

/// What the help desk is told: no title, no text, no name of a person, no token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxReportView {
    /// Lines of text.
    pub text: String,
}

/// Articles that the portal deleted, many at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeletionsView {
    /// Each that is on the lists here.
    pub articles: Vec<DeletedThereView>,
}

/// An article that the portal deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeletedThereView {
    /// Which.
    pub article: String,
    /// Its title; may be empty.
    pub title: String,
    /// Who deleted it.
    pub by: String,
    /// When, by the portal's clock.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// What the person may do about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxMay {
    /// Try now.
    Retry,
    /// Give it up. Of a text, what was written stays in the history, or, where the portal never had the article, in the trash.
    Discard,
    /// Send it although the network costs money.
    SendAnyway,
    /// Open the article to mend or choose.
    Open,
}
