//! Who is asking.

use std::fmt;

use banthao_document::{AccountId, DeviceId};
use serde::{Deserialize, Serialize};

use super::Role;

/// The body of `POST /v1/session`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct SessionRequest {
    /// Sign-in name.
    pub username: String,
    /// Password, in the clear inside TLS; the portal keeps its Argon2id hash.
    pub password: String,
    /// The device that asks; a token is good on no other.
    pub device: DeviceId,
    /// What the person calls the device, for the list from which it can be revoked.
    pub device_name: String,
}

/// The answer: a bearer token and whose it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Session {
    /// Opaque; goes into `Authorization: Bearer …`.
    pub token: String,
    /// When it ends by the portal's clock, UTC milliseconds.
    pub expires_at_ms: i64,
    /// Whose it is.
    pub account: Account,
}

impl fmt::Debug for SessionRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionRequest").field("device", &self.device).finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("account", &self.account.id).field("expires_at_ms", &self.expires_at_ms).finish_non_exhaustive()
    }
}

/// A person as the portal knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Account {
    /// Stays when everything else changes.
    pub id: AccountId,
    /// Sign-in name.
    pub username: String,
    /// Full name in one field; Vietnamese names do not split into first and last.
    pub name: String,
    /// Where they work.
    pub unit: Unit,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// An organisational unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Unit {
    /// Stable code.
    pub code: String,
    /// Name as written today.
    pub name: String,
}

/// Someone named in an article's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Person {
    /// Who.
    pub id: AccountId,
    /// Full name at the time.
    pub name: String,
}
