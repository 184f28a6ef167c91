//! Which way the arrows point, checked against the manifests.
//!
//! The rules are those of ARCHITECTURE.md: a library that belongs to one room is named in that room's manifest alone, and a crate of ours
//! reaches only the crates below it. What only tests need is held to the same rules unless a rule says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

fn workspace() -> Vec<Package> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("cargo describes the workspace").packages
}

/// The crates that name any of `libraries`, in whatever section.
fn who_names(libraries: &[&str]) -> BTreeSet<String> {
    let names = |package: &Package| package.dependencies.iter().any(|dependency| libraries.contains(&dependency.name.as_str()));
    workspace().into_iter().filter(names).map(|package| package.name.to_string()).collect()
}

/// The crates that name any of `libraries` for more than their own tests.
fn who_ships(libraries: &[&str]) -> BTreeSet<String> {
    let names = |package: &Package| {
        let shipped = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
        shipped.into_iter().any(|dependency| libraries.contains(&dependency.name.as_str()))
    };
    workspace().into_iter().filter(names).map(|package| package.name.to_string()).collect()
}

fn only(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_window_and_the_keyring_are_known_to_the_shell_alone() {
    assert_eq!(
        who_names(&["tauri", "tauri-build", "tauri-plugin-opener", "tauri-plugin-dialog", "tauri-plugin-single-instance"]),
        only(&["banthao"])
    );
    assert_eq!(who_names(&["keyring"]), only(&["banthao"]));
}

#[test]
fn sql_is_spoken_in_two_rooms() {
    assert_eq!(
        who_names(&["rusqlite", "sqlx", "libsqlite3-sys"]),
        only(&["banthao-faultfs", "banthao-portal", "banthao-sqlite", "banthao-store"]),
        "what makes SQLite ready and the disk that loses power speak none"
    );
}

#[test]
fn http_goes_out_through_one_room_and_comes_in_through_two() {
    assert_eq!(who_ships(&["reqwest", "hyper", "ureq"]), only(&["banthao-portal-api"]));
    assert_eq!(
        who_names(&["axum", "axum-server"]),
        only(&["banthao-bridge", "banthao-portal", "banthao-testkit"]),
        "the test kit reads public pages through the portal's own router"
    );
}

#[test]
fn every_crate_reaches_only_the_crates_below_it() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("banthao-document", &[][..]),
        ("banthao-protocol", &[]),
        ("banthao-imaging", &[]),
        ("banthao-paste", &["document"]),
        ("banthao-proofing", &["document"]),
        ("banthao-portal-api", &["document"]),
        ("banthao-sqlite", &[]),
        ("banthao-store", &["document", "sqlite"]),
        ("banthao-sync", &["document", "store", "portal-api"]),
        ("banthao-core", &["document", "imaging", "paste", "proofing", "store", "sync", "portal-api", "protocol"]),
        ("banthao-bridge", &["core", "protocol"]),
        ("banthao-portal", &["document", "imaging", "portal-api", "sqlite"]),
        ("banthao-desktop", &["protocol"]),
        ("banthao", &["core", "desktop", "protocol"]),
    ]);
    for package in workspace() {
        let Some(allowed) = allowed.get(package.name.as_str()) else { continue };
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development) {
            let Some(room) = dependency.name.strip_prefix("banthao-") else { continue };
            assert!(allowed.contains(&room), "{} must not reach {}", package.name, dependency.name);
        }
    }
}

#[test]
fn no_crate_escapes_the_rules_by_being_new() {
    let ruled = only(&[
        "banthao",
        "banthao-bridge",
        "banthao-core",
        "banthao-desktop",
        "banthao-document",
        "banthao-faultfs",
        "banthao-imaging",
        "banthao-paste",
        "banthao-portal",
        "banthao-portal-api",
        "banthao-proofing",
        "banthao-protocol",
        "banthao-simulation",
        "banthao-sqlite",
        "banthao-store",
        "banthao-sync",
        "banthao-testkit",
        "banthao-tests",
        "xtask",
    ]);
    let there: BTreeSet<String> = workspace().into_iter().map(|package| package.name.to_string()).collect();
    assert_eq!(there, ruled, "a new crate needs a line in the table of arrows");
}

#[test]
fn what_tests_need_never_ships() {
    for package in workspace() {
        let for_tests = |name: &str| matches!(name, "banthao-testkit" | "banthao-faultfs");
        for dependency in package.dependencies.iter().filter(|dependency| for_tests(&dependency.name)) {
            assert_eq!(dependency.kind, DependencyKind::Development, "{} ships {}", package.name, dependency.name);
        }
        let ships_a_client = matches!(package.name.as_str(), "banthao" | "banthao-core" | "banthao-sync" | "banthao-store");
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal) {
            assert!(!(ships_a_client && dependency.name == "banthao-portal"), "{} carries a portal along", package.name);
            assert_ne!(dependency.name, "banthao-bridge", "the bridge is for development; {} must not carry it", package.name);
        }
    }
}

#[test]
fn what_decides_without_a_network_cannot_reach_one() {
    let pure =
        ["banthao-document", "banthao-protocol", "banthao-imaging", "banthao-paste", "banthao-proofing", "banthao-sync", "banthao-store"];
    for package in workspace().into_iter().filter(|package| pure.contains(&package.name.as_str())) {
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal) {
            let opens_sockets = matches!(dependency.name.as_str(), "reqwest" | "hyper" | "axum" | "tokio-rustls" | "rustls");
            assert!(!opens_sockets, "{} must not open sockets through {}", package.name, dependency.name);
        }
    }
}

#[test]
fn unsafe_code_is_forbidden_everywhere_but_under_sqlite_in_tests() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for package in workspace() {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest");
        let forbids = manifest.contains("[lints]\nworkspace = true");
        assert_eq!(forbids, package.name.as_str() != "banthao-faultfs", "{} and the lints of the workspace", package.name);
    }
    let workspace = std::fs::read_to_string(format!("{root}/Cargo.toml")).expect("the workspace's manifest");
    assert!(workspace.contains("unsafe_code = \"forbid\""));
}

#[test]
fn no_build_that_anyone_runs_commits_planted_bugs() {
    for package in workspace() {
        for dependency in &package.dependencies {
            assert!(!dependency.features.iter().any(|feature| feature == "planted-bugs"), "{} turns them on", package.name);
        }
        let default = package.features.get("default").cloned().unwrap_or_default();
        assert!(!default.iter().any(|feature| feature.contains("planted-bugs")), "{} has them by default", package.name);
    }
}
