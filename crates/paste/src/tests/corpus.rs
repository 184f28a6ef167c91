//! The clipboards of tests/fixtures/paste and what becomes of each.
//!
//! A case is the files of one stem: `.html`, `.rtf` and `.txt` are the flavours of one clipboard, `.expected` is the document with its receipt, a block a
//! line. `BANTHAO_WRITE_EXPECTED=1` writes the last one anew, to be read before it is committed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{assert_valid, pasted};
use crate::{Clip, Manner, Pasted};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/paste")
}

fn cases() -> BTreeMap<String, Clip> {
    let mut cases: BTreeMap<String, Clip> = BTreeMap::new();
    let groups = fs::read_dir(folder()).expect("the corpus").filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir());
    for group in groups {
        for entry in fs::read_dir(&group).expect("a group").filter_map(Result::ok) {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
            let name = format!(
                "{}/{}",
                group.file_name().unwrap_or_default().to_string_lossy(),
                path.file_stem().unwrap_or_default().to_string_lossy()
            );
            // HTML and RTF made of one document are two clipboards, unless they are written to be one.
            let is_made = name.starts_with("office/");
            let name = if is_made && ending != "expected" { format!("{name}.{ending}") } else { name };
            let bytes = || fs::read(&path).expect("a payload");
            match ending.as_str() {
                "html" => cases.entry(name).or_default().html = Some(String::from_utf8_lossy(&bytes()).into_owned()),
                "rtf" => cases.entry(name).or_default().rtf = Some(bytes()),
                "txt" => cases.entry(name).or_default().text = Some(String::from_utf8_lossy(&bytes()).into_owned()),
                _ => {}
            }
        }
    }
    cases
}

/// The document as it is kept beside a case.
fn written(pasted: &Pasted, blocks: &[Value]) -> String {
    let mut lines = vec![format!("from {:?}", pasted.source)];
    lines.extend(pasted.suspect.map(|charset| format!("suspect {charset:?}")));
    lines
        .extend(pasted.receipt.lines().map(|(thing, count)| format!("{} {thing:?} {count}", format!("{:?}", thing.fate()).to_lowercase())));
    lines.extend(blocks.iter().map(Value::to_string));
    lines.join("\n") + "\n"
}

#[test]
fn every_clipboard_of_the_corpus_becomes_the_document_beside_it() {
    let cases = cases();
    assert!(cases.len() >= 60, "the corpus has {} clipboards", cases.len());
    let writes = std::env::var_os("BANTHAO_WRITE_EXPECTED").is_some();
    let mut different = Vec::new();
    for (name, clip) in &cases {
        let (pasted, blocks) = pasted(clip);
        let is = written(&pasted, &blocks);
        let path = folder().join(format!("{name}.expected"));
        if writes {
            fs::write(&path, &is).expect("the expected document is written");
        }
        let should = fs::read_to_string(&path).unwrap_or_default();
        if is != should {
            different.push(format!("{name}\n--- should be\n{should}--- is\n{is}"));
        }
    }
    assert!(different.is_empty(), "{} of {} clipboards:\n{}", different.len(), cases.len(), different.join("\n"));
}

#[test]
fn every_clipboard_of_the_corpus_is_a_valid_article() {
    for clip in cases().values() {
        assert_valid(clip, Manner::Rich);
        assert_valid(clip, Manner::Words);
    }
}

/// Words are what an officer cannot afford to lose. What the HTML of a document holds, its RTF holds too.
#[test]
fn html_and_rtf_of_one_document_say_the_same_words() {
    let cases = cases();
    let plain = |clip: &Clip| {
        let all = super::words(&pasted(clip).1);
        let mut words: Vec<String> = all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.sort();
        words
    };
    let mut compared = 0;
    for (name, clip) in cases.iter().filter(|(name, _)| name.starts_with("office/") && name.ends_with(".html")) {
        let Some(rtf) = cases.get(&name.replace(".html", ".rtf")) else { continue };
        assert_eq!(plain(clip), plain(rtf), "{name}");
        compared += 1;
    }
    assert!(compared >= 15, "{compared} documents were compared");
}
