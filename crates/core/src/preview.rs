//! Pages that show how an article would look to the public, made on this machine and kept in memory for as long as the window may ask for them.
//!
//! A page is shown in a frame that may do nothing: it runs no script, opens no window, sends no form, and belongs to no origin, so it has no cookie
//! and no session either. What it may read, its style and its pictures, is therefore found under a key that only the window was told.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use banthao_document::{
    BlobId,
    render::{
        self, Picture,
        page::{PREVIEW_STYLE, STYLE},
    },
};
use banthao_protocol::AppEvent;

use crate::{App, MediaAnswer, MediaForm};

/// Pages that are kept: the one that is shown, the one that is loading, and one that a slow window may still ask for.
const KEPT: usize = 3;

/// The pages of an open profile.
pub(crate) struct Previews {
    key: String,
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    last: u32,
    pages: VecDeque<(u32, Arc<str>)>,
}

impl Default for Previews {
    fn default() -> Self {
        Self { key: hex::encode(rand::random::<[u8; 16]>()), made: Mutex::default() }
    }
}

impl Previews {
    /// Keeps a page; its address is made of what is returned.
    pub fn keep(&self, page: String) -> (&str, u32) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.last += 1;
        let edition = made.last;
        made.pages.push_back((edition, page.into()));
        if made.pages.len() > KEPT {
            made.pages.pop_front();
        }
        (&self.key, edition)
    }

    fn page(&self, edition: &str) -> Option<Arc<str>> {
        let edition: u32 = edition.parse().ok()?;
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.pages.iter().find(|(kept, _)| *kept == edition).map(|(_, page)| Arc::clone(page))
    }
}

/// The pictures of an article at the addresses that a preview has for them.
pub(crate) struct Pictures(pub Vec<(BlobId, (u32, u32))>);

impl render::Media for Pictures {
    fn picture(&self, blob: &BlobId) -> Option<Picture> {
        let &(_, (width, height)) = self.0.iter().find(|(known, _)| known == blob)?;
        Some(Picture { renditions: vec![(format!("anh/{blob}"), width)], width, height })
    }
}

impl App {
    /// Answers for a page of `preview_render`, and for what it is made of. `address` is everything behind the door's own name:
    /// `<key>/<edition>`, perhaps with a query. `source` is what a content security policy calls that door.
    pub async fn preview_answer(&self, address: &str, source: &str) -> MediaAnswer {
        let nothing = || MediaAnswer { status: 404, headers: Vec::new(), body: Vec::new() };
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let Some((key, rest)) = path.trim_start_matches('/').split_once('/') else { return nothing() };
        let Ok(open) = self.open() else { return nothing() };
        if key != open.previews.key {
            return nothing();
        }
        match rest {
            "phong-cach.css" => style(STYLE),
            "xem-truoc.css" => style(PREVIEW_STYLE),
            rest => match rest.strip_prefix("anh/") {
                Some(blob) => self.media_answer(blob, MediaForm::Itself, None).await,
                None => match open.previews.page(rest) {
                    Some(page) => {
                        if let Some(block) = pointed_at(query) {
                            self.emit(AppEvent::PreviewPointed { block: block.to_owned() });
                        }
                        shown(&page, source)
                    }
                    None => nothing(),
                },
            },
        }
    }
}

/// The block that the person followed a way back from.
fn pointed_at(query: &str) -> Option<&str> {
    let block = query.strip_prefix("den=")?;
    let is_one =
        !block.is_empty() && block.len() <= 64 && block.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_one.then_some(block)
}

fn style(text: &str) -> MediaAnswer {
    let headers = vec![
        ("content-type", "text/css; charset=utf-8".to_owned()),
        ("cache-control", "private, max-age=3600".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    MediaAnswer { status: 200, headers, body: text.as_bytes().to_vec() }
}

/// The page, with what holds wherever it is opened and not in the window's frame alone.
fn shown(page: &str, source: &str) -> MediaAnswer {
    let policy = format!("default-src 'none'; img-src {source}; style-src {source}; base-uri 'none'; form-action 'none'; sandbox");
    let headers = vec![
        ("content-type", "text/html; charset=utf-8".to_owned()),
        ("content-security-policy", policy),
        // The same address always shows the same page, and a page that was replaced is not asked for again.
        ("cache-control", "no-store".to_owned()),
        ("referrer-policy", "no-referrer".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    MediaAnswer { status: 200, headers, body: page.as_bytes().to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_pages_are_kept() {
        let previews = Previews::default();
        let editions: Vec<u32> = (1..=5).map(|number| previews.keep(format!("trang {number}")).1).collect();
        let found: Vec<bool> = editions.iter().map(|edition| previews.page(&edition.to_string()).is_some()).collect();
        assert_eq!(found, [false, false, true, true, true]);
        assert_eq!(previews.page("5").as_deref(), Some("trang 5"));
    }

    #[test]
    fn a_place_to_go_back_to_is_an_id_and_nothing_else() {
        assert_eq!(pointed_at("den=0192-ab_C"), Some("0192-ab_C"));
        for query in ["", "den=", "den=a&b=c", "den=%3Cscript%3E", "di=a", "den=a/b", &format!("den={}", "a".repeat(65))] {
            assert_eq!(pointed_at(query), None, "{query}");
        }
    }
}
