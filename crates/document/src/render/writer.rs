//! The only way into HTML. Names of elements and attributes are `'static`, so they come from this crate and never from an article; all
//! else passes [`escape`].

/// HTML that is well-formed by the time it is taken out.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
    open: Vec<&'static str>,
}

impl Writer {
    /// Opens an element; attributes with an empty value are left out, except `alt`, whose emptiness says something.
    pub(super) fn open(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.void(element, attributes);
        self.open.push(element);
    }

    /// Writes an element that has no content, such as `br`.
    pub(super) fn void(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(element);
        for &(name, value) in attributes.iter().filter(|(name, value)| !value.is_empty() || *name == "alt") {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(element);
            self.out.push('>');
        }
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
