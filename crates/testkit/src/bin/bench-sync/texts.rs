//! Texts: the first upload of many, one word of a long one, and a turn in which nothing is new.

use std::{fs, path::Path, time::Instant};

use banthao_document::{ArticleContent, ArticleId, Body};
use banthao_sync::Greeting;
use banthao_testkit::{
    bench::{median, worst},
    corpus::Corpus,
    courier::{Courier, Result},
    relay::{Quality, Relay},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Scale,
    peers::{Peers, Replication},
    place::Place,
    print,
};

/// The corpus.
const SEED: u64 = 1;
/// Articles written in one transaction.
const BATCH: u64 = 500;
/// Bytes of a long article's words.
const LONG: usize = 50_000;
/// Turns of a kind.
const TURNS: usize = 20;

/// `some` articles and `many`, in turns with the peers.
pub async fn first_uploads(folder: &Path, scale: Scale, peers: Option<&Peers>) -> Result<()> {
    let lines = folder.join("articles.jsonl");
    let frame = write_lines(&lines, scale.some)?;
    print("first_some_raw", fs::metadata(&lines)?.len() as f64);
    print("first_some_frame", frame as f64);
    let some = first_upload_of(folder, "some", scale.some, scale.rounds, peers, &lines).await?;
    print("first_some", some.seconds());
    print("first_some_bytes", some.bytes());
    print("first_some_of_frame", some.bytes() / frame as f64);
    print("first_some_round_trips", some.of(|upload| upload.round_trips as f64));
    if let Some(peers) = peers {
        let files = folder.join("files");
        write_files(&files, scale.some)?;
        let mut works = Vec::new();
        for round in 0..scale.rounds {
            works.push(peers.rsync(&folder.join(format!("rsync-{round}")), &files).await?);
        }
        let seconds = median(works.iter().map(|work| work.seconds).collect());
        print("first_some_rsync", seconds);
        print("first_some_rsync_bytes", median(works.iter().map(|work| work.carried.bytes() as f64).collect()));
        print("first_some_of_rsync", some.seconds() / seconds);
        some.beside_pouchdb("first_some");
        print("idle_pouchdb_bytes", median(some.pouchdb.iter().map(|work| work.idle.carried.bytes() as f64).collect()));
        print("edit_pouchdb_bytes", median(some.pouchdb.iter().map(|work| work.edit.carried.bytes() as f64).collect()));
    }

    let rounds = if peers.is_some() { scale.rounds } else { 1 };
    write_lines(&lines, scale.many)?;
    let many = first_upload_of(folder, "many", scale.many, rounds, peers, &lines).await?;
    print("first_many", many.seconds());
    print("first_many_bytes", many.bytes());
    print("first_many_resident", many.of(|upload| upload.resident as f64 / MIB));
    print("first_many_portal_resident", many.of(|upload| upload.portal_resident as f64 / MIB));
    if peers.is_some() {
        many.beside_pouchdb("first_many");
    }
    Ok(())
}

/// First uploads of the same articles, ours and others'.
struct Uploads {
    ours: Vec<Upload>,
    pouchdb: Vec<Replication>,
}

impl Uploads {
    fn of(&self, what: impl Fn(&Upload) -> f64) -> f64 {
        median(self.ours.iter().map(what).collect())
    }

    fn seconds(&self) -> f64 {
        self.of(|upload| upload.seconds)
    }

    fn bytes(&self) -> f64 {
        self.of(|upload| upload.bytes as f64)
    }

    fn beside_pouchdb(&self, name: &str) {
        let seconds = median(self.pouchdb.iter().map(|work| work.first.seconds).collect());
        print(&format!("{name}_pouchdb"), seconds);
        print(&format!("{name}_pouchdb_bytes"), median(self.pouchdb.iter().map(|work| work.first.carried.bytes() as f64).collect()));
        print(&format!("{name}_of_pouchdb"), self.seconds() / seconds);
    }
}

async fn first_upload_of(folder: &Path, name: &str, count: u64, rounds: usize, peers: Option<&Peers>, lines: &Path) -> Result<Uploads> {
    let place = written(&folder.join(name), count).await?;
    let filled = folder.join(format!("{name}-pouchdb"));
    if let Some(peers) = peers {
        peers.fill(&filled, lines)?;
    }
    let mut uploads = Uploads { ours: Vec::new(), pouchdb: Vec::new() };
    for round in 0..rounds {
        uploads.ours.push(first_upload(place.copied(folder.join(format!("{name}-{round}")))?).await?);
        if let Some(peers) = peers {
            let there = folder.join(format!("{name}-pouchdb-{round}"));
            uploads.pouchdb.push(peers.pouchdb(&there, &filled).await?);
            fs::remove_dir_all(there)?;
        }
    }
    place.goes()?;
    Ok(uploads)
}

const MIB: f64 = 1024.0 * 1024.0;

struct Upload {
    seconds: f64,
    bytes: u64,
    round_trips: u64,
    resident: u64,
    portal_resident: u64,
}

/// Everything that was written goes up for the first time.
async fn first_upload(place: Place) -> Result<Upload> {
    let open = place.opens()?;
    let relay = Relay::to(open.address, Quality::default()).await?;
    let delivered = open.delivers(&relay.url())?.delivered().await?;
    let (carried, portal_resident) = (relay.carried(), open.portal_resident()?);
    open.closes().goes()?;
    Ok(Upload {
        seconds: delivered.took.as_secs_f64(),
        bytes: carried.bytes(),
        round_trips: carried.round_trips,
        resident: delivered.resident,
        portal_resident,
    })
}

