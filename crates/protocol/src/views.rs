//! Answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{ErrorCode, FoundView, NetworkCosts, PictureView, Sending, Shelf, TrashPlace};

/// Where the app stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppView {
    /// Whether the profile is open, and if not, why not.
    pub lock: Lock,
    /// The open profile.
    pub profile: Option<ProfileView>,
    /// All profiles of this machine.
    pub profiles: Vec<ProfileView>,
    /// How sync is going.
    pub sync: SyncView,
    /// The article that was open last, to open it again.
    pub last_article: Option<String>,
    /// What the machine owner set for sign-in, if anything: the portal's address.
    pub suggested_portal_url: String,
    /// The version of the app.
    pub version: String,
    /// The person's folder for documents: suggested when something is taken from or put outside the profile.
    pub documents: String,
}

/// What a window shows first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FirstScreenView {
    /// Where the app stands.
    pub app: AppView,
    /// What articles can be sorted into; none while the profile is closed.
    pub catalogue: Option<CatalogueView>,
    /// The article that was open last, opened again; none when there was none, when it is gone, or while the profile is closed.
    pub article: Option<ArticleView>,
}

/// Whether the profile can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "lock", rename_all = "snake_case")]
pub enum Lock {
    /// Open.
    Open {
        /// Where the key lives.
        key: KeyPlace,
    },
    /// No keyring on this machine: a passphrase must be chosen.
    NewPassphrase,
    /// No keyring on this machine: the passphrase is needed.
    Passphrase,
    /// The key is in the keyring and the keyring is locked, gone, or does not answer.
    KeyringUnavailable,
    /// The keyring answers and holds no key for this profile, whose file is there.
    KeyMissing,
    /// The file was written by a newer version of the app.
    DatabaseTooNew {
        /// The file's schema.
        found: u32,
        /// The newest schema that this build knows.
        known: u32,
    },
    /// The key at hand is not the one of this profile; the file may be quite well.
    WrongKey,
    /// The file is damaged, or the key does not fit it and nothing says which.
    DatabaseUnreadable,
    /// The folder that the profile was moved to is not there, as when its disk is not plugged in.
    FolderMissing {
        /// The folder.
        folder: String,
    },
    /// The disk refuses: full, read-only, failing.
    StorageFailed,
}

/// Where the key of the open profile lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// In the keyring of the operating system.
    Keyring,
    /// In the profile, wrapped by a passphrase (Argon2id), because there is no keyring.
    Passphrase,
}

/// A person's corner of this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// Its id.
    pub profile: String,
    /// Who is or was signed in.
    pub account: Option<AccountView>,
    /// The portal it belongs to, once signed in.
    pub portal_url: Option<String>,
    /// Whether there is a token that was not refused.
    pub signed_in: bool,
}

/// A person as the portal knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountView {
    /// Its id.
    pub id: String,
    /// Sign-in name.
    pub username: String,
    /// Full name.
    pub name: String,
    /// Unit's name.
    pub unit: String,
    /// What they may do.
    pub roles: Vec<RoleView>,
}

/// What someone may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleView {
    /// Writes and submits.
    Officer,
    /// Approves for the unit.
    UnitLeader,
    /// Approves for the portal.
    Editor,
}

/// How sync is going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncView {
    /// What the last contact said.
    pub connection: Connection,
    /// Since when `connection` is what it is.
    #[ts(type = "number")]
    pub since_ms: i64,
    /// Whether the app may send.
    pub sending: Sending,
    /// Articles and acts that wait to be sent.
    pub waiting: u32,
    /// What is being sent right now.
    pub progress: Option<ProgressView>,
    /// Device clock minus portal clock at the last contact, when it is more than two minutes.
    #[ts(type = "number | null")]
    pub clock_skew_ms: Option<i64>,
    /// What the person says of the network's costs.
    pub costs: NetworkCosts,
    /// Whether it costs money, as the person or the system says: texts go, media wait.
    pub metered: bool,
    /// Bytes of media that wait for a network that costs nothing.
    #[ts(type = "number")]
    pub held_media_bytes: u64,
    /// Acts and texts of which it is not known whether they arrived.
    pub in_doubt: u32,
    /// Articles that the portal deleted, so many at once that a person has to say whether that was meant.
    pub withheld_deletions: u32,
}

/// What the last contact with the portal said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// Nobody is signed in, so nobody was asked.
    NoPortal,
    /// Not asked yet.
    Unknown,
    /// The portal answers.
    Online,
    /// No connection.
    Offline,
    /// Connected, and the portal does not answer or fails.
    PortalFailing,
    /// A sign-in page or proxy answers in its place.
    Captive,
    /// Its certificate is refused.
    Untrusted,
    /// The session has ended.
    AuthRequired,
    /// It speaks another protocol.
    Incompatible,
}

/// Bytes on their way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgressView {
    /// Things being sent in this turn.
    pub items: u32,
    /// Bytes that the portal confirmed in this turn.
    #[ts(type = "number")]
    pub bytes_done: u64,
    /// Bytes of this turn in all.
    #[ts(type = "number")]
    pub bytes_total: u64,
}

