//! A profile of an editor with many articles: made once, kept, and used again while the corpus is of the same version.
//!
//! Most articles are other people's and published; some are the editor's own drafts, some wait, some were given back. All went through the store as
//! a pull would have put them, each with its revision and the portal's word on it.

use std::{error::Error, fs, path::Path, path::PathBuf, sync::Arc};

use banthao_core::{App, Config, NativeConnect, NoClipboard, Pace, SecretError, SecretStore, world::World};
use banthao_document::{AccountId, ArticleId, DeviceId, Revision};
use banthao_portal_api::wire::{Account, Catalogue, Kind, Level, Person, Publication, Return, Role, Section, Stage, Unit, Workflow};
use banthao_protocol::{AppEvent, ArticleListView};
use banthao_store::{
    Db, Key, SCHEMA_VERSION, Settings, articles,
    mirrors::{self, Mirror},
    portals,
    revisions::{self, Origin},
    search::Text,
    yardstick::PlainIndex,
};
use banthao_sync::MirrorState;
use banthao_testkit::corpus::{self, Corpus, KINDS, SECTIONS};
use serde_json::json;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{print, stopwatch::time};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SEED: u64 = 20_261_123;
const BATCH: u64 = 1000;
const PROFILE: Uuid = Uuid::from_u128(1);
const PORTAL: Uuid = Uuid::from_u128(2);
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(3));
const EDITOR: AccountId = AccountId(Uuid::from_u128(4));
const KEY: [u8; 32] = [7; 32];

/// The profile, its application, and what it is compared with.
pub struct Profile {
    pub app: App,
    pub corpus: Corpus,
    pub articles: u64,
    pub plain: PlainIndex,
    folder: PathBuf,
}

impl Profile {
    /// The profile in this folder, made when it is not there or of another version.
    pub async fn prepare(folder: &Path, articles: u64) -> Result<Self> {
        let stamp = format!("corpus {} of {articles}, schema {SCHEMA_VERSION}", corpus::VERSION);
        let corpus = Corpus::new(SEED);
        let plain = folder.join("plain.db");
        if fs::read_to_string(folder.join("stamp")).is_ok_and(|kept| kept.starts_with(&stamp)) {
            let app = start(folder).await?;
            settle(&app, articles).await?;
            return Ok(Self { app, corpus, articles, plain: PlainIndex::open(&plain, &key()?)?, folder: folder.to_owned() });
        }
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(database(folder))?;
        let mut plain = PlainIndex::open(&plain, &key()?)?;
        let raw = fill(folder, &corpus, articles, &mut plain)?;
        fs::write(folder.join("profiles.json"), serde_json::to_vec(&index())?)?;
        let app = start(folder).await?;
        let (indexing_ms, settled) = time(settle(&app, articles)).await;
        settled?;
        print("index_per_article", indexing_ms / articles as f64);
        fs::write(folder.join("stamp"), format!("{stamp}\n{raw}"))?;
        Ok(Self { app, corpus, articles, plain, folder: folder.to_owned() })
    }

    /// UTF-8 bytes of all words.
    pub fn raw_bytes(&self) -> Result<u64> {
        let stamp = fs::read_to_string(self.folder.join("stamp"))?;
        Ok(stamp.lines().nth(1).ok_or("the corpus has no size")?.parse()?)
    }

    /// The profile's database, opened beside the application.
    pub fn db(&self) -> Result<Db> {
        open(&self.folder)
    }

    /// The application on the same profile, started anew.
    pub async fn start_again(&self) -> Result<App> {
        start(&self.folder).await
    }

    /// One list.
    pub async fn lists(&self, request: serde_json::Value) -> Result<ArticleListView> {
        lists(&self.app, request).await
    }
}

async fn lists(app: &App, request: serde_json::Value) -> Result<ArticleListView> {
    let answer = app.dispatch("article_list", request).await.map_err(|error| error.message)?;
    Ok(serde_json::from_value(answer)?)
}

/// Waits until every article is listed.
async fn settle(app: &App, articles: u64) -> Result<()> {
    let mut events = app.events();
    loop {
        let listed: u64 = lists(app, json!({"shelf": "all", "limit": 1})).await?.counts.iter().map(|count| u64::from(count.count)).sum();
        if listed >= articles {
            return Ok(());
        }
        while !matches!(events.recv().await, Ok(AppEvent::ArticlesChanged { .. }) | Err(_)) {}
    }
}

fn key() -> Result<Key> {
    Ok(Key::from_bytes(&KEY).ok_or("a key of 32 bytes")?)
}

fn database(folder: &Path) -> PathBuf {
    folder.join("profiles").join(PROFILE.to_string())
}

fn open(folder: &Path) -> Result<Db> {
    Ok(Db::open(&Settings::in_folder(database(folder)), &key()?)?)
}

async fn start(folder: &Path) -> Result<App> {
    let config = Config {
        clipboard: Arc::new(NoClipboard),
        documents: folder.to_owned(),
        folder: folder.to_owned(),
        secrets: Arc::new(OneKey),
        connect: Arc::new(NativeConnect::default()),
        world: World::of_this_machine(),
        provision: None,
        device_name: "bench".to_owned(),
        pace: Pace::OnRequest,
        max_pages: None,
    };
    Ok(App::start(config).await.map_err(|error| error.message)?)
}

