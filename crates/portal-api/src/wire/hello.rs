//! The handshake: who is there, and do we understand each other?

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The answer to `GET /v1/hello?nonce=N`. Open to anyone, and the only proof that a connection reaches *this* portal and not a hotel's
/// sign-in page: the nonce must come back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Hello {
    /// The product and version, for people who read logs.
    pub server: String,
    /// The portal's display name, such as “Cổng thông tin điện tử”.
    pub name: String,
    /// This installation of the portal; another one gets another mirror on the client.
    pub instance_id: Uuid,
    /// Changes when the portal was restored from a backup; cursors of another epoch are void.
    pub epoch: Uuid,
    /// The protocol versions it speaks.
    pub protocol: ProtocolRange,
    /// What it takes.
    pub limits: Limits,
    /// The portal's clock in UTC milliseconds, to measure the device's skew and for nothing else.
    pub server_time_ms: i64,
    /// What the client sent.
    pub nonce: String,
    /// Optional abilities by name; unknown names mean nothing.
    #[serde(default)]
    pub features: Vec<String>,
}

/// The oldest and newest protocol version spoken, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ProtocolRange {
    /// Oldest.
    pub min: u32,
    /// Newest.
    pub max: u32,
}

impl ProtocolRange {
    /// Whether `version` is spoken.
    pub fn includes(&self, version: u32) -> bool {
        (self.min..=self.max).contains(&version)
    }
}

/// What a portal takes in one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Limits {
    /// Operations in one push.
    pub max_push_operations: usize,
    /// Bytes of one push body, uncompressed.
    pub max_push_bytes: usize,
    /// Bytes of one push body as it is sent, compressed or not.
    pub max_push_wire_bytes: usize,
    /// Changes in one page of a pull.
    pub max_pull_changes: usize,
    /// Bytes of one media file.
    pub max_blob_bytes: u64,
    /// Bytes of one append to an upload at least, its last one excepted.
    pub min_append_bytes: u64,
    /// Bytes of one append to an upload at most.
    pub max_append_bytes: u64,
    /// Bytes of media that the portal keeps for one account.
    pub quota_bytes: u64,
}
