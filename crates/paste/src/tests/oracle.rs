//! A second opinion on what pages mean harm: ammonia, the HTML cleaner that others trust.

use banthao_document::{BlobId, render};

use super::{article, html, pasted};
use crate::{Manner, read};

/// Nothing pasted here has a picture.
struct Nowhere;

impl render::Media for Nowhere {
    fn picture(&self, _blob: &BlobId) -> Option<render::Picture> {
        None
    }
}

/// What is rendered of a paste goes through ammonia's own rules without losing an element, an attribute or a word.
fn assert_harmless(page: &str) {
    let mut clip = read(&html(page), Manner::Rich, None);
    let nothing = vec![None; clip.pictures.len()];
    let content = article(clip.write(&nothing));
    let rendered = render::html(&content.body, &Nowhere);
    let cleaned = ammonia::Builder::default()
        .add_generic_attributes(["class", "id", "lang", "start", "scope"])
        .link_rel(None)
        .add_tag_attributes("a", ["rel", "target"])
        .clean(&rendered)
        .to_string();
    let shape = |html: &str| html.matches('<').count();
    assert_eq!(shape(&cleaned), shape(&rendered), "{page}\n{rendered}\n{cleaned}");
}

#[test]
fn what_becomes_of_an_attack_is_nothing_to_a_cleaner_of_html() {
    for (_, page) in super::hostile::PAGES {
        assert_harmless(page);
    }
}

#[test]
fn words_that_ammonia_keeps_are_kept() {
    for page in [
        "<p>một <b>hai</b></p><div>ba<ul><li>bốn<li>năm</ul></div><table><tr><td>sáu<td>bảy</table>tám",
        "<p>a</p>b<p>c",
        "<div><p>một</div>hai</p>ba",
        "<table><p>ngoài bảng</p><tr><td>trong<td>bảng</table>",
        "<b><p>một</b> hai</p>",
        "<ul><ul><li>sâu</ul><li>nông</ul>",
        "<h2>đề<p>trong đề</h2>sau",
        "<span>một<div>hai</div>ba</span>",
    ] {
        let kept = ammonia::Builder::empty().clean(page).to_string();
        let words = |text: &str| -> Vec<String> {
            let mut words: Vec<String> = text.split_whitespace().flat_map(|word| word.chars().map(String::from)).collect();
            words.sort();
            words
        };
        assert_eq!(words(&super::words(&pasted(&html(page)).1)), words(&kept), "{page}");
    }
}