/// Sections, kinds and levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueView {
    /// Chuyên mục in the portal's order; empty before the first contact.
    pub sections: Vec<ChoiceView>,
    /// Thể loại.
    pub kinds: Vec<ChoiceView>,
    /// What an article waits for at each level, lowest first.
    pub levels: Vec<String>,
}

/// A code and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChoiceView {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub name: String,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleListView {
    /// A page, in the order that was asked for.
    pub rows: Vec<ArticleRow>,
    /// How many articles answer the query in this list.
    pub total: u32,
    /// How many rows were left out before the first.
    pub offset: u32,
    /// How many articles each list holds, without the query.
    pub counts: Vec<ShelfCount>,
}

/// How many articles a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShelfCount {
    /// The list.
    pub shelf: Shelf,
    /// Its articles.
    pub count: u32,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleRow {
    /// Its id.
    pub article: String,
    /// Tiêu đề; may be empty.
    pub title: String,
    /// Name of its kind.
    pub kind: String,
    /// Name of its section.
    pub section: Option<String>,
    /// Its author's name, when it is someone else's.
    pub owner: Option<String>,
    /// When it last changed.
    #[ts(type = "number")]
    pub changed_ms: i64,
    /// That it is in the trash, if it is.
    pub trash: Option<TrashPlace>,
    /// Where it is.
    pub status: Status,
    /// A picture is in its text.
    pub has_image: bool,
    /// A file is beside it.
    pub has_file: bool,
    /// Where the query was found in it.
    pub found: Option<FoundView>,
}

/// Where an article is. Never a step ahead of the facts; derived from what is stored, never stored itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// Ở máy này: nothing of the present text has been confirmed by the portal.
    OnDevice,
    /// Đang gửi: text on its way, or received with media still to come.
    Sending {
        /// Media that the portal has confirmed.
        media_done: u32,
        /// Media of the article.
        media_total: u32,
    },
    /// Cổng đã nhận: text and all media, confirmed by reading back.
    Received {
        /// By the portal's clock.
        #[ts(type = "number")]
        at_ms: i64,
    },
    /// Asked to be submitted, not yet confirmed by the portal.
    SubmitQueued,
    /// Waiting at a level.
    InReview {
        /// What it waits for: “Chờ đơn vị duyệt”.
        waiting: String,
        /// The device's person may decide.
        yours: bool,
    },
    /// A decision of this device that the portal has not confirmed.
    DecisionQueued {
        /// Which.
        decision: Decision,
    },
    /// Given back.
    Returned {
        /// Who gave it back.
        by: String,
        /// Why.
        reason: String,
        /// When, by the portal's clock.
        #[ts(type = "number")]
        at_ms: i64,
    },
    /// Public.
    Published {
        /// Its address.
        url: String,
        /// When, by the portal's clock.
        #[ts(type = "number")]
        at_ms: i64,
    },
    /// Both this machine and the portal changed it: a person must choose.
    NeedsChoice,
    /// The portal refuses it; see the outbox.
    Refused {
        /// Why, as the UI can say it.
        trouble: TroubleView,
    },
}

/// A reviewer's act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Duyệt.
    Approve,
    /// Trả lại.
    SendBack,
    /// Rút lại.
    Recall,
}

/// Why something waits or was refused, in the form that the UI makes a sentence of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TroubleView {
    /// Why.
    pub code: ErrorCode,
    /// What the sentence needs.
    pub params: BTreeMap<String, String>,
}

/// One article, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleView {
    /// Its id.
    pub article: String,
    /// What it says.
    pub content: ArticleContentView,
    /// The SHA-256 that a decision about this content binds to.
    pub content_hash: String,
    /// Where it is.
    pub status: Status,
    /// What the person may do now.
    pub may: Vec<May>,
    /// Author's name, when it is someone else's.
    pub owner: Option<String>,
    /// When it was last saved on this machine.
    #[ts(type = "number")]
    pub saved_ms: i64,
    /// Where the caret stood.
    #[ts(type = "unknown")]
    pub caret: Value,
    /// What happened to it on the portal, oldest first.
    pub history: Vec<HistoryLine>,
    /// The portal's text, when a choice is needed.
    pub theirs: Option<TheirsView>,
    /// Its public address, when any revision of it is public.
    pub public_url: Option<String>,
    /// That it is in the trash, if it is.
    pub trash: Option<TrashPlace>,
}

/// What the person may do with an article now; what is not listed is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum May {
    /// Change the text.
    Edit,
    /// Gửi duyệt.
    Submit,
    /// Rút lại.
    Recall,
    /// Duyệt.
    Approve,
    /// Trả lại.
    SendBack,
    /// Choose between two texts.
    Choose,
    /// Cho vào thùng rác.
    Trash,
    /// Lấy lại khỏi thùng rác, hoặc xóa hẳn.
    TakeBack,
}

