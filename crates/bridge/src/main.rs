//! Serves the window's UI to a browser on this machine.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::{Context, ensure};
use banthao_core::{App, Config, NativeConnect, NoClipboard, NoKeyring, Pace, Provision, world::World};
use clap::Parser;
use tokio::net::TcpListener;

/// The window's UI in a browser, on the real core.
#[derive(Parser)]
struct Arguments {
    /// Where to listen; loopback only. Port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The folder of the profiles.
    #[arg(long)]
    profiles: PathBuf,
    /// The folder of the built UI.
    #[arg(long)]
    ui: PathBuf,
    /// A provisioning file.
    #[arg(long)]
    provision: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("BANTHAO_LOG").unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    ensure!(arguments.listen.ip().is_loopback(), "the bridge listens on loopback only");
    let provision = arguments.provision.as_deref().map(Provision::read).transpose().context("the provisioning file cannot be read")?;
    let listener = TcpListener::bind(arguments.listen).await.with_context(|| format!("{} cannot be listened on", arguments.listen))?;
    let address = listener.local_addr()?;
    let documents = std::env::var_os("HOME").map_or_else(|| arguments.profiles.clone(), PathBuf::from);
    let config = Config {
        folder: arguments.profiles,
        secrets: Arc::new(NoKeyring),
        connect: Arc::new(NativeConnect::default()),
        world: World::of_this_machine(),
        provision,
        device_name: "Trình duyệt trên máy này".to_owned(),
        pace: Pace::Live,
        max_pages: None,
        clipboard: Arc::new(NoClipboard),
        documents,
    };
    let app = App::start(config).await.map_err(|error| anyhow::anyhow!("the profiles cannot be used: {}", error.message))?;
    let key = hex::encode(rand::random::<[u8; 16]>());
    println!("open http://{address}/?key={key}");
    let router = banthao_bridge::router(app.clone(), key, arguments.ui);
    // Not a graceful shutdown: a window's open event stream would hold it up for ever, and what was saved is on disk already.
    tokio::select! {
        served = axum::serve(listener, router) => served?,
        () = ended() => {}
    }
    app.stop().await;
    Ok(())
}

/// Until someone asks for the end.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}
