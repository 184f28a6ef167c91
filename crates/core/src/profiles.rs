//! The profiles of this machine: who has one, and where its key lives. Drafts and tokens are never here.

use std::path::{Path, PathBuf};

use banthao_document::DeviceId;
use banthao_portal_api::wire::Account;
use banthao_protocol::{AccountView, ApiError, KeyPlace, ProfileView, RoleView};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error, passphrase::write_durably};

/// The index, `profiles.json` in the app's folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profiles {
    pub version: u32,
    pub current: Option<Uuid>,
    pub profiles: Vec<Profile>,
}

/// One person's corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub id: Uuid,
    pub device: DeviceId,
    pub key: KeyPlace,
    pub portal: Option<PortalLink>,
    /// Where it was moved to; none in the app's own folder.
    #[serde(default)]
    pub folder: Option<PathBuf>,
    /// Where it lay before, while the old copy is there.
    #[serde(default)]
    pub moved_from: Option<PathBuf>,
}

/// Where a profile belongs once someone signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PortalLink {
    pub portal_id: Uuid,
    pub url: String,
    pub account: Account,
    pub signed_in: bool,
}

impl Profiles {
    pub fn load(folder: &Path) -> Result<Self, ApiError> {
        let file = folder.join("profiles.json");
        match std::fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| error::from_store(banthao_store::Error::from(error))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self { version: 1, ..Self::default() }),
            Err(error) => Err(error::from_store(banthao_store::Error::from(error))),
        }
    }

    pub fn save(&self, folder: &Path) -> Result<(), ApiError> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| error::from_store(banthao_store::Error::from(error)))?;
        write_durably(&folder.join("profiles.json"), &bytes)
    }

    pub fn get(&self, id: Uuid) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }

    pub fn current(&self) -> Option<&Profile> {
        self.get(self.current?)
    }

    pub fn put(&mut self, profile: Profile) {
        match self.profiles.iter_mut().find(|known| known.id == profile.id) {
            Some(known) => *known = profile,
            None => self.profiles.push(profile),
        }
    }

    /// The profile that a sign-in belongs to: the one that this account used before, else the present one if nobody has signed in to it.
    pub fn for_sign_in(&self, portal_id: Uuid, username: &str) -> Option<&Profile> {
        let used_before = |profile: &&Profile| {
            profile.portal.as_ref().is_some_and(|link| link.portal_id == portal_id && link.account.username == username)
        };
        self.profiles.iter().find(used_before).or_else(|| self.current().filter(|profile| profile.portal.is_none()))
    }
}

impl Profile {
    pub fn folder(&self, root: &Path) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| root.join("profiles").join(self.id.to_string()))
    }

    pub fn view(&self) -> ProfileView {
        ProfileView {
            profile: self.id.to_string(),
            account: self.portal.as_ref().map(|link| account_view(&link.account)),
            portal_url: self.portal.as_ref().map(|link| link.url.clone()),
            signed_in: self.portal.as_ref().is_some_and(|link| link.signed_in),
        }
    }
}

fn account_view(account: &Account) -> AccountView {
    use banthao_portal_api::wire::Role;
    let roles = account.roles.iter().filter_map(|role| match role {
        Role::Officer => Some(RoleView::Officer),
        Role::UnitLeader => Some(RoleView::UnitLeader),
        Role::Editor => Some(RoleView::Editor),
        Role::Unknown => None,
    });
    AccountView {
        id: account.id.to_string(),
        username: account.username.clone(),
        name: account.name.clone(),
        unit: account.unit.name.clone(),
        roles: roles.collect(),
    }
}
