//! `cargo xtask run`: from a fresh machine to an open window, signed in at a portal of one's own.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::process::{self, Child, Interrupted};
use crate::project::Project;
use crate::server::Server;
use crate::{session, ui};

const START_LIMIT: Duration = Duration::from_secs(60);

/// The demo accounts' one password, as `banthao-portal --demo` makes them; also the passphrase of the demo profile behind the bridge.
const PASSWORD: &str = "ban-thao-demo";

const ACCOUNTS: &[(&str, &str)] =
    &[("canbo", "officer: writes and submits"), ("lanhdao", "unit leader: approves first"), ("bientap", "editor: approves last")];

/// Runs until the window is closed or Ctrl-C is pressed.
pub fn run(project: &Project) -> Result<()> {
    timed("system packages", || {
        packages::ensure(Purpose::Run)?;
        packages::check_node()
    })?;
    timed("UI dependencies", || ui::install(project, &project.ui(), &mut Log::Terminal))?;
    timed("UI", || ui::build(project, &mut Log::Terminal))?;
    timed("app and portal (the first time takes some minutes)", || process::run(&mut project.cargo(["build", "--workspace"])))?;

    let demo = project.target.join("demo");
    let (_portal, address) = start_portal(project, &demo)?;
    let outcome = if has_display() { window(project, &demo, &address) } else { browser(project, &demo, &address) };
    match outcome {
        // Ctrl-C is the way to end this chore, not a failure of it.
        Err(error) if error.is::<Interrupted>() => {
            println!("\nEnded. What was written is kept in {}.", demo.display());
            Ok(())
        }
        other => other,
    }
}

fn timed(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("▸ {name}");
    let begin = Instant::now();
    work()?;
    println!("  {name}: {:.1} s", begin.elapsed().as_secs_f64());
    Ok(())
}

fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn start_portal(project: &Project, demo: &Path) -> Result<(Server, String)> {
    fs::create_dir_all(demo)?;
    let port = port(demo)?;
    let mut command = Command::new(project.program("banthao-portal"));
    command
        .arg(format!("--listen=127.0.0.1:{port}"))
        .arg("--data")
        .arg(demo.join("portal"))
        .arg("--demo")
        .arg(format!("--public-url=http://127.0.0.1:{port}"));
    let mut portal = Server::start("the portal", &mut command, &demo.join("portal.log"))?;
    let address = portal.says("listening on ", START_LIMIT)?;
    Ok((portal, address))
}

/// The same port at every start: the demo profile is signed in at that address.
fn port(demo: &Path) -> Result<u16> {
    const FIRST: u16 = 8787;
    let file = demo.join("port");
    let kept = fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok());
    let wanted = kept.unwrap_or(FIRST);
    if TcpListener::bind(("127.0.0.1", wanted)).is_ok() {
        fs::write(&file, wanted.to_string())?;
        return Ok(wanted);
    }
    if kept.is_some() {
        bail!(
            "port {wanted} is taken, and the demo portal was known under it. Is another cargo xtask run open? \
             Otherwise free the port, or delete {} to begin anew.",
            demo.display()
        );
    }
    let free = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?.local_addr()?.port();
    fs::write(&file, free.to_string())?;
    Ok(free)
}

fn window(project: &Project, demo: &Path, portal: &str) -> Result<()> {
    if cfg!(target_os = "linux") && !session::has_secret_service(None) {
        println!("\nNo keyring (Secret Service) answers on the session bus. The app will ask for a passphrase and keep the key under it.");
    }
    let provision = provision(demo, portal, None)?;
    tell(portal, None);
    let mut command = Command::new(project.program("banthao"));
    command.arg("--provision").arg(provision).env("BANTHAO_PROFILES", demo.join("profiles")).stdin(Stdio::null());
    let status = Child::spawn(process::mark(&mut command))?.wait()?;
    if !status.success() {
        bail!("the app ended with {status}");
    }
    println!("The window was closed; the portal ends with it.");
    Ok(())
}

fn browser(project: &Project, demo: &Path, portal: &str) -> Result<()> {
    let provision = provision(demo, portal, Some(PASSWORD))?;
    let mut command = Command::new(project.program("banthao-bridge"));
    command.arg("--listen=127.0.0.1:0").arg("--profiles").arg(demo.join("bridge"));
    command.arg("--ui").arg(project.ui().join("dist")).arg("--provision").arg(provision);
    let mut bridge = Server::start("the bridge", &mut command, &demo.join("bridge.log"))?;
    let address = bridge.says("open ", START_LIMIT)?;
    tell(portal, Some(&address));
    let status = bridge.child.wait()?;
    bail!("the bridge ended with {status}; see {}", demo.join("bridge.log").display());
}

fn provision(demo: &Path, portal: &str, passphrase: Option<&str>) -> Result<PathBuf> {
    let mut provision = json!({ "portal_url": portal, "username": ACCOUNTS[0].0, "password": PASSWORD });
    if let Some(passphrase) = passphrase {
        provision["passphrase"] = json!(passphrase);
    }
    let path = demo.join("provision.json");
    fs::write(&path, provision.to_string()).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

fn tell(portal: &str, ui: Option<&str>) {
    println!();
    if let Some(ui) = ui {
        println!("There is no display here. The same app in a browser:\n  {ui}");
        println!("  (its profile is locked with the passphrase {PASSWORD})");
    }
    println!("The portal's public site:\n  {portal}/");
    println!("Accounts, all with the password {PASSWORD}:");
    for (name, what) in ACCOUNTS {
        println!("  {name:10}{what}");
    }
    println!("Ctrl-C ends everything.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_portal_keeps_its_port_and_a_taken_one_is_not_swapped_in_silence() {
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/xtask/port-tests");
        let _ = fs::remove_dir_all(&demo);
        fs::create_dir_all(&demo).unwrap();
        let first = port(&demo).unwrap();
        assert_eq!(port(&demo).unwrap(), first);
        let _taken = TcpListener::bind(("127.0.0.1", first)).unwrap();
        assert!(port(&demo).is_err(), "the profile is signed in at the old address; another one would look like lost work");
    }
}
