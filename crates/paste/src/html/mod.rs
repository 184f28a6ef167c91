//! HTML of unknown origin, read.
//!
//! [`sink`] makes a tree of it within bounds, [`css`] and [`look`] say how its text looks, [`notes`] finds its footnotes, and [`walk`] goes through it
//! once and writes down blocks. Nothing of the page's own markup goes any further: what is not asked for here does not exist for the article.

mod css;
mod dom;
mod look;
mod notes;
mod picture;
mod sink;
mod table;
mod walk;

use crate::{
    Source,
    flow::Piece,
    picture::Pictures,
    receipt::{Notes, Thing},
};

/// What a page was read as.
pub(crate) struct Page {
    pub pieces: Vec<Piece>,
    pub source: Source,
}

/// Reads a page. `pictures` gets those that came along.
pub(crate) fn read(html: &str, pictures: &mut Pictures, notes: &Notes) -> Page {
    let (html, complete) = crate::limits::within(html, crate::limits::SOURCE_BYTES);
    let dom = sink::parse(html);
    if !complete || dom.cut {
        notes.note(Thing::TooMuch);
    }
    let mut sheet = css::Sheet::default();
    for id in (0..dom.nodes.len() as dom::Id).filter(|id| dom.tag(*id) == "style") {
        sheet.add(&dom.text(id));
    }
    let source = source(&dom);
    pictures.expects_beside(picture::in_files(&dom));
    let pieces = walk::Walk::of(&dom, &sheet, pictures, notes).page();
    Page { pieces, source }
}

/// Which program a page comes from, by what only it writes.
fn source(dom: &dom::Dom) -> Source {
    let elements = dom.nodes.iter().filter_map(|node| match &node.data {
        dom::Data::Element(element) => Some(element),
        dom::Data::Silent | dom::Data::Text(_) => None,
    });
    // Programs say who they are at the beginning.
    for element in elements.take(200) {
        let says = |attribute: &str, words: &str| element.attribute(attribute).is_some_and(|value| value.contains(words));
        if says("content", "LibreOffice") || says("content", "OpenOffice") {
            return Source::LibreOffice;
        }
        if says("content", "Microsoft Excel") || says("xmlns:x", "office:excel") {
            return Source::Excel;
        }
        if says("content", "Microsoft Word") || says("xmlns:w", "office:word") || says("class", "Mso") || says("class", "SCXW") {
            return Source::Word;
        }
        if says("id", "docs-internal-guid") || element.tag() == "google-sheets-html-origin" {
            return Source::GoogleDocs;
        }
    }
    Source::Page
}
