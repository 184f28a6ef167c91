//! What the package tells the desktop to open with the app, against what the app does with it.

use std::{ffi::OsString, fs, path::Path};

use banthao_desktop::errands;
use banthao_protocol::Errand;
use serde_json::Value;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)).expect("a file of the project")
}

fn config() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).expect("JSON")
}

#[test]
fn every_file_and_link_that_the_package_registers_is_one_that_the_app_takes() {
    let config = config();
    let folder = tempfile::tempdir().expect("a folder");
    let associations = config["bundle"]["fileAssociations"].as_array().expect("a list");
    assert!(!associations.is_empty());
    for ending in associations.iter().flat_map(|association| association["ext"].as_array().expect("endings")) {
        let name = format!("tệp.{}", ending.as_str().expect("an ending"));
        fs::write(folder.path().join(&name), b"x").expect("a file");
        let errands = errands::of_words([OsString::from(&name)], folder.path());
        assert!(matches!(errands[..], [Errand::Bundle { .. } | Errand::Document { .. }]), "{name}: {errands:?}");
    }
    for scheme in config["plugins"]["deep-link"]["desktop"]["schemes"].as_array().expect("a list") {
        let link = format!("{}://bai-moi", scheme.as_str().expect("a scheme"));
        assert_eq!(errands::of_link(&link), Some(Errand::NewArticle), "{link}");
    }
}

#[test]
fn the_desktop_hands_links_and_files_over_and_knows_our_own_kind() {
    let config = config();
    let deb = &config["bundle"]["linux"]["deb"];
    let entry = read(deb["desktopTemplate"].as_str().expect("a template"));
    // Without `%U` a desktop starts the app and drops what it was to open; Tauri's own template has none.
    assert!(entry.contains("Exec={{exec}} %U\n") && entry.contains("MimeType={{mime_type}};\n"), "{entry}");
    assert!(entry.contains("Exec={{exec}} --new\n"));
    let kinds = read(deb["files"]["/usr/share/mime/packages/vn.banthao.desktop.xml"].as_str().expect("a file"));
    let own = config["bundle"]["fileAssociations"][0].clone();
    assert!(kinds.contains(&format!("type=\"{}\"", own["mimeType"].as_str().expect("a type"))));
    assert!(kinds.contains(&format!("*.{}", own["ext"][0].as_str().expect("an ending"))));
}
