//! The only way into HTML. Names of elements and attributes are `'static`, so they come from this crate and never from an article; all
//! else passes [`escape`].
//!
//! What an author needs to find a block again (an id to scroll to, a link back) is put in here, so that no other part of the renderer knows for
//! whom it renders and the two editions cannot drift apart.

use super::page::Edition;

/// HTML that is well-formed by the time it is taken out.
pub(super) struct Writer {
    edition: Edition,
    out: String,
    open: Vec<Open>,
    /// The id of a block whose own element must not carry it.
    waiting: Option<String>,
}

/// An element that is not closed yet.
struct Open {
    element: &'static str,
    /// The block that it is, when a way back to it belongs at its end.
    back: Option<String>,
}

/// Elements that can hold a link beside their text.
const HOLDS_A_LINK: [&str; 12] = ["p", "h2", "h3", "h4", "figure", "blockquote", "aside", "div", "li", "dt", "dd", "details"];

impl Writer {
    pub(super) fn of(edition: Edition) -> Self {
        Self { edition, out: String::new(), open: Vec::new(), waiting: None }
    }

    /// Opens an element; attributes with an empty value are left out, except `alt`, whose emptiness says something.
    pub(super) fn open(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.void(element, attributes);
        let back =
            (HOLDS_A_LINK.contains(&element) && self.open.iter().all(|open| open.back.is_none())).then(|| self.block(attributes)).flatten();
        self.open.push(Open { element, back });
    }

    /// Writes an element that has no content, such as `br`.
    pub(super) fn void(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(element);
        for &(name, value) in attributes.iter().filter(|(name, value)| !value.is_empty() || *name == "alt") {
            self.attribute(name, value);
        }
        if let Some(block) = self.waiting.take().or_else(|| self.block(attributes)) {
            // Whoever follows a fragment to something that takes the focus would take it away from the text that is being typed.
            if attributes.iter().any(|(name, _)| *name == "tabindex") {
                self.waiting = Some(block);
            } else {
                self.attribute("id", &format!("b-{block}"));
            }
        }
        if self.edition == Edition::Preview && attributes.iter().any(|(name, value)| *name == "href" && value.starts_with('#')) {
            self.attribute("target", "_self");
        }
        self.out.push('>');
    }

    fn attribute(&mut self, name: &'static str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    /// The block that an element is, where that matters. An id that an address cannot hold as it is belongs to no block of ours.
    fn block(&self, attributes: &[(&'static str, &str)]) -> Option<String> {
        let (_, id) = attributes.iter().find(|(name, _)| *name == "data-block" && self.edition == Edition::Preview)?;
        let is_ours = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        is_ours.then(|| (*id).to_owned())
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        let Some(Open { element, back }) = self.open.pop() else { return };
        if let Some(block) = back {
            let to = format!("?den={block}#b-{block}");
            self.void("a", &[("class", "ve"), ("href", &to), ("target", "_self")]);
            self.out.push_str("Về chỗ này trong bài viết</a>");
        }
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

/// Safe between tags and inside double or single quotes. Control characters go: neither HTML nor the XML of a feed may hold them.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}
