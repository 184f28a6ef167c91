//! Footnotes of a page, whoever wrote it.
//!
//! Word, LibreOffice, Google Docs, Wikipedia and Pandoc name their anchors differently and agree in one thing: the reference leads to the note and the
//! note leads back. So that is what is looked for: a link to a later place whose block holds a link back to the first one. Words are taken out of
//! the note's block, which is not walked any more.

use std::collections::{HashMap, HashSet};

use super::{
    css::Sheet,
    dom::{Data, Dom, Id},
    look::Declared,
};

/// Notes of one page that are looked for; the rest stay where they stand.
const MOST: usize = 2_000;

/// What was found.
#[derive(Default)]
pub(super) struct Footnotes {
    /// The note that a reference, an `a`, stands for.
    pub references: HashMap<Id, Id>,
    /// The blocks of the notes.
    pub bodies: HashSet<Id>,
    /// In a body: the link back, which says nothing to a reader.
    back: HashSet<Id>,
}

pub(super) fn find(dom: &Dom) -> Footnotes {
    let mut found = Footnotes::default();
    let links = links(dom);
    if links.is_empty() {
        return found;
    }
    let places = places(dom);
    for (link, name) in &links {
        let Some(target) = places.get(name).copied().filter(|target| target > link) else { continue };
        let Some(body) = body(dom, target) else { continue };
        // A block that holds the reference as well is a table of contents or a paragraph that speaks of itself.
        if dom.ancestors(*link).any(|holder| holder == body) || found.bodies.len() >= MOST {
            continue;
        }
        let leads_back = |id: &Id| {
            let name = dom.attribute(*id, "href").and_then(|href| href.strip_prefix('#'))?;
            let to = *places.get(name)?;
            let near = to == *link || dom.ancestors(*link).take(3).any(|above| above == to) || dom.node(*link).previous == Some(to);
            near.then_some(*id)
        };
        let Some(back) = dom.subtree(body).filter(|id| dom.tag(*id) == "a").find_map(|id| leads_back(&id)) else { continue };
        found.references.insert(*link, body);
        found.bodies.insert(body);
        found.back.insert(back);
    }
    found
}

impl Footnotes {
    /// The words of a note, without its number and the link back.
    pub fn words(&self, dom: &Dom, sheet: &Sheet, body: Id) -> String {
        let mut words = String::new();
        let mut skipped: HashSet<Id> = HashSet::new();
        for id in dom.subtree(body) {
            let is_skipped = dom.node(id).parent.is_some_and(|parent| skipped.contains(&parent));
            let element = dom.element(id);
            let is_silent = element.is_some_and(|element| matches!(element.tag(), "script" | "style" | "o:p" | "del"))
                || self.back.contains(&id)
                || (element.is_some_and(|element| element.attribute("style").is_some())
                    && Declared::of(dom, sheet, id).says("display", "none"));
            if is_skipped || is_silent {
                skipped.insert(id);
                continue;
            }
            match &dom.node(id).data {
                Data::Text(text) => words.push_str(text),
                // Paragraphs of a note are one line of it.
                Data::Element(element) if matches!(element.tag(), "p" | "div" | "br" | "li") => words.push(' '),
                Data::Element(_) | Data::Silent => {}
            }
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        words.trim_start_matches(['↑', '^', ' ']).to_owned()
    }
}

/// Links to places of the same page, in its order.
fn links(dom: &Dom) -> Vec<(Id, &str)> {
    let all = (0..dom.nodes.len() as Id).filter(|id| dom.tag(*id) == "a");
    all.filter_map(|id| Some((id, dom.attribute(id, "href")?.strip_prefix('#').filter(|name| !name.is_empty())?))).take(2 * MOST).collect()
}

/// Places by their names.
fn places(dom: &Dom) -> HashMap<&str, Id> {
    let mut places = HashMap::new();
    for id in 0..dom.nodes.len() as Id {
        let Some(element) = dom.element(id) else { continue };
        for name in [element.attribute("id"), element.attribute("name")].into_iter().flatten() {
            places.entry(name).or_insert(id);
        }
    }
    places
}

/// The block that a place of a note is in or is.
fn body(dom: &Dom, target: Id) -> Option<Id> {
    let line: Vec<Id> = std::iter::once(target).chain(dom.ancestors(target)).take(8).collect();
    let is_note = |id: &Id| {
        let named = |name: &str| dom.attribute(*id, name).unwrap_or_default().to_ascii_lowercase();
        let (style, own) = (named("style"), named("id"));
        let elements = ["mso-element:footnote", "mso-element:endnote"];
        let is_one = |element: &&str| style.replace(' ', "").split(';').any(|declaration| declaration == *element);
        elements.iter().any(is_one)
            || own.starts_with("sdfootnote") && dom.tag(*id) == "div"
            || own.starts_with("sdendnote") && dom.tag(*id) == "div"
    };
    line.iter()
        .copied()
        .find(|id| is_note(id))
        .or_else(|| line.into_iter().find(|id| matches!(dom.tag(*id), "li" | "p" | "dd" | "aside" | "td")))
}
