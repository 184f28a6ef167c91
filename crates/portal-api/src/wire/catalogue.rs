//! What the portal lays down as dated data: sections, kinds of article, and the levels an article passes on its way to the public.

use serde::{Deserialize, Serialize};

/// The answer to `GET /v1/catalogue`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Catalogue {
    /// Grows with every change.
    pub version: u64,
    /// Chuyên mục, in the order in which the portal shows them.
    pub sections: Vec<Section>,
    /// Thể loại.
    pub kinds: Vec<Kind>,
    /// The way to the public.
    pub workflow: Workflow,
    /// How the organisation writes; none from a portal that lays nothing down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proofing: Option<HouseStyle>,
}

/// How the organisation writes, for the checkers of its people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct HouseStyle {
    /// Names and terms that are right whatever a rule says.
    #[serde(default)]
    pub words: Vec<String>,
    /// Where the tone mark stands: `old` (hòa) or `new` (hoà); both are right when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tones: Option<String>,
}

/// Chuyên mục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Section {
    /// Stable code, part of the section page's address.
    pub code: String,
    /// Name as the reader sees it.
    pub name: String,
}

/// Thể loại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Kind {
    /// Stable code.
    pub code: String,
    /// Name as the officer sees it.
    pub name: String,
}

/// The levels of approval, lowest first. An article is published by the approval of the last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Workflow {
    /// At least one.
    pub levels: Vec<Level>,
}

/// One level of approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Level {
    /// Who may decide here.
    pub role: Role,
    /// What an article that waits here is said to wait for: “Chờ đơn vị duyệt”.
    pub waiting: String,
    /// Whether only articles of the approver's own unit come before them.
    pub own_unit: bool,
}

/// What someone may do. A role that this build does not know grants nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Cán bộ truyền thông: writes and submits.
    Officer,
    /// Lãnh đạo đơn vị: approves for the unit.
    UnitLeader,
    /// Ban Biên tập: approves for the portal.
    Editor,
    /// A role of a newer portal.
    #[serde(other)]
    Unknown,
}
