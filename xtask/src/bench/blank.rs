//! The yardstick: a Tauri window with nothing in it, built from the same versions with the same profile as the app.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::log::Log;
use crate::project::Project;

const MAIN: &str = r#"#[tauri::command]
fn ready() {
    println!("ready");
}

fn main() {
    tauri::Builder::default().invoke_handler(tauri::generate_handler![ready]).run(tauri::generate_context!()).expect("a blank window opens");
}
"#;

const PAGE: &str = r#"<!doctype html>
<title>blank</title>
<textarea autofocus></textarea>
<script>addEventListener('load', () => requestAnimationFrame(() => window.__TAURI__.core.invoke('ready')))</script>
"#;

const CONFIG: &str = r#"{
  "productName": "blank",
  "version": "0.0.0",
  "identifier": "vn.banthao.blank",
  "build": { "frontendDist": "page" },
  "app": { "withGlobalTauri": true, "windows": [{ "width": 1366, "height": 768 }], "security": { "csp": null } }
}
"#;

/// Writes and builds it in the app's own target folder, so that what both share is compiled once; returns the program.
pub fn build(project: &Project, log: &mut Log) -> Result<PathBuf> {
    let folder = project.target.join("bench/blank");
    for part in ["src", "page", "icons"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let root = fs::read_to_string(project.root.join("Cargo.toml")).context("cannot read the root Cargo.toml")?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    write(&folder.join("Cargo.toml"), &manifest(&root, &lock)?)?;
    // Cargo keeps the versions of this lock that are still asked for, and drops the rest.
    write(&folder.join("Cargo.lock"), &lock)?;
    write(&folder.join("src/main.rs"), MAIN)?;
    write(&folder.join("build.rs"), "fn main() {\n    tauri_build::build()\n}\n")?;
    write(&folder.join("tauri.conf.json"), CONFIG)?;
    write(&folder.join("page/index.html"), PAGE)?;
    fs::copy(project.root.join("icons/icon.png"), folder.join("icons/icon.png"))?;
    let mut command = project.cargo(["build", "--release", "--manifest-path"]);
    log.run(command.arg(folder.join("Cargo.toml")).env("CARGO_TARGET_DIR", &project.target))?;
    Ok(project.program_of("release", "banthao-blank"))
}

fn manifest(root: &str, lock: &str) -> Result<String> {
    let tauri = locked(lock, "tauri").context("tauri is not in Cargo.lock")?;
    let tauri_build = locked(lock, "tauri-build").context("tauri-build is not in Cargo.lock")?;
    let profile = section(root, "[profile.release]").context("the root Cargo.toml sets no release profile")?;
    // Cargo warns of packages that the blank window does not have, and builds the others like the app's.
    let packages = section(root, "[profile.release.package]").unwrap_or_default();
    Ok(format!(
        "[package]\nname = \"banthao-blank\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ntauri = {{ version = \"={tauri}\", features = [\"custom-protocol\"] }}\n\n\
         [build-dependencies]\ntauri-build = \"={tauri_build}\"\n\n\
         {profile}\n{packages}\n[workspace]\n"
    ))
}

/// The version of a package in a lock file; the newest when there are several.
fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let head = format!("name = \"{name}\"\nversion = \"");
    let at = lock.rfind(&head)? + head.len();
    lock[at..].split('"').next()
}

/// A table of a manifest, head included.
fn section<'a>(manifest: &'a str, head: &str) -> Option<&'a str> {
    let table = &manifest[manifest.find(head)?..];
    let end = table[head.len()..].find("\n[").map_or(table.len(), |end| head.len() + end + 1);
    Some(&table[..end])
}

/// Leaves an equal file alone: a new modification time would compile it again.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blank_window_takes_the_versions_and_the_profile_of_the_app() {
        let root = "[profile.dev]\ndebug = 1\n\n[profile.release]\nlto = \"thin\"\nstrip = \"symbols\"\n\n[profile.release.package]\ntao = { opt-level = \"s\" }\n\n[profile.release.package.banthao]\nlto = false\n";
        let lock = "[[package]]\nname = \"tauri\"\nversion = \"2.12.5\"\n\n[[package]]\nname = \"tauri-build\"\nversion = \"2.7.4\"\n";
        let manifest = manifest(root, lock).unwrap();
        assert!(manifest.contains("tauri = { version = \"=2.12.5\""), "{manifest}");
        assert!(manifest.contains("tauri-build = \"=2.7.4\""), "{manifest}");
        assert!(manifest.contains("lto = \"thin\"\nstrip = \"symbols\"\n"), "{manifest}");
        assert!(manifest.contains("[profile.release.package]\ntao = { opt-level = \"s\" }\n"), "{manifest}");
        assert!(!manifest.contains("lto = false"), "the next table is not part of the profile: {manifest}");
        assert!(!manifest.contains("debug = 1"), "{manifest}");
    }
}
