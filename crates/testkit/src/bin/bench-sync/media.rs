//! Media: four mebibytes over a line that is cut, five hundred beside what the disk takes, and a file that is there already.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use banthao_document::ArticleId;
use banthao_sync::Greeting;
use banthao_testkit::{
    bench::median,
    courier::{Courier, Result, write_file},
    relay::{Quality, Relay},
};
use uuid::Uuid;

use crate::{
    Scale,
    peers::{Peers, Work},
    place::{Open, Place},
    print,
};

/// Bytes of a photograph.
const PHOTOGRAPH: u64 = 4 << 20;
const MIB: f64 = 1024.0 * 1024.0;

/// A file over a line that is up for five seconds and down for one, also with the process killed in the middle, in turns with tus.
pub async fn over_cuts(folder: &Path, scale: Scale, peers: Option<&Peers>) -> Result<()> {
    let ideal = Quality::BAD.ideal(PHOTOGRAPH).as_secs_f64();
    print("cuts_ideal", ideal);
    let (mut whole, mut killed, mut tus, mut starts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..scale.rounds {
        whole.push(over_a_bad_line(&folder.join(format!("cuts-{round}")), false).await?);
        starts.push(start(&folder.join(format!("start-{round}"))).await? as f64);
        killed.push(over_a_bad_line(&folder.join(format!("cuts-killed-{round}")), true).await?);
        if let Some(peers) = peers {
            let file = folder.join("photograph.pdf");
            write_file(&file, PHOTOGRAPH, PHOTOGRAPH)?;
            tus.push(peers.tus(&folder.join(format!("tus-{round}")), &file).await?);
        }
    }
    let start = median(starts);
    print("cuts_start_bytes", start);
    for (name, works, starts) in [("cuts", whole, 1.0), ("cuts_killed", killed, 2.0), ("cuts_tus", tus, 0.0)] {
        if works.is_empty() {
            continue;
        }
        let took = median(works.iter().map(|work| work.seconds).collect());
        let extra = |work: &Work| (work.carried.bytes() as f64 - PHOTOGRAPH as f64 - starts * start) * 100.0 / PHOTOGRAPH as f64;
        print(name, took);
        print(&format!("{name}_of_ideal"), took / ideal);
        print(&format!("{name}_extra"), median(works.iter().map(extra).collect()));
    }
    Ok(())
}

/// Bytes that a process needs before it sends anything: the portal proves itself, lays down what it takes and says that there is no news.
async fn start(folder: &Path) -> Result<u64> {
    let open = Place::new(folder.to_owned()).await?.opens()?;
    open.delivers(&open.url())?.delivered().await?;
    let relay = Relay::to(open.address, Quality::default()).await?;
    open.delivers(&relay.url())?.delivered().await?;
    let bytes = relay.carried().bytes();
    open.closes().goes()?;
    Ok(bytes)
}

async fn over_a_bad_line(folder: &Path, kill: bool) -> Result<Work> {
    let open = with_file(folder, PHOTOGRAPH).await?;
    // The text has gone before.
    Courier::sits_down(&open.desk(), &open.url()).await?.exchanges(Greeting::Anew).await?;
    let relay = Relay::to(open.address, Quality::BAD).await?;
    let begin = Instant::now();
    let mut process = open.delivers(&relay.url())?;
    if kill {
        relay.has_carried(PHOTOGRAPH / 2).await;
        process.is_killed();
        process = open.delivers(&relay.url())?;
    }
    process.delivered().await?;
    let work = Work { seconds: begin.elapsed().as_secs_f64(), carried: relay.carried() };
    open.closes().goes()?;
    Ok(work)
}

/// A large file without a line in between, in turns with `dd` of the same file; and the same file once more.
pub async fn film(folder: &Path, scale: Scale) -> Result<()> {
    let (mut ratios, mut times, mut disk, mut client, mut portal) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..scale.rounds {
        let open = with_file(&folder.join(format!("film-{round}")), scale.film).await?;
        let dd = dd(&open.desk().join("file.pdf"), &folder.join("dd"))?.as_secs_f64();
        let delivered = open.delivers(&open.url())?.delivered().await?;
        let took = delivered.took.as_secs_f64();
        ratios.push(took / dd);
        times.push(took);
        disk.push(dd);
        client.push(delivered.resident as f64 / MIB);
        portal.push(open.portal_resident()? as f64 / MIB);
        if round + 1 == scale.rounds {
            again(&open).await?;
        }
        open.closes().goes()?;
    }
    print("film_ratio", median(ratios));
    print("film", median(times));
    print("film_dd", median(disk));
    print("film_resident", median(client));
    print("film_portal_resident", median(portal));
    Ok(())
}

/// The file that the portal has is attached to another article.
async fn again(open: &Open) -> Result<()> {
    let relay = Relay::to(open.address, Quality::default()).await?;
    let courier = Courier::sits_down(&open.desk(), &relay.url()).await?;
    courier.exchanges(Greeting::Anew).await?;
    courier.attaches(article(2), &open.desk().join("file.pdf")).await?;
    let before = relay.carried();
    courier.delivers().await?;
    print("film_again_bytes", (relay.carried() - before).bytes() as f64);
    Ok(())
}

fn article(number: u128) -> ArticleId {
    ArticleId(Uuid::from_u128((7 << 76) + number))
}

async fn with_file(folder: &Path, bytes: u64) -> Result<Open> {
    let open = Place::new(folder.to_owned()).await?.opens()?;
    let file = open.desk().join("file.pdf");
    write_file(&file, bytes, bytes)?;
    Courier::sits_down(&open.desk(), &open.url()).await?.attaches(article(1), &file).await?;
    Ok(open)
}

/// The time that the system's own copy to the disk takes.
fn dd(from: &Path, to: &Path) -> Result<Duration> {
    let begin = Instant::now();
    let mut command = Command::new("dd");
    command.arg(format!("if={}", from.display())).arg(format!("of={}", to.display())).args(["bs=1M", "conv=fdatasync", "status=none"]);
    if !command.status()?.success() {
        return Err("dd failed".into());
    }
    let took = begin.elapsed();
    fs::remove_file(to)?;
    Ok(took)
}
