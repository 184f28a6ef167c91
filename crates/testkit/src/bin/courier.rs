//! The two ends of a line as processes that can be killed: `courier serve FOLDER ADDRESS` is a portal with the demonstration accounts,
//! `courier deliver FOLDER URL` brings everything that a store has to its portal.

use std::{env, io::Write, net::SocketAddr, path::PathBuf};

use banthao_portal::{Portal, Settings, serve};
use banthao_testkit::courier::{Delivered, Result};

// As the app and the portal have it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(what), Some(folder), Some(at)) = (arguments.next(), arguments.next().map(PathBuf::from), arguments.next()) else {
        return Err("usage: courier serve FOLDER ADDRESS, courier deliver FOLDER URL".into());
    };
    match what.as_str() {
        "serve" => serves(folder, at.parse()?).await,
        "deliver" => says(&Delivered::from(&folder, &at).await?.to_line()),
        _ => Err("a courier serves or delivers".into()),
    }
}

async fn serves(folder: PathBuf, address: SocketAddr) -> Result<()> {
    let mut settings = Settings::new(folder);
    settings.demo = true;
    let portal = tokio::task::spawn_blocking(|| Portal::open(settings)).await??;
    let (address, _serving) = serve(&portal, address, None).await?;
    says(&format!("listening on {address}"))?;
    std::future::pending().await
}

fn says(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