fn account() -> Account {
    Account { id: EDITOR, username: "bientap".to_owned(), name: "Ban Biên tập".to_owned(), unit: unit(), roles: vec![Role::Editor] }
}

fn unit() -> Unit {
    Unit { code: "don-vi".to_owned(), name: "Đơn vị".to_owned() }
}

fn index() -> serde_json::Value {
    let link = json!({"portal_id": PORTAL, "url": "http://127.0.0.1:9", "account": account(), "signed_in": false});
    json!({"version": 1, "current": PROFILE, "profiles": [{"id": PROFILE, "device": DEVICE, "key": "keyring", "portal": link}]})
}

fn catalogue() -> Catalogue {
    let level = |role, waiting: &str| Level { role, waiting: waiting.to_owned(), own_unit: false };
    Catalogue {
        version: 1,
        sections: SECTIONS.map(|(code, name)| Section { code: code.to_owned(), name: name.to_owned() }).to_vec(),
        kinds: KINDS.map(|(code, name)| Kind { code: code.to_owned(), name: name.to_owned() }).to_vec(),
        workflow: Workflow {
            levels: vec![level(Role::UnitLeader, "Chờ đơn vị duyệt"), level(Role::Editor, "Chờ Ban Biên tập duyệt")]
        },
        proofing: None,
    }
}

/// Writes the articles and gives the bytes of their words.
fn fill(folder: &Path, corpus: &Corpus, articles: u64, plain: &mut PlainIndex) -> Result<u64> {
    let db = open(folder)?;
    db.write(|writer| {
        portals::meet(writer, PORTAL, Uuid::nil(), "http://127.0.0.1:9", "Cổng")?;
        portals::set_catalogue(writer, PORTAL, &serde_json::to_value(catalogue()).unwrap_or_default())
    })?;
    let mut raw = 0;
    for first in (0..articles).step_by(BATCH as usize) {
        let mut texts = Vec::new();
        db.write(|writer| {
            for number in first..articles.min(first + BATCH) {
                let item = corpus.article(number);
                let text = Text::of(&item.content);
                let words = [vec![text.title, text.sapo], text.rest].concat().join("\n");
                raw += words.len() as u64;
                texts.push((number as u32, words));
                put(writer, number, &item)?;
            }
            Ok::<_, banthao_store::Error>(())
        })?;
        plain.add(&texts)?;
        if first % 10_000 == 0 {
            eprintln!("{first} articles written");
        }
    }
    Ok(raw)
}

fn put(writer: &banthao_store::Writer<'_>, number: u64, item: &corpus::Item) -> banthao_store::Result<()> {
    let article = article_id(number);
    let content_hash = articles::save(writer, article, &item.content, &serde_json::Value::Null, item.changed_ms)?;
    // One in twenty is a draft that never left.
    if number.is_multiple_of(20) {
        return Ok(());
    }
    let owner = if number % 20 == 1 {
        Person { id: EDITOR, name: account().name }
    } else {
        Person { id: AccountId(Uuid::from_u128(100 + u128::from(item.author.len() as u64))), name: item.author.clone() }
    };
    let revision = Revision {
        article,
        parents: Vec::new(),
        author: Some(owner.id),
        device: DEVICE,
        made_at_ms: item.changed_ms,
        content: item.content.clone(),
        unknown: Default::default(),
    };
    let head = revisions::add(writer, &revision, Origin::Remote)?;
    articles::set_head(writer, article, head)?;
    let (stage, publication) = match number % 20 {
        2 => (Stage::InReview { level: usize::from(number % 40 == 2), revision: head, content_hash }, None),
        3 if number % 60 == 3 => {
            let by = Person { id: EDITOR, name: account().name };
            (Stage::Returned(Return { level: 0, by, reason: "Xem lại tít.".to_owned(), at_ms: item.changed_ms }), None)
        }
        _ => {
            let url = format!("https://example.vn/{number}");
            let at_ms = item.changed_ms;
            let public = Publication { revision: head, content_hash, url, published_at_ms: at_ms, modified_at_ms: at_ms };
            (Stage::Published { content_hash }, Some(public))
        }
    };
    let state = MirrorState {
        head,
        received_at_ms: item.changed_ms,
        owner,
        unit: unit(),
        stage,
        missing_blobs: Vec::new(),
        publication,
        events: Vec::new(),
    };
    let state = serde_json::to_value(state)?;
    mirrors::put(writer, PORTAL, article, &Mirror { agreed: Some(head), head: Some(head), seq: number, state: Some(state) })
}

/// The id of an article of the corpus.
pub fn article_id(number: u64) -> ArticleId {
    ArticleId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number)))
}

/// A keyring with one key for everything and no token.
struct OneKey;

impl SecretStore for OneKey {
    fn exists(&self) -> bool {
        true
    }

    fn get(&self, name: &str) -> std::result::Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        Ok(name.starts_with("key:").then(|| Zeroizing::new(KEY.to_vec())))
    }

    fn set(&self, _name: &str, _secret: &[u8]) -> std::result::Result<(), SecretError> {
        Ok(())
    }

    fn remove(&self, _name: &str) -> std::result::Result<(), SecretError> {
        Ok(())
    }
}
