//! Officers behind lines of 2 Mbit/s that are up for five seconds and down for one, whose process and whose portal are killed in the middle, again
//! and again: what was written arrives, once.
//!
//! `BANTHAO_LINK_SECONDS` says for how long lines are used, five of them beside each other; 60 unless it is set.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use banthao_document::{ArticleContent, ArticleId, BlobId};
use banthao_portal_api::{
    Portal,
    wire::{ArticleChange, ChangeKind, EventKind},
};
use banthao_store::{media, outbox};
use banthao_testkit::{
    courier::{Courier, Delivered, Result, write_file},
    relay::{Quality, Relay},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;
use tokio::sync::mpsc;
use uuid::Uuid;

const LINKS: u64 = 5;
const SECONDS: u64 = 60;
/// Bytes of a file: about a second and a half of a line.
const FILE: u64 = 400_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_arrives_once_however_often_line_process_and_portal_end_in_the_middle() {
    let seconds = std::env::var("BANTHAO_LINK_SECONDS").ok().map_or(SECONDS, |seconds| seconds.parse().expect("seconds are a number"));
    let each = Duration::from_secs(seconds) / LINKS as u32;
    let seed = rand::random::<u32>();
    println!("seed {seed}");
    let links: Vec<_> = (0..LINKS).map(|link| tokio::spawn(Office::works(u64::from(seed) + link, each))).collect();
    let mut lives = Lives::default();
    for link in links {
        let of_link = link.await.expect("no promise was broken").expect("the machine plays its part");
        lives = Lives { rounds: lives.rounds + of_link.rounds, clients: lives.clients + of_link.clients, ..lives };
        lives = Lives {
            portals: lives.portals + of_link.portals,
            cuts: lives.cuts + of_link.cuts,
            articles: lives.articles + of_link.articles,
            ..lives
        };
    }
    println!("{seconds} s of link, {lives:?}");
    assert!(lives.clients > 0 && lives.portals > 0 && lives.cuts > 0, "everything that was to break broke");
}

/// What happened on a line.
#[derive(Debug, Default, Clone, Copy)]
struct Lives {
    rounds: u64,
    clients: u64,
    portals: u64,
    cuts: u64,
    articles: usize,
}

/// A portal behind a bad line, an officer, and what they wrote.
struct Office {
    folder: tempfile::TempDir,
    random: StdRng,
    address: SocketAddr,
    portal: Process,
    relay: Relay,
    written: BTreeMap<ArticleId, ArticleContent>,
}

impl Office {
    async fn works(seed: u64, time: Duration) -> Result<Lives> {
        let folder = tempfile::tempdir()?;
        let (portal, address) = portal(folder.path(), "127.0.0.1:0").await?;
        Courier::signs_in(&folder.path().join("desk"), &format!("http://{address}"), "canbo").await?;
        let relay = Relay::to(address, Quality::BAD).await?;
        let mut office = Self { folder, random: StdRng::seed_from_u64(seed), address, portal, relay, written: BTreeMap::new() };
        let (begin, mut lives) = (Instant::now(), Lives::default());
        while begin.elapsed() < time {
            office.writes(lives.rounds).await?;
            office.is_killed_in_the_middle(&mut lives).await?;
            lives.rounds += 1;
        }
        office.delivers().await?;
        office.keeps_its_promise().await?;
        Ok(Lives { cuts: office.relay.carried().cuts, articles: office.written.len(), ..lives })
    }

    fn desk(&self) -> PathBuf {
        self.folder.path().join("desk")
    }

    /// Two new articles, a file for one of them, and a word changed in an old one.
    async fn writes(&mut self, round: u64) -> Result<()> {
        let courier = Courier::sits_down(&self.desk(), &self.relay.url()).await?;
        for number in 0..2 {
            let (id, content) = (ArticleId(Uuid::now_v7()), article(&format!("Bài {round}.{number}"), 20));
            courier.writes(vec![(id, content)]).await?;
            if number == 0 {
                let file = self.folder.path().join("file.pdf");
                // Now and then the same file as last time.
                if round % 3 != 2 {
                    write_file(&file, FILE, self.random.random())?;
                }
                courier.attaches(id, &file).await?;
            }
            self.written.insert(id, courier.reads(id).await?);
        }
        let nth = self.random.random_range(0..self.written.len());
        if let Some((id, content)) = self.written.iter_mut().nth(nth) {
            let paragraph = self.random.random_range(0..20);
            content.body.0["content"][paragraph] =
                json!({"type": "paragraph", "content": [{"type": "text", "text": format!("Sửa lần {round}.")}]});
            courier.writes(vec![(*id, content.clone())]).await?;
        }
        Ok(())
    }

    /// A process delivers; it or the portal ends somewhere in the middle.
    async fn is_killed_in_the_middle(&mut self, lives: &mut Lives) -> Result<()> {
        let mut process = courier(&["deliver", &self.desk().to_string_lossy(), &self.relay.url()])?;
        let after = self.relay.carried().up + self.random.random_range(0..2 * FILE);
        let done = tokio::select! {
            line = process.says() => Delivered::from_line(&line.ok_or("the courier gave up")?).is_some(),
            () = self.relay.has_carried(after) => false,
        };
        if done {
            return Ok(());
        }
        if self.random.random_bool(0.5) {
            lives.clients += 1;
        } else {
            lives.portals += 1;
            self.portal.is_killed()?;
            (self.portal, _) = portal(self.folder.path(), &self.address.to_string()).await?;
            // And the one that delivers goes on at the portal that came back, or is killed, too.
            if self.random.random_bool(0.5) {
                process.says().await.ok_or("the courier gave up")?;
            }
        }
        process.is_killed()
    }

    async fn delivers(&mut self) -> Result<()> {
        let mut process = courier(&["deliver", &self.desk().to_string_lossy(), &self.relay.url()])?;
        process.says().await.ok_or("the courier gave up")?;
        Ok(())
    }

    /// Looks at the portal with another machine's eyes, over a good line.
    async fn keeps_its_promise(&self) -> Result<()> {
        let (other, url) = (self.folder.path().join("other"), format!("http://{}", self.address));
        Courier::signs_in(&other, &url, "canbo").await?;
        let mut there: BTreeMap<ArticleId, ArticleChange> = BTreeMap::new();
        let portal = Courier::portal(&other, &url)?;
        let mut cursor = None;
        while let Some(page) = portal.pull(cursor.as_deref(), 500).await? {
            for change in page.changes {
                let ChangeKind::Article(article) = change.kind else { panic!("nobody deleted anything: {change:?}") };
                there.insert(change.article, *article);
            }
            cursor = Some(page.next_cursor).filter(|_| page.has_more);
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(there.keys().collect::<Vec<_>>(), self.written.keys().collect::<Vec<_>>(), "every article is there, and no other");
        for (id, article) in &there {
            let revision = article.revision.as_ref().expect("a pull from the beginning brings texts");
            assert_eq!(revision.content, self.written[id], "as it was written last");
            assert_eq!(article.missing_blobs, [], "with its file");
            let created = article.events.iter().filter(|event| event.kind == EventKind::Created).count();
            assert_eq!(created, 1, "made once");
            for attachment in &revision.content.attachments {
                let mut bytes = Vec::new();
                portal.download(attachment.blob, 0, &mut bytes).await?;
                assert_eq!((bytes.len() as u64, BlobId::of(&bytes)), (FILE, attachment.blob), "the file is what it was");
            }
        }
        let here = Courier::sits_down(&self.desk(), &url).await?;
        let waiting = here.db().read(outbox::all).await?;
        assert_eq!(waiting, [], "and the machine knows it");
        for attachment in self.written.values().flat_map(|content| &content.attachments) {
            let blob = attachment.blob;
            let seat = here.portal_id();
            assert!(here.db().read(move |reader| media::is_uploaded(reader, seat, blob)).await?);
        }
        Ok(())
    }
}

fn article(title: &str, paragraphs: usize) -> ArticleContent {
    let blocks = (0..paragraphs).map(|number| {
        json!({"type": "paragraph", "content": [{"type": "text", "text": format!("{title}, đoạn {number}: hồ sơ được tiếp nhận trực tuyến.")}]})
    });
    let mut content = ArticleContent { title: title.to_owned(), ..ArticleContent::empty("tin") };
    content.body.0["content"] = blocks.collect();
    content
}

async fn portal(folder: &Path, address: &str) -> Result<(Process, SocketAddr)> {
    let mut process = courier(&["serve", &folder.join("portal").to_string_lossy(), address])?;
    let line = process.says().await.ok_or("the portal did not start")?;
    let address = line.strip_prefix("listening on ").ok_or("a portal says where it listens")?.parse()?;
    Ok((process, address))
}

/// A process whose lines are heard. It ends with this.
struct Process {
    child: Child,
    lines: mpsc::UnboundedReceiver<String>,
}

fn courier(arguments: &[&str]) -> Result<Process> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
    let mut child = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let (tell, lines) = mpsc::unbounded_channel();
    let output = BufReader::new(child.stdout.take().ok_or("its output")?);
    std::thread::spawn(move || output.lines().map_while(std::result::Result::ok).try_for_each(|line| tell.send(line)));
    Ok(Process { child, lines })
}

impl Process {
    /// Its next line; none when it has ended.
    async fn says(&mut self) -> Option<String> {
        self.lines.recv().await
    }

    fn is_killed(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.is_killed();
    }
}
