//! An open profile, and what it takes to open one.

use std::{path::Path, sync::Arc};

use banthao_document::{AccountId, ArticleId, DeviceId};
use banthao_portal_api::wire::Catalogue;
use banthao_protocol::{ErrorCode, KeyPlace, Lock, NetworkCosts, Sending};
use banthao_store::{AsyncDb, Db, Key, Settings, portals, settings::Setting};
use banthao_sync::Identity;
use uuid::Uuid;

use crate::{
    error::{Result, from_store},
    housekeeping::Housekeeping,
    key_check, key_rotation,
    listing::Keeper,
    passphrase,
    preview::Previews,
    profiles::{PortalLink, Profile},
    proofing::Proofing,
    recovery::Health,
    secrets::SecretStore,
    sync_loop::SyncLoop,
};

pub(crate) const LAST_ARTICLE: Setting<ArticleId> = Setting::named("last_article");
pub(crate) const SENDING: Setting<Sending> = Setting::named("sending");
/// What the person says of the network's costs.
pub(crate) const NETWORK_COSTS: Setting<NetworkCosts> = Setting::named("network_costs");
/// The portal's token, in the encrypted database, on machines without a keyring only.
pub(crate) const TOKEN: Setting<String> = Setting::named("token");

/// An open profile.
pub(crate) struct Open {
    pub profile: Uuid,
    pub device: DeviceId,
    pub key_place: KeyPlace,
    pub link: Option<PortalLink>,
    pub db: AsyncDb,
    pub sync: Arc<SyncLoop>,
    pub listing: Keeper,
    pub health: Arc<Health>,
    pub proofing: Arc<Proofing>,
    pub previews: Previews,
    /// Ends with the profile; none where a test decides when the daily work is done.
    pub _housekeeping: Option<Housekeeping>,
}

impl Open {
    pub fn account(&self) -> Option<AccountId> {
        self.link.as_ref().map(|link| link.account.id)
    }

    pub fn portal_id(&self) -> Option<Uuid> {
        self.link.as_ref().map(|link| link.portal_id)
    }

    pub fn identity(&self) -> Identity {
        Identity { account: self.account(), device: self.device }
    }

    /// What the portal lays down, as it was last received.
    pub async fn catalogue(&self) -> Result<Option<Catalogue>> {
        let Some(portal) = self.portal_id() else { return Ok(None) };
        let row = self.db.read(move |reader| portals::get(reader, portal)).await.map_err(from_store)?;
        Ok(row.and_then(|row| row.catalogue).and_then(|catalogue| serde_json::from_value(catalogue).ok()))
    }
}

/// The names of a profile's secrets in the keyring.
pub(crate) fn key_name(profile: Uuid) -> String {
    format!("key:{profile}")
}

/// See [`key_name`].
pub(crate) fn token_name(profile: Uuid) -> String {
    format!("token:{profile}")
}

/// The profile's key without asking anyone, or what has to happen first.
pub(crate) fn key_without_asking(profile: &Profile, root: &Path, secrets: &dyn SecretStore) -> Result<Key, Lock> {
    match profile.key {
        KeyPlace::Keyring => {
            let name = key_name(profile.id);
            match secrets.get(&name) {
                Err(_) => Err(Lock::KeyringUnavailable),
                Ok(Some(bytes)) => Key::from_bytes(&bytes).ok_or(Lock::KeyMissing),
                Ok(None) if was_opened(&profile.folder(root)) => Err(Lock::KeyMissing),
                Ok(None) => {
                    let key = Key::random();
                    secrets.set(&name, key.expose()).map_err(|_| Lock::KeyringUnavailable)?;
                    // Read back before anything is encrypted with it: a keyring that forgets would take the drafts along.
                    match secrets.get(&name) {
                        Ok(Some(kept)) if kept[..] == key.expose()[..] => Ok(key),
                        Ok(_) | Err(_) => Err(Lock::KeyringUnavailable),
                    }
                }
            }
        }
        KeyPlace::Passphrase if passphrase::is_set(&wrapped_key(profile, root)) => Err(Lock::Passphrase),
        KeyPlace::Passphrase => Err(Lock::NewPassphrase),
    }
}

pub(crate) fn wrapped_key(profile: &Profile, root: &Path) -> std::path::PathBuf {
    profile.folder(root).join("key.json")
}

/// Whether there is, or ever was, something in the profile that a new key would not open.
fn was_opened(folder: &Path) -> bool {
    Db::file(folder).exists() || key_check::exists(folder)
}

/// Opens the profile's database, with the key that follows `key` if a change of the key was interrupted.
pub(crate) fn open_db(
    profile: &Profile,
    root: &Path,
    key: &Key,
    max_pages: Option<u32>,
    secrets: &dyn SecretStore,
) -> Result<Arc<Db>, Lock> {
    let folder = profile.folder(root);
    if profile.folder.is_some() && !folder.exists() {
        return Err(Lock::FolderMissing { folder: folder.display().to_string() });
    }
    // A file that was there and is gone is not made anew without a word.
    if !Db::file(&folder).exists() && key_check::exists(&folder) {
        return Err(Lock::DatabaseUnreadable);
    }
    let key = key_rotation::settle(&folder, profile.id, profile.key, secrets, key.clone());
    let settings = Settings { max_pages, ..Settings::in_folder(folder.clone()) };
    let opened = Db::open(&settings, &key).map(Arc::new).map_err(|error| {
        use banthao_store::Error;
        match error {
            Error::TooNew { found, known } => Lock::DatabaseTooNew { found, known },
            Error::Unreadable | Error::Damaged(_) if key_check::fits(&folder, &key) == Some(false) => Lock::WrongKey,
            Error::Unreadable | Error::Damaged(_) => Lock::DatabaseUnreadable,
            Error::DiskFull | Error::Failing(_) | Error::NoMedium | Error::Source(_) => Lock::StorageFailed,
            Error::OldSqlite(_) | Error::Opaque | Error::Defect(_) => {
                tracing::error!(%error, "the database could not be opened");
                Lock::DatabaseUnreadable
            }
        }
    })?;
    if let Err(error) = key_check::note(&folder, &key) {
        tracing::warn!(code = ?error.code, "the key's fingerprint could not be noted");
    }
    Ok(opened)
}

/// The token of the last sign-in, wherever this profile keeps it.
pub(crate) fn token(profile: &Profile, db: &Db, secrets: &dyn SecretStore) -> Option<String> {
    match profile.key {
        KeyPlace::Keyring => secrets.get(&token_name(profile.id)).ok().flatten().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()),
        KeyPlace::Passphrase => db.read(|reader| TOKEN.get(reader)).ok().flatten(),
    }
}

/// Keeps or forgets the token.
pub(crate) fn keep_token(open: &Open, token: Option<&str>, secrets: &dyn SecretStore) -> Result<()> {
    match (open.key_place, token) {
        (KeyPlace::Keyring, Some(token)) => secrets.set(&token_name(open.profile), token.as_bytes()).map_err(no_keyring),
        (KeyPlace::Keyring, None) => secrets.remove(&token_name(open.profile)).map_err(no_keyring),
        (KeyPlace::Passphrase, Some(token)) => {
            let token = token.to_owned();
            open.db.blocking().write(move |writer| TOKEN.set(writer, &token)).map_err(from_store)
        }
        (KeyPlace::Passphrase, None) => open.db.blocking().write(|writer| TOKEN.clear(writer)).map_err(from_store),
    }
}

fn no_keyring(error: crate::secrets::SecretError) -> banthao_protocol::ApiError {
    banthao_protocol::ApiError::new(ErrorCode::StorageFailed, error.to_string())
}