/// A desk at which so many articles were written and never sent.
async fn written(folder: &Path, count: u64) -> Result<Place> {
    let place = Place::new(folder.to_owned()).await?;
    writes(&place, count).await?;
    Ok(place)
}

async fn writes(place: &Place, count: u64) -> Result<()> {
    let corpus = Corpus::new(SEED);
    // Nothing is asked of the portal, and it does not even listen.
    let courier = Courier::sits_down(&place.desk(), "http://127.0.0.1:9").await?;
    for first in (0..count).step_by(BATCH as usize) {
        let batch = (first..count.min(first + BATCH)).map(|number| (id(number), article(&corpus, number)));
        courier.writes(batch.collect()).await?;
    }
    Ok(())
}

fn id(number: u64) -> ArticleId {
    ArticleId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number)))
}

/// An article of the corpus, without pictures: here it is about texts.
fn article(corpus: &Corpus, number: u64) -> ArticleContent {
    let mut content = corpus.article(number).content;
    if let Some(blocks) = content.body.0["content"].as_array_mut() {
        blocks.retain(|block| block["type"] != "figure");
    }
    content
}

/// Writes so many articles, one a line; gives the bytes of all as one frame of zstd at level 3.
fn write_lines(file: &Path, count: u64) -> Result<usize> {
    let corpus = Corpus::new(SEED);
    let mut plain = Vec::new();
    for number in 0..count {
        serde_json::to_writer(&mut plain, &article(&corpus, number))?;
        plain.push(b'\n');
    }
    fs::write(file, &plain)?;
    Ok(zstd::encode_all(plain.as_slice(), 3)?.len())
}

/// Writes so many articles, one a file.
fn write_files(folder: &Path, count: u64) -> Result<()> {
    let corpus = Corpus::new(SEED);
    fs::create_dir_all(folder)?;
    for number in 0..count {
        fs::write(folder.join(format!("{number:08}.json")), serde_json::to_vec(&article(&corpus, number))?)?;
    }
    Ok(())
}

/// One word after the other of a long article, each sent by itself over a warm connection.
pub async fn edits(folder: &Path) -> Result<()> {
    let open = Place::new(folder.join("edit")).await?.opens()?;
    let relay = Relay::to(open.address, Quality::default()).await?;
    let courier = Courier::sits_down(&open.desk(), &relay.url()).await?;
    let (mut content, whole) = (long(), id(0));
    courier.writes(vec![(whole, content.clone())]).await?;
    courier.exchanges(Greeting::Anew).await?;
    let (mut times, mut bytes, mut trips) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..TURNS {
        change_a_word(&mut content.body, turn * 7);
        courier.writes(vec![(whole, content.clone())]).await?;
        let (before, begin) = (relay.carried(), Instant::now());
        courier.exchanges(Greeting::Known).await?;
        times.push(begin.elapsed().as_secs_f64() * 1000.0);
        let carried = relay.carried() - before;
        bytes.push(carried.bytes() as f64);
        trips.push(carried.round_trips as f64);
    }
    print("edit", median(times));
    print("edit_bytes", median(bytes.clone()));
    print("edit_bytes_worst", worst(bytes));
    print("edit_round_trips", worst(trips));
    Ok(())
}

/// An article of about fifty kilobytes, its blocks named as the editor names them.
fn long() -> ArticleContent {
    let corpus = Corpus::new(SEED);
    let (mut blocks, mut bytes) = (Vec::new(), 0);
    for number in 0.. {
        for mut block in article(&corpus, number).body.0["content"].as_array().cloned().unwrap_or_default() {
            if block["type"] != "paragraph" {
                continue;
            }
            bytes += banthao_document::render::text(&Body(json!({"type": "doc", "content": [block.clone()]}))).len();
            block["attrs"]["id"] = json!(Uuid::from_u128(blocks.len() as u128 + (7 << 76)).to_string());
            blocks.push(block);
        }
        if bytes >= LONG {
            break;
        }
    }
    ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..corpus.article(0).content }
}

/// Puts another word in the place of one in a paragraph.
fn change_a_word(body: &mut Body, paragraph: usize) {
    let Some(blocks) = body.0["content"].as_array_mut() else { return };
    let at = paragraph % blocks.len();
    if let Some(Value::String(words)) = blocks[at].pointer_mut("/content/0/text") {
        let changed: Vec<&str> = words.split(' ').enumerate().map(|(at, word)| if at == 4 { "khác" } else { word }).collect();
        *words = format!("{} nữa", changed.join(" "));
    }
}

/// Turns in which neither side has news, with few articles and with many.
pub async fn idles(folder: &Path, all: u64) -> Result<()> {
    for (name, count) in [("idle", 1), ("idle_all", all)] {
        let place = written(&folder.join(name), count).await?;
        let open = place.opens()?;
        open.delivers(&open.url())?.delivered().await?;
        let relay = Relay::to(open.address, Quality::default()).await?;
        let courier = Courier::sits_down(&open.desk(), &relay.url()).await?;
        courier.exchanges(Greeting::Anew).await?;
        let (mut times, mut bytes, mut trips) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TURNS {
            let (before, begin) = (relay.carried(), Instant::now());
            courier.exchanges(Greeting::Known).await?;
            times.push(begin.elapsed().as_secs_f64() * 1000.0);
            let carried = relay.carried() - before;
            bytes.push(carried.bytes() as f64);
            trips.push(carried.round_trips as f64);
        }
        print(name, median(times));
        print(&format!("{name}_bytes"), worst(bytes));
        print(&format!("{name}_round_trips"), worst(trips));
        drop(courier);
        open.closes().goes()?;
    }
    Ok(())
}
