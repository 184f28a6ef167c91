//! The reference portal as a program: one process, one folder.

use std::{io::IsTerminal, net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::{Context, ensure};
use banthao_portal::{NewAccount, Portal, Settings, TlsFiles, serve};
use banthao_portal_api::wire::{Role, Unit};
use clap::{Parser, Subcommand, ValueEnum};

// A push is thousands of small pieces of JSON, and the system's allocator takes a quarter of the time that the portal has for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The reference portal of Bản Thảo.
#[derive(Parser)]
#[command(name = "banthao-portal", version)]
struct Arguments {
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// The folder in which everything is kept.
    #[arg(long)]
    data: PathBuf,
    /// The display name.
    #[arg(long)]
    name: Option<String>,
    /// The address under which the public reaches it.
    #[arg(long)]
    public_url: Option<String>,
    /// Make the demonstration accounts canbo, lanhdao and bientap, whose password is published. Never on a portal that others reach.
    #[arg(long)]
    demo: bool,
    /// Certificate chain, PEM.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    #[command(subcommand)]
    chore: Option<Chore>,
}

/// What is done instead of serving.
#[derive(Subcommand)]
enum Chore {
    /// To be run once after the data folder was put back from a backup, before the portal serves again: gives it another epoch, so that
    /// every client asks what is missing here and sends it again.
    Restored,
    /// Adds an account. The password is the first line of standard input, so that it stands in no process list.
    AddAccount {
        /// Sign-in name.
        #[arg(long)]
        username: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Stable code of the unit, such as trung-tam-thong-tin.
        #[arg(long)]
        unit_code: String,
        /// Name of the unit.
        #[arg(long)]
        unit_name: String,
        /// What they may do; may be given several times.
        #[arg(long, required = true)]
        role: Vec<RoleName>,
    },
}

/// The roles by the names that the command line takes.
#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    /// Writes and submits.
    Officer,
    /// Approves for the unit.
    UnitLeader,
    /// Approves for the portal.
    Editor,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Officer => Self::Officer,
            RoleName::UnitLeader => Self::UnitLeader,
            RoleName::Editor => Self::Editor,
        }
    }
}

/// NIST SP 800-63B asks for 8; accounts that publish in a ministry's name can bear more.
const SHORTEST_PASSWORD: usize = 12;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("banthao-portal: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let mut settings = Settings::new(&arguments.data);
    settings.demo = arguments.demo;
    settings.public_url = arguments.public_url;
    if let Some(name) = arguments.name {
        settings.name = name;
    }
    if arguments.demo && !arguments.listen.ip().is_loopback() {
        tracing::warn!("the password of the demonstration accounts is known to everyone, and others reach this address");
    }
    let opening = tokio::task::spawn_blocking(|| Portal::open(settings));
    let portal = opening.await?.with_context(|| format!("the data folder {} cannot be opened", arguments.data.display()))?;
    if let Some(chore) = arguments.chore {
        return tokio::task::spawn_blocking(move || do_chore(&portal, chore)).await?;
    }
    let tls = arguments.tls_cert.zip(arguments.tls_key).map(|(certificate, key)| TlsFiles { certificate, key });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let (bound, serving) = serve(&portal, arguments.listen, tls).await?;
    println!("listening on {scheme}://{bound}");
    asked_to_end().await?;
    tracing::info!("ending");
    Ok(serving.end().await?)
}

fn do_chore(portal: &Portal, chore: Chore) -> anyhow::Result<()> {
    match chore {
        Chore::Restored => {
            println!("the epoch is now {}", portal.begin_epoch()?);
            Ok(())
        }
        Chore::AddAccount { username, name, unit_code, unit_name, role } => {
            add_account(portal, &username, &name, Unit { code: unit_code, name: unit_name }, role)
        }
    }
}

fn add_account(portal: &Portal, username: &str, name: &str, unit: Unit, role: Vec<RoleName>) -> anyhow::Result<()> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("no password came on standard input")?;
    let password = password.trim_end_matches(['\r', '\n']);
    ensure!(password.chars().count() >= SHORTEST_PASSWORD, "a password has at least {SHORTEST_PASSWORD} characters");
    let roles = role.into_iter().map(Role::from).collect();
    ensure!(portal.add_account(&NewAccount { username, name, unit, roles, password })?, "{username} is taken");
    println!("{username} can sign in");
    Ok(())
}

/// Returns at Ctrl-C and, where there is such a thing, at SIGTERM.
async fn asked_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
