//! The system packages that building, running and testing need, and how to get the missing ones.
//!
//! On Debian, Ubuntu and their kin the missing ones are named and installed. Elsewhere we say what is needed and go on: the build itself
//! tells soon enough what is not there.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// What the packages are wanted for; a test needs everything that a run needs, a comparison everything that a test needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    Run,
    Test,
    Peers,
}

struct Package {
    name: &'static str,
    purpose: Purpose,
    /// Whether Ubuntu has it as a package that can be installed without snapd.
    on_ubuntu: bool,
    why: &'static str,
}

const fn package(purpose: Purpose, name: &'static str, why: &'static str) -> Package {
    Package { name, purpose, on_ubuntu: true, why }
}

const PACKAGES: &[Package] = &[
    package(Purpose::Run, "build-essential", "the linker, and a C compiler for SQLCipher and ring"),
    package(Purpose::Run, "pkg-config", "finds the libraries of the window"),
    package(Purpose::Run, "perl", "configures the OpenSSL that SQLCipher is linked with; perl-base is not enough"),
    package(Purpose::Run, "libwebkit2gtk-4.1-dev", "the window"),
    package(Purpose::Run, "libdbus-1-dev", "the window's toolkit speaks D-Bus through it"),
    package(Purpose::Run, "dbus", "tells whether there is a keyring; gives each test session a bus of its own"),
    package(Purpose::Test, "webkit2gtk-driver", "drives the real window"),
    package(Purpose::Test, "xvfb", "a display for it"),
    package(Purpose::Test, "gnome-keyring", "a real Secret Service to keep the key in"),
    package(Purpose::Test, "ibus", "the input method that most of the Linux desktops have"),
    package(Purpose::Test, "ibus-gtk3", "brings it into the window"),
    package(Purpose::Test, "ibus-unikey", "types Vietnamese through it"),
    package(Purpose::Test, "xdotool", "presses keys as a keyboard does"),
    package(Purpose::Test, "at-spi2-core", "without an accessibility bus the window waits for one"),
    package(Purpose::Peers, "rsync", "what a first upload is measured beside"),
    Package { on_ubuntu: false, ..package(Purpose::Test, "chromium", "opens the bridge and the public pages; Ubuntu's is a snap") },
];

/// Names the missing packages and installs them where we know how.
pub fn ensure(purpose: Purpose) -> Result<()> {
    if cfg!(target_os = "linux") {
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        return match family(&release) {
            Family::Debian => install(&missing(purpose, false)),
            Family::Ubuntu => install(&missing(purpose, true)),
            Family::Other => {
                println!("This Linux is not a Debian or Ubuntu. Needed, by their Debian names:");
                for package in wanted(purpose, false) {
                    println!("  {:24}{}", package.name, package.why);
                }
                Ok(())
            }
        };
    }
    if cfg!(windows) {
        println!(
            "Needed on Windows: Visual Studio Build Tools with “Desktop development with C++”, Strawberry Perl, and the WebView2 runtime."
        );
    } else {
        println!("Needed on macOS: the Xcode command line tools (xcode-select --install).");
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Family {
    Debian,
    Ubuntu,
    Other,
}

/// Reads os-release(5).
fn family(release: &str) -> Family {
    let field = |name: &str| {
        let line = release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let likeness = format!("{} {}", field("ID"), field("ID_LIKE"));
    // Derivatives of Ubuntu name both it and Debian, and take its archive's choices.
    if likeness.split_whitespace().any(|id| id == "ubuntu") {
        Family::Ubuntu
    } else if likeness.split_whitespace().any(|id| id == "debian") {
        Family::Debian
    } else {
        Family::Other
    }
}

fn wanted(purpose: Purpose, ubuntu: bool) -> impl Iterator<Item = &'static Package> {
    PACKAGES.iter().filter(move |package| package.purpose <= purpose && (package.on_ubuntu || !ubuntu))
}

fn missing(purpose: Purpose, ubuntu: bool) -> Vec<&'static Package> {
    let names: Vec<&str> = wanted(purpose, ubuntu).map(|package| package.name).collect();
    // It lists the known ones even when it fails for the unknown.
    let known = process::output_of(Command::new("dpkg-query").args(["-W", "-f=${Package} ${db:Status-Status}\n"]).args(&names));
    let known = known.unwrap_or_default();
    wanted(purpose, ubuntu).filter(|package| !known.lines().any(|line| line == format!("{} installed", package.name))).collect()
}

fn install(missing: &[&Package]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages:");
    for package in missing {
        println!("  {:24}{}", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    // First with the lists that are there; a fresh container has none, an old one names versions that are gone.
    if apt(&["install", "-y", "--no-install-recommends"], &names).is_err() {
        apt(&["update"], &[])?;
        apt(&["install", "-y", "--no-install-recommends"], &names)
            .with_context(|| format!("install them by hand and start again: apt-get install {}", names.join(" ")))?;
    }
    Ok(())
}

fn apt(arguments: &[&str], names: &[&str]) -> Result<()> {
    let root = process::output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut words: Vec<&str> = if root { vec![] } else { vec!["sudo"] };
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(arguments);
    words.extend(names);
    println!("{}", words.join(" "));
    // In our own process group: sudo asks for the password at the terminal, which only the foreground group may read.
    let status = Command::new(words[0]).args(&words[1..]).status().with_context(|| format!("cannot start {}", words[0]))?;
    process::check_interrupt()?;
    if !status.success() {
        bail!("apt-get: {status}");
    }
    Ok(())
}

/// Fails with a plain sentence when Node is missing or too old.
pub fn check_node() -> Result<()> {
    const OLDEST: (u32, u32) = (20, 19);
    let version = process::output_of(Command::new("node").arg("--version"));
    let Some(version) = version else {
        bail!("Node.js is not installed. Install Node {}.{} or newer with npm, from nodejs.org or your distribution.", OLDEST.0, OLDEST.1);
    };
    if !at_least(&version, OLDEST) {
        bail!("Node.js {} is too old: the UI needs {}.{} or newer.", version.trim(), OLDEST.0, OLDEST.1);
    }
    if process::output_of(Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).arg("--version")).is_none() {
        bail!("npm is not installed. It comes with Node.js; Debian and Ubuntu have it as the package npm.");
    }
    Ok(())
}

fn at_least(version: &str, oldest: (u32, u32)) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= oldest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derivative_of_ubuntu_takes_the_choices_of_ubuntu() {
        assert_eq!(family("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), Family::Ubuntu);
        assert_eq!(family("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"), Family::Debian);
        assert_eq!(family("ID=raspbian\nID_LIKE=debian\n"), Family::Debian);
        assert_eq!(family("ID=fedora\n"), Family::Other);
        assert_eq!(family(""), Family::Other);
    }

    #[test]
    fn a_run_asks_for_no_test_tool_a_test_for_no_peer_and_a_comparison_for_everything() {
        assert!(wanted(Purpose::Run, false).all(|package| package.purpose == Purpose::Run), "a user needs no browser driver");
        assert!(wanted(Purpose::Test, false).all(|package| package.purpose != Purpose::Peers), "a test measures nothing");
        assert_eq!(wanted(Purpose::Peers, false).count(), PACKAGES.len());
    }

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert!(at_least("v20.19.0\n", (20, 19)));
        assert!(at_least("v100.2.0", (20, 19)), "100 is not older than 20");
        assert!(!at_least("v20.9.0", (20, 19)), "9 is older than 19");
        assert!(!at_least("no version", (20, 19)));
    }
}
