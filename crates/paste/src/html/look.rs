//! How an element's text looks: what its tag, the page's sheet and its own style say, on top of what it is in.

use std::rc::Rc;

use banthao_document::link;

use super::{
    css::{Declarations, Sheet},
    dom::{Dom, Id},
};
use crate::{
    legacy,
    model::{Height, Look},
    receipt::{Notes, Thing},
};

/// What holds for the text of an element.
#[derive(Clone, Default)]
pub(super) struct Style {
    pub look: Look,
    /// Nobody saw it.
    pub hidden: bool,
    /// Spaces and line ends mean themselves.
    pub kept_spaces: bool,
}

/// An element's declarations: its rules of the sheet, the most general first, then its own.
pub(super) struct Declared<'a> {
    rules: Vec<&'a Declarations>,
    own: Declarations,
}

impl<'a> Declared<'a> {
    pub fn of(dom: &'a Dom, sheet: &'a Sheet, id: Id) -> Self {
        let classes = dom.attribute(id, "class").unwrap_or_default();
        let rules = if sheet.is_empty() { Vec::new() } else { sheet.rules(dom.tag(id), classes).collect() };
        Self { rules, own: dom.attribute(id, "style").map(Declarations::read).unwrap_or_default() }
    }

    /// The value that holds.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.own.get(name).or_else(|| self.rules.iter().rev().find_map(|rule| rule.get(name)))
    }

    /// The value that the element itself names.
    pub fn own(&self, name: &str) -> Option<&str> {
        self.own.get(name)
    }

    pub fn says(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|given| given.eq_ignore_ascii_case(value))
    }
}

/// The style of an element that is in another of style `outer`.
pub(super) fn style(dom: &Dom, id: Id, declared: &Declared<'_>, outer: &Style, notes: &Notes) -> Style {
    let mut style = outer.clone();
    match dom.tag(id) {
        "b" | "strong" => style.look.strong = true,
        "i" | "em" | "cite" | "dfn" => style.look.em = true,
        "sup" => style.look.height = Height::Above,
        "sub" => style.look.height = Height::Below,
        "pre" | "listing" | "xmp" => style.kept_spaces = true,
        "font" => {
            if let Some(face) = dom.attribute(id, "face") {
                style.look.font = legacy::font(face);
            }
        }
        "a" => style.look.link = dom.attribute(id, "href").and_then(|href| address(href, notes)),
        _ => {}
    }
    if let Some(weight) = declared.get("font-weight") {
        style.look.strong = is_bold(weight);
    }
    if let Some(slant) = declared.get("font-style") {
        style.look.em = slant.starts_with("italic") || slant.starts_with("oblique");
    }
    match declared.get("vertical-align") {
        Some("super") => style.look.height = Height::Above,
        Some("sub") => style.look.height = Height::Below,
        Some("baseline") => style.look.height = Height::Line,
        Some(_) | None => {}
    }
    // Latin letters beyond ASCII, which is what legacy text is made of, take the “hAnsi” font where Word names one.
    let family = declared.get("mso-hansi-font-family").or_else(|| declared.get("font-family")).or_else(|| declared.get("font").map(family));
    if let Some(family) = family {
        style.look.font = legacy::font(family);
    }
    if let Some(spaces) = declared.get("white-space") {
        style.kept_spaces = matches!(spaces, "pre" | "pre-wrap" | "pre-line" | "break-spaces");
    }
    let is_hidden = declared.says("display", "none")
        || declared.says("visibility", "hidden")
        || declared.says("mso-hide", "all")
        || dom.attribute(id, "hidden").is_some();
    style.hidden |= is_hidden;
    if changes_letters(dom.tag(id), declared) {
        notes.note(Thing::Formatting);
    }
    style
}

/// The address of a link, if a link of an article may lead there.
fn address(href: &str, notes: &Notes) -> Option<Rc<str>> {
    let href = href.trim().replace(' ', "%20");
    // A place of the same page is nowhere in the article.
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    if link::target(&href).is_none() {
        notes.note(Thing::BadLinks);
        return None;
    }
    Some(href.into())
}

fn is_bold(weight: &str) -> bool {
    match weight.parse::<u32>() {
        Ok(weight) => weight >= 600,
        Err(_) => weight.starts_with("bold"),
    }
}

/// The family in a `font` shorthand: what follows the size.
fn family(font: &str) -> &str {
    let size = font.split_ascii_whitespace().find(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    size.and_then(|size| font.split_once(size)).map_or("", |(_, family)| family.trim())
}

/// Whether an element gave its letters a look that the article does not have.
fn changes_letters(tag: &str, declared: &Declared<'_>) -> bool {
    const PROPERTIES: [&str; 6] = ["color", "background", "background-color", "font-size", "font-family", "text-decoration"];
    match tag {
        "u" | "s" | "strike" | "mark" | "big" | "small" | "font" => true,
        "span" => PROPERTIES.iter().any(|name| declared.own(name).is_some()),
        _ => false,
    }
}
