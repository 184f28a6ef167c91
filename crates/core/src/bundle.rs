//! A whole profile in one file, for another machine.
//!
//! `BANTHAO1`, the length of the header in four bytes, the header, then the files one after the other as they lie on the disk: a fresh snapshot of
//! the database and the media, each encrypted as it is. The header holds the key, sealed under the recovery code or wrapped by a passphrase, and
//! under that key the list of files with their digests and whose profile it is: who has neither code nor passphrase learns only the sizes.
//!
//! On the other machine it becomes a profile of its own with a device id of its own, for two machines must not speak to a portal as one. No
//! token travels: the person signs in there.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Component, Path, PathBuf},
};

use banthao_protocol::{ApiError, BundleOpenRequest, BundleReport, BundleRequest, ErrorCode, KeyPlace, Work};
use banthao_store::{Db, Key, backup, durable, repair};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    App,
    error::{Result, from_store},
    export::{disk, free_name, stamp, usable},
    key_check,
    open::{key_name, wrapped_key},
    passphrase,
    profile_move::through,
    profiles::{PortalLink, Profile},
    recovery_code::{self, Code},
    safety::{blocking, files_below},
    sealing::{self, Sealed},
    secrets::SecretStore,
    work::Progress,
};

const MAGIC: &[u8; 8] = b"BANTHAO1";
const PURPOSE: &str = "banthao bundle v1";
/// A header of a hundred thousand media is half of this.
const LONGEST_HEADER: u32 = 64 << 20;
const DATABASE: &str = "banthao.db";

#[derive(Serialize, Deserialize)]
struct Header {
    version: u32,
    /// `recovery.json` of the profile.
    recovery: Option<Value>,
    /// The key under a passphrase.
    passphrase: Option<Value>,
    /// [`Contents`], under the key.
    contents: Sealed,
}

#[derive(Serialize, Deserialize)]
struct Contents {
    made_ms: i64,
    portal: Option<PortalLink>,
    files: Vec<Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    /// Relative, with slashes.
    name: String,
    bytes: u64,
    sha256: String,
}

impl App {
    /// Writes the open profile into one file.
    pub(crate) async fn make_bundle(&self, request: BundleRequest) -> Result<BundleReport> {
        let open = self.open()?;
        let profile = self.inner.profiles.lock().await.get(open.profile).cloned();
        let portal = profile.and_then(|profile| profile.portal);
        let progress = self.begins(Work::Bundle)?;
        let now_ms = self.inner.config.world.clock.now_ms();
        let db = open.db.blocking().clone();
        blocking(move || make(&db, portal, &request, now_ms, &progress)).await
    }

    /// Makes a profile of this machine out of such a file, and goes on in it.
    pub(crate) async fn open_bundle(&self, request: BundleOpenRequest) -> Result<()> {
        let mut profiles = self.inner.profiles.lock().await;
        let progress = self.begins(Work::Bundle)?;
        let mut profile = self.new_profile();
        let (inner, owned) = (self.inner.clone(), profile.clone());
        let arrived = blocking(move || {
            let folder = owned.folder(&inner.config.folder);
            let arrived = arrive(&owned, &inner.config.folder, &*inner.config.secrets, &request, &progress);
            if arrived.is_err() {
                let _ = fs::remove_dir_all(&folder);
            }
            arrived
        });
        let (key, portal) = arrived.await?;
        profile.portal = portal.map(|link| PortalLink { signed_in: false, ..link });
        let opened = self.open_profile(&profile, key).await?;
        profiles.current = Some(profile.id);
        profiles.put(profile);
        profiles.save(&self.inner.config.folder)?;
        self.take_seat(opened).await;
        drop(profiles);
        self.emit(banthao_protocol::AppEvent::ArticlesChanged { articles: Vec::new() });
        Ok(())
    }
}

