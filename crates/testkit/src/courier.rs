//! An officer's store and sync engine without the application around them, for what is measured or cut in the middle.
//!
//! The portal is the real one behind a real socket, both sides durable; only the window, the keyring and the heartbeats are left out. The program
//! `courier` is this, or the portal, in a process of its own.

use std::{
    error::Error as StdError,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use banthao_core::world::World;
use banthao_document::{AccountId, ArticleContent, ArticleId, Attachment, BlobId, DeviceId};
use banthao_portal::DEMO_PASSWORD;
use banthao_portal_api::{
    Portal,
    native::{NativePortal, Settings as Way, Timeouts},
    wire::SessionRequest,
};
use banthao_store::{
    AsyncDb, Db, Error as StoreError, Key, Settings, articles,
    media::{self, Medium},
};
use banthao_sync::{
    Engine, Error as SyncError, Greeting, Identity, Media, Notice, Observer, REST_MS, Turn,
    pace::{Next, Pace},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// What goes wrong ends a measurement, whatever it is.
pub type Result<T> = std::result::Result<T, Box<dyn StdError + Send + Sync>>;

/// The key of a courier's profile. It guards nothing.
const KEY: [u8; 32] = [9; 32];

/// Whose store it is and at which portal.
#[derive(Clone, Serialize, Deserialize)]
struct Seat {
    portal: Uuid,
    account: AccountId,
    device: DeviceId,
    token: String,
}

/// A store and its engine.
pub struct Courier {
    db: AsyncDb,
    engine: Engine,
    world: World,
    portal_id: Uuid,
    identity: Identity,
}

impl Courier {
    /// A new store in `folder`, signed in at the portal at `url`.
    ///
    /// # Errors
    /// When the portal or the disk does not play its part.
    pub async fn signs_in(folder: &Path, url: &str, username: &str) -> Result<()> {
        let world = World::of_this_machine();
        let portal = way(url, None)?;
        let hello = portal.hello().await?;
        let request = SessionRequest {
            username: username.to_owned(),
            password: DEMO_PASSWORD.to_owned(),
            device: world.mint.device(),
            device_name: "Máy đưa thư".to_owned(),
        };
        let session = portal.sign_in(&request).await?;
        let seat = Seat { portal: hello.instance_id, account: session.account.id, device: request.device, token: session.token };
        fs::create_dir_all(folder)?;
        fs::write(seat_file(folder), serde_json::to_vec(&seat)?)?;
        open(folder)?.close()?;
        Ok(())
    }

    /// The store in `folder`, with a way to its portal that begins at `url`.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub async fn sits_down(folder: &Path, url: &str) -> Result<Self> {
        let seat = seat(folder)?;
        let world = World::of_this_machine();
        let db = AsyncDb::new(Arc::new(open(folder)?));
        let portal = Arc::new(way(url, Some(seat.token))?);
        let identity = Identity { account: Some(seat.account), device: seat.device };
        let (clock, mint) = (Arc::clone(&world.clock), Arc::clone(&world.mint));
        let engine = Engine::new(db.clone(), portal, seat.portal, url.to_owned(), identity, clock, mint, Arc::new(Nobody)).await?;
        Ok(Self { db, engine, world, portal_id: seat.portal, identity })
    }

    /// The portal as whoever signed in with the store in `folder` reaches it.
    ///
    /// # Errors
    /// When nobody has.
    pub fn portal(folder: &Path, url: &str) -> Result<NativePortal> {
        way(url, Some(seat(folder)?.token))
    }

    /// Which portal it belongs to.
    pub fn portal_id(&self) -> Uuid {
        self.portal_id
    }

    /// Who writes here.
    pub fn identity(&self) -> Identity {
        self.identity
    }

    /// The store.
    pub fn db(&self) -> &AsyncDb {
        &self.db
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Writes these articles, all at once and long enough ago to be sent.
    ///
    /// # Errors
    /// From the store.
    pub async fn writes(&self, contents: Vec<(ArticleId, ArticleContent)>) -> Result<()> {
        let saved_ms = self.world.clock.now_ms() - 2 * REST_MS;
        let write = self.db.write(move |writer| {
            for (article, content) in &contents {
                articles::save(writer, *article, content, &Value::Null, saved_ms)?;
            }
            Ok::<_, StoreError>(())
        });
        Ok(write.await?)
    }

    /// What an article says here.
    ///
    /// # Errors
    /// From the store, and when there is no such article.
    pub async fn reads(&self, article: ArticleId) -> Result<ArticleContent> {
        let found = self.db.read(move |reader| articles::get(reader, article)).await?;
        Ok(found.ok_or("there is no such article")?.content)
    }

    /// Takes a file in and attaches it to an article, a new one unless it is there.
    ///
    /// # Errors
    /// From the file and the store.
    pub async fn attaches(&self, article: ArticleId, file: &Path) -> Result<BlobId> {
        let (file, added_ms) = (file.to_owned(), self.world.clock.now_ms());
        let keeping = self.db.run(move |db| {
            let mut source = fs::File::open(&file)?;
            let adding = db.vault().adding();
            let kept = adding.keep_from(&mut source, &mut |_| ())?;
            let (media_type, file_name, original) = ("application/pdf".to_owned(), "tep.pdf".to_owned(), None);
            let medium = Medium { blob: kept.blob, media_type, bytes: kept.bytes, size: None, file_name, original, added_ms };
            db.write(|writer| media::put(writer, &medium))?;
            Ok::<_, StoreError>(medium)
        });
        let medium = keeping.await?;
        let mut content = match self.reads(article).await {
            Ok(content) => content,
            Err(_) => ArticleContent { title: "Tệp kèm theo".to_owned(), ..ArticleContent::empty("tin") },
        };
        content.attachments.push(Attachment {
            blob: medium.blob,
            title: "Tệp".to_owned(),
            file_name: medium.file_name,
            media_type: medium.media_type,
            bytes: medium.bytes,
            unknown: Default::default(),
        });
        self.writes(vec![(article, content)]).await?;
        Ok(medium.blob)
    }

    /// One exchange of texts.
    ///
    /// # Errors
    /// Those of the engine.
    pub async fn exchanges(&self, greeting: Greeting) -> Result<Turn> {
        Ok(self.engine.exchange(greeting).await?)
    }

    /// Sends texts and media until the portal has everything, however often the line breaks, with the waits of the application's heartbeats.
    ///
    /// # Errors
    /// What no waiting mends.
    pub async fn delivers(&self) -> Result<()> {
        let (mut pace, mut greeting) = (Pace::default(), Greeting::Known);
        loop {
            match self.engine.exchange(greeting).await {
                Ok(_) => greeting = Greeting::Known,
                Err(error) => {
                    greeting = Greeting::Anew;
                    self.waits(&mut pace, error).await?;
                    continue;
                }
            }
            loop {
                let before = self.engine.media_steps();
                match self.engine.send_media(Media::All).await {
                    Ok(0) => return Ok(()),
                    Ok(_) => {
                        pace.succeeded();
                        break;
                    }
                    Err(SyncError::Portal(_)) if self.engine.media_steps() > before => pace.forgets(),
                    Err(error) => {
                        self.waits(&mut pace, error).await?;
                        if !pace.probes() {
                            greeting = Greeting::Anew;
                            break;
                        }
                    }
                }
            }
        }
    }

    async fn waits(&self, pace: &mut Pace, error: SyncError) -> Result<()> {
        let SyncError::Portal(error) = error else { return Err(error.into()) };
        match pace.failed(&error, self.world.chance.fraction()) {
            Next::In(wait) => tokio::time::sleep(wait).await,
            Next::Never => return Err(error.into()),
        }
        Ok(())
    }
}

/// What a delivery by a process of its own came to, as it says it in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delivered {
    /// How long it took, from an open store on.
    pub took: Duration,
    /// The most memory that the process held at once, bytes.
    pub resident: u64,
}

impl Delivered {
    /// Delivers what lies in `folder` over the way at `url`.
    ///
    /// # Errors
    /// Those of [`Courier::delivers`].
    pub async fn from(folder: &Path, url: &str) -> Result<Self> {
        let courier = Courier::sits_down(folder, url).await?;
        let begin = Instant::now();
        courier.delivers().await?;
        let took = begin.elapsed();
        let status = fs::read_to_string("/proc/self/status")?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
        Ok(Self { took, resident: peak.ok_or("the kernel does not tell the memory")? * 1024 })
    }

    /// As a line.
    pub fn to_line(&self) -> String {
        format!("delivered {} {}", self.took.as_micros(), self.resident)
    }

    /// From a line; none when it says something else.
    pub fn from_line(line: &str) -> Option<Self> {
        let (took, resident) = line.strip_prefix("delivered ")?.split_once(' ')?;
        Some(Self { took: Duration::from_micros(took.parse().ok()?), resident: resident.parse().ok()? })
    }
}

/// Writes a file of so many bytes that says it is a PDF and repeats nothing.
///
/// # Errors
/// From the disk.
pub fn write_file(path: &Path, bytes: u64, seed: u64) -> io::Result<()> {
    use std::io::Write;

    use rand::{RngCore, SeedableRng, rngs::StdRng};

    let mut random = StdRng::seed_from_u64(seed);
    let mut file = io::BufWriter::new(fs::File::create(path)?);
    let mut left = bytes - crate::PDF.len() as u64;
    file.write_all(crate::PDF)?;
    let mut piece = vec![0; 1 << 20];
    while left > 0 {
        random.fill_bytes(&mut piece);
        let next = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
        file.write_all(&piece[..next])?;
        left -= next as u64;
    }
    file.into_inner()?.sync_all()
}

fn way(url: &str, token: Option<String>) -> Result<NativePortal> {
    Ok(NativePortal::new(Way { base_url: url, token, extra_root_pem: None, timeouts: Timeouts::default() })?)
}

fn open(folder: &Path) -> Result<Db> {
    let key = Key::from_bytes(&KEY).ok_or("a key of 32 bytes")?;
    Ok(Db::open(&Settings::in_folder(folder.join("profile")), &key)?)
}

fn seat(folder: &Path) -> Result<Seat> {
    Ok(serde_json::from_slice(&fs::read(seat_file(folder))?)?)
}

fn seat_file(folder: &Path) -> PathBuf {
    folder.join("seat.json")
}

/// Nobody wants to know.
struct Nobody;

impl Observer for Nobody {
    fn notice(&self, _notice: Notice) {}
}
