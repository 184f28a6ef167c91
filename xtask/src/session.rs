//! A desktop of our own to test in: a display, a session bus and an unlocked keyring, all thrown away afterwards.
//!
//! Nothing of the developer's own desktop is used or touched: not the display, not the bus, not the keyring, not the home folder.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Child};

const START_LIMIT: Duration = Duration::from_secs(30);

/// What the throwaway keyring is unlocked with; it protects nothing.
const KEYRING_PASSWORD: &str = "throwaway";

pub struct Session {
    home: PathBuf,
    display: String,
    bus: String,
    // Ended in this order: the keyring leaves the bus before the bus goes.
    _keyring: Child,
    _bus: Child,
    _display: Child,
}

impl Session {
    /// Starts a session whose home is the emptied folder `home`.
    pub fn start(home: &Path) -> Result<Self> {
        empty(home)?;
        let (screen, display) = start_display(home)?;
        let (bus_process, bus) = start_bus(home)?;
        let keyring = start_keyring(home, &bus)?;
        Ok(Self { home: home.to_owned(), display, bus, _keyring: keyring, _bus: bus_process, _display: screen })
    }

    /// Puts `command` into the session.
    pub fn enter<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        move_home(command, &self.home)
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            // The same pictures on every machine, with a graphics card or without.
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
    }
}

/// Gives `command` a home folder of its own and hides the developer's desktop from it.
pub fn move_home<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    // Rust's own tools live in the real home.
    if let Some(real) = std::env::home_dir() {
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            if std::env::var_os(name).is_none() {
                command.env(name, real.join(folder));
            }
        }
    }
    process::mark(command)
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("XDG_RUNTIME_DIR", home.join("runtime"))
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "Asia/Ho_Chi_Minh")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("GNOME_KEYRING_CONTROL")
}

/// Makes `home` an empty home folder with what a session expects in it.
pub fn empty(home: &Path) -> Result<()> {
    if home.exists() {
        fs::remove_dir_all(home).with_context(|| format!("cannot empty {}", home.display()))?;
    }
    for folder in ["data", "config", "cache", "state", "runtime"] {
        fs::create_dir_all(home.join(folder))?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(home.join("runtime"), fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn start_display(home: &Path) -> Result<(Child, String)> {
    let mut command = Command::new("Xvfb");
    // It picks a free number itself and tells it on its standard output.
    command.args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]);
    process::mark(&mut command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(fs::File::create(home.join("display.log"))?);
    let mut child = Child::spawn(&mut command)?;
    let number = first_line(&mut child, "Xvfb")?;
    Ok((child, format!(":{number}")))
}

fn start_bus(home: &Path) -> Result<(Child, String)> {
    let mut command = Command::new("dbus-daemon");
    command.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
    move_home(&mut command, home).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(fs::File::create(home.join("bus.log"))?);
    let mut child = Child::spawn(&mut command)?;
    let address = first_line(&mut child, "dbus-daemon")?;
    Ok((child, address))
}

fn start_keyring(home: &Path, bus: &str) -> Result<Child> {
    let mut command = Command::new("gnome-keyring-daemon");
    command.args(["--foreground", "--unlock", "--components=secrets"]);
    move_home(&mut command, home).env("DBUS_SESSION_BUS_ADDRESS", bus);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(fs::File::create(home.join("keyring.log"))?);
    let mut child = Child::spawn(&mut command)?;
    // The password ends with the input; a line end would become part of it.
    child.stdin.take().context("the keyring takes no password")?.write_all(KEYRING_PASSWORD.as_bytes())?;
    let until = Instant::now() + START_LIMIT;
    while !has_secret_service(Some(bus)) {
        if Instant::now() > until || child.wait_for(Duration::from_millis(50))?.is_some() {
            bail!("gnome-keyring-daemon did not come up; see {}", home.join("keyring.log").display());
        }
    }
    Ok(child)
}

fn first_line(child: &mut Child, name: &str) -> Result<String> {
    let stdout = child.stdout.take().context("no output to read")?;
    let mut line = String::new();
    BufReader::new(stdout).read_line(&mut line)?;
    if line.trim().is_empty() {
        bail!("{name} did not start");
    }
    Ok(line.trim().to_owned())
}

/// Whether someone keeps secrets on the session bus: ours at `bus`, or the developer's own.
pub fn has_secret_service(bus: Option<&str>) -> bool {
    const NAME: &str = "org.freedesktop.secrets";
    // Where libraries look for the bus. Asked without an address, dbus-send would start a bus that nobody ends.
    let theirs = || {
        let named = std::env::var("DBUS_SESSION_BUS_ADDRESS").ok().filter(|address| !address.is_empty());
        named.or_else(|| {
            let socket = Path::new(&std::env::var_os("XDG_RUNTIME_DIR")?).join("bus");
            socket.exists().then(|| format!("unix:path={}", socket.display()))
        })
    };
    let Some(address) = bus.map(str::to_owned).or_else(theirs) else { return false };
    let ask = |arguments: &[&str]| {
        let mut command = Command::new("dbus-send");
        command.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]).args(arguments);
        process::output_of(command.env("DBUS_SESSION_BUS_ADDRESS", &address).stderr(Stdio::null())).unwrap_or_default()
    };
    if ask(&["org.freedesktop.DBus.NameHasOwner", &format!("string:{NAME}")]).contains("boolean true") {
        return true;
    }
    // On a developer's desktop the keyring may start when it is first asked; ours is there or it is not.
    bus.is_none() && ask(&["org.freedesktop.DBus.ListActivatableNames"]).contains(NAME)
}