fn make(db: &Db, portal: Option<PortalLink>, request: &BundleRequest, now_ms: i64, progress: &Progress) -> Result<BundleReport> {
    let profile = db.folder();
    let folder = usable(Path::new(&request.folder), profile)?;
    let wrapped = match request.passphrase.as_deref().filter(|passphrase| !passphrase.is_empty()) {
        Some(passphrase) => {
            let scratch = profile.join("bundle-key.json");
            passphrase::wrap(&scratch, passphrase, db.key())?;
            let wrapped = json_of(&scratch);
            durable::remove(&scratch).map_err(from_store)?;
            wrapped
        }
        None => json_of(&profile.join("key.json")),
    };
    let recovery = json_of(&profile.join("recovery.json"));
    if wrapped.is_none() && recovery.is_none() {
        return Err(ApiError::new(ErrorCode::RecoveryCodeNone, "nothing would open the bundle"));
    }
    let snapshot = backup::take(db, now_ms).map_err(from_store)?;
    let mut sources = vec![(DATABASE.to_owned(), snapshot.file, snapshot.bytes)];
    let media = profile.join("media");
    for (name, bytes) in files_below(&media).map_err(from_store)? {
        let is_whole = name.extension().is_none();
        if let (Some(name), true) = (slashed(&name), is_whole) {
            sources.push((format!("media/{name}"), media.join(&name), bytes));
        }
    }
    progress.expects(sources.iter().map(|(_, _, bytes)| bytes * 2).sum());
    let mut files = Vec::with_capacity(sources.len());
    for (name, path, _) in &sources {
        let mut bytes = 0;
        let digest = through(
            &mut File::open(path).map_err(disk)?,
            |chunk| {
                bytes += chunk.len() as u64;
                Ok(())
            },
            progress,
        )?;
        files.push(Entry { name: name.clone(), bytes, sha256: hex::encode(digest) });
    }
    let contents =
        serde_json::to_vec(&Contents { made_ms: now_ms, portal, files: files.clone() }).map_err(|error| from_store(error.into()))?;
    let header = Header { version: 1, recovery, passphrase: wrapped, contents: sealing::seal(db.key().expose(), PURPOSE, &contents)? };
    let header = serde_json::to_vec(&header).map_err(|error| from_store(error.into()))?;

    let path = free_name(&folder, &format!("ho-so-ban-thao-{}", stamp(now_ms)), ".banthao");
    let part = path.with_extension("part");
    let written = write(&part, &header, &sources, &files, progress).and_then(|()| durable::rename(&part, &path).map_err(from_store));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written?;
    Ok(BundleReport { bytes: fs::metadata(&path).map_err(disk)?.len(), path: path.display().to_string() })
}

fn write(part: &Path, header: &[u8], sources: &[(String, PathBuf, u64)], files: &[Entry], progress: &Progress) -> Result<()> {
    let mut bundle = File::create(part).map_err(disk)?;
    let length = u32::try_from(header.len()).map_err(|_| ApiError::new(ErrorCode::Internal, "the list of files is too long"))?;
    bundle.write_all(MAGIC).and_then(|()| bundle.write_all(&length.to_le_bytes())).and_then(|()| bundle.write_all(header)).map_err(disk)?;
    for ((_, path, _), entry) in sources.iter().zip(files) {
        let digest = through(&mut File::open(path).map_err(disk)?, |chunk| bundle.write_all(chunk), progress)?;
        if hex::encode(digest) != entry.sha256 {
            return Err(ApiError::new(ErrorCode::CopyDamaged, "a file changed while it was read"));
        }
    }
    Ok(())
}