/// The portal's text beside one's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TheirsView {
    /// What it says.
    pub content: ArticleContentView,
    /// Who wrote it, when known.
    pub by: Option<String>,
    /// When the portal received it, by its clock.
    #[ts(type = "number")]
    pub at_ms: i64,
}

/// One line of an article's history on the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryLine {
    /// When, by the portal's clock.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Who.
    pub by: String,
    /// What.
    pub what: HistoryKind,
    /// What it waited for at that level, where that matters.
    pub level: Option<String>,
    /// Why, where someone said so.
    pub reason: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HistoryKind {
    /// First received.
    Created,
    /// Sent for approval.
    Submitted,
    /// Taken back.
    Recalled,
    /// Changed while it waited, so the submission is void.
    Voided,
    /// Approved at a level.
    Approved,
    /// Given back.
    SentBack,
    /// Made public.
    Published,
    /// Something that a newer portal knows.
    Other,
}

/// What an article says, as the editor holds it. The same JSON as the stored content; unknown fields ride along in `rest`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleContentView {
    /// Version of the form.
    pub schema: u32,
    /// Thể loại, a code.
    pub kind: String,
    /// BCP 47.
    pub language: String,
    /// Tiêu đề.
    pub title: String,
    /// Tít phụ.
    pub kicker: String,
    /// Sapo.
    pub sapo: String,
    /// Chuyên mục, a code.
    pub section: Option<String>,
    /// Tác giả, bút danh.
    pub byline: String,
    /// Nguồn.
    pub source: String,
    /// The `doc` node.
    #[ts(type = "unknown")]
    pub body: Value,
    /// Files beside the text.
    pub attachments: Vec<AttachmentView>,
    /// What is known of its pictures, by their digests.
    #[serde(default)]
    pub pictures: BTreeMap<String, PictureView>,
    /// Fields of newer builds; hand them back untouched.
    #[ts(type = "unknown")]
    #[serde(default)]
    pub rest: Value,
}

/// A file beside the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttachmentView {
    /// SHA-256 of its bytes.
    pub blob: String,
    /// The link's text.
    pub title: String,
    /// The name it is downloaded under.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Fields of newer builds; hand them back untouched.
    #[ts(type = "unknown")]
    #[serde(default)]
    pub rest: Value,
}

/// A save that is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleSaved {
    /// When, by this machine's clock.
    #[ts(type = "number")]
    pub saved_ms: i64,
    /// What a decision about this content would bind to.
    pub content_hash: String,
    /// Whether the stored text is in other letters than the one that was sent (NFC, invisible characters): steps of the editor do not fit it.
    pub rewritten: bool,
    /// Where the article is now.
    pub status: Status,
}

/// What stands between an article and its submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckView {
    /// Each must be mended first; empty means that it can go.
    pub blockers: Vec<Blocker>,
}

/// One thing to mend before submitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Blocker {
    /// No title.
    Title,
    /// No sapo.
    Sapo,
    /// No section.
    Section,
    /// No text.
    Body,
    /// A picture without alt text that is not marked decorative.
    ImageAlt,
    /// A picture without a credit.
    ImageCredit,
    /// Two versions of something stand beside each other and nobody has decided.
    Decision,
    /// A place of the template that it began with is still to be written.
    Unwritten,
    /// Nobody is signed in.
    SignIn,
}

/// A medium that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MediaView {
    /// SHA-256 of what will be sent: for a picture the clean web version, for another file the file.
    pub blob: String,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// File name without a path.
    pub file_name: String,
    /// Pixels, for a picture.
    pub width: Option<u32>,
    /// Pixels, for a picture.
    pub height: Option<u32>,
    /// What was done to it, so that the officer knows.
    pub notes: Vec<MediaNote>,
}

/// A file that the person chose or dropped. Where it lies is not told to the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChosenFile {
    /// Names it when it is taken in, once.
    pub ticket: String,
    /// Its name, without a path.
    pub name: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// Files that were dropped on the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DroppedFiles {
    /// The files.
    pub files: Vec<ChosenFile>,
    /// Where in the window, in its own pixels.
    pub x: f64,
    /// See `x`.
    pub y: f64,
}

/// What was done to a medium on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaNote {
    /// A place (GPS) was recorded in it; it stays on this machine.
    LocationRemoved,
    /// Camera data was recorded in it; it stays on this machine.
    MetadataRemoved,
    /// Made smaller for the web; the original stays on this machine.
    Resized,
    /// Turned upright as the camera said.
    Rotated,
}

/// The media that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MediaListView {
    /// Pictures in reading order and then the attached files, each once.
    pub media: Vec<MediaPlaceView>,
}

/// Where a medium is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MediaPlaceView {
    /// Its digest.
    pub blob: String,
    /// Where it is.
    pub place: MediaPlace,
}

/// Where a medium is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaPlace {
    /// On this machine.
    Here,
    /// With the portal or on another machine: it is fetched when it is looked at.
    Elsewhere,
    /// It was on this machine only and its file is gone: it has to be put in again.
    Missing,
    /// It is on this machine only and its file is not what it was: it has to be put in again.
    Damaged,
}