/// Unpacks a bundle into the folder of a new profile and gives its key to whoever keeps it here.
fn arrive(
    profile: &Profile,
    root: &Path,
    secrets: &dyn SecretStore,
    request: &BundleOpenRequest,
    progress: &Progress,
) -> Result<(Key, Option<PortalLink>)> {
    let folder = profile.folder(root);
    fs::create_dir_all(&folder).map_err(disk)?;
    let mut bundle = File::open(&request.path).map_err(|_| foreign())?;
    let header = header(&mut bundle)?;
    let (key, is_passphrase) = open_key(&header, &folder, &request.secret)?;
    let contents = sealing::unseal(key.expose(), PURPOSE, &header.contents).ok_or_else(foreign)?;
    let contents: Contents = serde_json::from_slice(&contents).map_err(|_| foreign())?;
    progress.expects(contents.files.iter().map(|entry| entry.bytes).sum());
    for entry in &contents.files {
        let path = inside(&folder, &entry.name).ok_or_else(foreign)?;
        fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(disk)?;
        let mut file = File::create(&path).map_err(disk)?;
        let digest = through(&mut (&mut bundle).take(entry.bytes), |chunk| file.write_all(chunk), progress)?;
        file.sync_all().map_err(disk)?;
        if hex::encode(digest) != entry.sha256 {
            return Err(ApiError::new(ErrorCode::CopyDamaged, "the bundle was damaged on its way"));
        }
    }
    let database = folder.join(DATABASE);
    backup::verify(&database, &key).and_then(|_| repair::arrive(&database, &key)).map_err(crate::repair::unreadable)?;
    key_check::note(&folder, &key)?;
    match profile.key {
        KeyPlace::Keyring => {
            let kept = secrets.set(&key_name(profile.id), key.expose());
            kept.map_err(|_| ApiError::new(ErrorCode::StorageFailed, "the keyring does not take the key"))?;
            durable::remove(&wrapped_key(profile, root)).map_err(from_store)?;
        }
        KeyPlace::Passphrase => {
            let new = request.new_passphrase.as_deref().filter(|passphrase| !passphrase.is_empty());
            let passphrase = new.or(is_passphrase.then_some(request.secret.as_str())).unwrap_or_default();
            passphrase::wrap(&wrapped_key(profile, root), passphrase, &key)?;
        }
    }
    Ok((key, contents.portal))
}

fn header(bundle: &mut File) -> Result<Header> {
    let mut start = [0; 12];
    bundle.read_exact(&mut start).map_err(|_| foreign())?;
    let (magic, length) = start.split_at(MAGIC.len());
    let length = u32::from_le_bytes(length.try_into().map_err(|_| foreign())?);
    if magic != MAGIC || length > LONGEST_HEADER {
        return Err(foreign());
    }
    let mut header = vec![0; length as usize];
    bundle.read_exact(&mut header).map_err(|_| foreign())?;
    serde_json::from_slice(&header).map_err(|_| foreign())
}

/// The key, and whether it was a passphrase that opened it. The recovery code goes on opening the profile in its new place.
fn open_key(header: &Header, folder: &Path, secret: &str) -> Result<(Key, bool)> {
    if let Some(recovery) = &header.recovery {
        durable::write(&folder.join("recovery.json"), recovery.to_string().as_bytes()).map_err(from_store)?;
        if let Ok(code) = Code::parse(secret) {
            return recovery_code::open(folder, &code).map(|(key, _)| (key, false));
        }
    }
    let Some(wrapped) = &header.passphrase else {
        // What was typed is no code, and nothing else opens this one.
        return Code::parse(secret).and_then(|_| Err(ApiError::new(ErrorCode::RecoveryCodeWrong, "the bundle knows no code")));
    };
    let file = folder.join("key.json");
    durable::write(&file, wrapped.to_string().as_bytes()).map_err(from_store)?;
    passphrase::open(&file, secret).map(|key| (key, true))
}

fn json_of(file: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

fn slashed(path: &Path) -> Option<String> {
    path.components().map(|part| part.as_os_str().to_str()).collect::<Option<Vec<_>>>().map(|parts| parts.join("/"))
}

/// A path below the folder, or none when the name would lead out of it.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let relative: PathBuf = name.split('/').collect();
    relative.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(relative))
}

fn foreign() -> ApiError {
    ApiError::new(ErrorCode::FileForeign, "this is no bundle")
}
