//! One way through the page, writing blocks down.
//!
//! The walk is an allow-list: a tag that is not named here is looked through, its attributes are nobody's business, and what acts instead of saying
//! something (scripts, forms, frames, drawings that are programs) is counted and left behind.

use super::{
    css::Sheet,
    dom::{Data, Dom, Id, ROOT},
    look::{Declared, Style, style},
    notes::{self, Footnotes},
};
use crate::{
    flow::{Flow, Kind, Piece},
    fold::fold,
    limits::DOM_DEPTH,
    model::{Block, Inline, List},
    picture::Pictures,
    receipt::{Notes, Thing},
    word_list::Item,
};

pub(super) struct Walk<'a> {
    pub dom: &'a Dom,
    pub sheet: &'a Sheet,
    pub pictures: &'a mut Pictures,
    pub notes: &'a Notes,
    pub depth: usize,
    footnotes: Footnotes,
}

impl<'a> Walk<'a> {
    pub fn of(dom: &'a Dom, sheet: &'a Sheet, pictures: &'a mut Pictures, notes: &'a Notes) -> Self {
        Self { dom, sheet, pictures, notes, depth: 0, footnotes: notes::find(dom) }
    }

    pub fn page(mut self) -> Vec<Piece> {
        let mut flow = Flow::new();
        self.children(ROOT, &Style::default(), &mut flow);
        flow.into_pieces()
    }

    pub fn children(&mut self, id: Id, style: &Style, flow: &mut Flow) {
        if self.depth > DOM_DEPTH + 40 {
            // A tree that was moved about can be a little deeper than it was made; its words are kept.
            return flow.text(&self.dom.text(id), &style.look);
        }
        self.depth += 1;
        for child in self.dom.children(id) {
            self.node(child, style, flow);
        }
        self.depth -= 1;
    }

    fn node(&mut self, id: Id, outer: &Style, flow: &mut Flow) {
        let element = match &self.dom.node(id).data {
            Data::Silent => return,
            Data::Text(text) if outer.kept_spaces => return flow.kept_text(text, &outer.look),
            Data::Text(text) => return flow.text(text, &outer.look),
            Data::Element(element) => element,
        };
        if self.footnotes.bodies.contains(&id) {
            return;
        }
        if !element.html {
            return self.notes.note(Thing::Active);
        }
        let declared = Declared::of(self.dom, self.sheet, id);
        let style = style(self.dom, id, &declared, outer, self.notes);
        if style.hidden {
            let says_something = !self.dom.text(id).trim().is_empty();
            return self.notes.add(Thing::Hidden, u32::from(says_something));
        }
        if is_comment(element.attribute("class"), &declared) {
            return self.notes.add(
                Thing::Comments,
                u32::from(
                    declared.says("mso-element", "comment")
                        || element.attribute("class").is_some_and(|class| class.contains("MsoCommentReference")),
                ),
            );
        }
        match element.tag() {
            "head" | "title" | "meta" | "link" | "base" | "style" | "xml" | "rp" | "rt" | "v:shapetype" | "template" | "param"
            | "source" | "track" => {}
            "script" | "noscript" | "iframe" | "object" | "embed" | "applet" | "select" | "button" | "input" | "textarea" | "datalist"
            | "option" | "audio" | "video" | "canvas" | "frame" | "frameset" | "map" | "progress" | "meter" | "dialog" | "marquee" => {
                self.notes.note(Thing::Active);
            }
            "br" => flow.line_break(),
            "hr" => self.divider(id, &declared, flow),
            "img" => self.picture(element, &style.look, flow),
            "del" => self.notes.note(Thing::Deletions),
            "ins" => {
                self.notes.note(Thing::Insertions);
                self.children(id, &style, flow);
            }
            "q" => {
                flow.text("“", &style.look);
                self.children(id, &style, flow);
                flow.text("”", &style.look);
            }
            "a" => self.anchor(id, &style, flow),
            "p" | "dt" | "dd" | "summary" | "pre" | "listing" | "xmp" | "figcaption" => self.paragraph(id, &declared, &style, flow),
            tag @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = tag.as_bytes()[1] - b'0';
                self.lines(id, &style, Kind::Heading(level), flow);
            }
            "ul" | "ol" | "menu" | "dir" => self.list(id, &style, flow),
            "blockquote" => {
                let mut inner = Flow::new();
                self.children(id, &style, &mut inner);
                let quoted = fold(inner.into_pieces(), self.notes);
                if !quoted.is_empty() {
                    flow.block(Block::Quote(quoted));
                }
            }
            "table" => self.table(id, &style, flow),
            "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "nav" | "address" | "details" | "form"
            | "fieldset" | "legend" | "center" | "figure" | "dl" | "li" | "hgroup" | "tr" | "td" | "th" | "caption" | "tbody" | "body"
            | "html" => {
                let kind = self.kind(id, &declared).unwrap_or_else(|| flow.kind.clone());
                self.lines(id, &style, kind, flow);
            }
            _ if is_marker(&declared) => self.marker(id, flow),
            _ => self.children(id, &style, flow),
        }
    }

    /// Lines of their own that become `kind`.
    fn lines(&mut self, id: Id, style: &Style, kind: Kind, flow: &mut Flow) {
        flow.end_line();
        let before = std::mem::replace(&mut flow.kind, kind);
        self.children(id, style, flow);
        flow.end_line();
        flow.kind = before;
    }

    fn paragraph(&mut self, id: Id, declared: &Declared<'_>, style: &Style, flow: &mut Flow) {
        let own = self.kind(id, declared);
        let kind = match (&flow.kind, own) {
            (_, Some(kind)) => kind,
            (Kind::Heading(level), None) => Kind::Heading(*level),
            (Kind::Caption, None) => Kind::Caption,
            (Kind::Paragraph | Kind::Item { .. }, None) => Kind::Paragraph,
        };
        self.lines(id, style, kind, flow);
    }

    /// What the styles of an office make of a paragraph.
    fn kind(&self, id: Id, declared: &Declared<'_>) -> Option<Kind> {
        if self.dom.tag(id) == "figcaption" {
            return Some(Kind::Caption);
        }
        let class = self.dom.attribute(id, "class").unwrap_or_default();
        let is_of = |name: &str| class.split_ascii_whitespace().any(|class| class.to_ascii_lowercase().starts_with(name));
        if let Some(item) = declared.get("mso-list").and_then(item) {
            return Some(item);
        }
        if is_of("msocaption") || (self.dom.tag(id) == "p" && is_of("caption")) {
            return Some(Kind::Caption);
        }
        if is_of("msotitle") {
            return Some(Kind::Heading(1));
        }
        let level = declared.get("mso-outline-level").and_then(|level| level.parse::<u8>().ok());
        let spoken = self
            .dom
            .attribute(id, "role")
            .filter(|role| *role == "heading")
            .and_then(|_| self.dom.attribute(id, "aria-level")?.parse().ok());
        level.or(spoken).filter(|level| (1..=6).contains(level)).map(Kind::Heading)
    }

    fn divider(&self, id: Id, declared: &Declared<'_>, flow: &mut Flow) {
        // Word draws one above its footnotes, Google Docs too.
        let before_notes = std::iter::successors(self.dom.node(id).next, |next| self.dom.node(*next).next).take(8);
        let is_above_notes = before_notes.into_iter().any(|next| {
            self.footnotes.bodies.contains(&next) || self.dom.children(next).any(|child| self.footnotes.bodies.contains(&child))
        });
        if !is_above_notes && !declared.says("mso-special-character", "line-break") {
            flow.block(Block::Divider);
        }
    }

    fn anchor(&mut self, id: Id, style: &Style, flow: &mut Flow) {
        let Some(body) = self.footnotes.references.get(&id) else { return self.children(id, style, flow) };
        let words = self.footnotes.words(self.dom, self.sheet, *body);
        if words.is_empty() { self.children(id, style, flow) } else { flow.inline(Inline::Note(words)) }
    }

    /// The marker of an item, which Word writes as text before it.
    fn marker(&self, id: Id, flow: &mut Flow) {
        if let Kind::Item { marker, .. } = &mut flow.kind {
            let written = self.dom.text(id);
            *marker = Some(written.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn list(&mut self, id: Id, style: &Style, flow: &mut Flow) {
        let ordered = self.dom.tag(id) == "ol";
        let begins = self.dom.attribute(id, "start").and_then(|start| start.trim().parse::<u32>().ok()).unwrap_or(1);
        let mut list = List { start: ordered.then_some(begins), items: Vec::new() };
        let mut spoken = Vec::new();
        let mut number = begins;
        flow.end_line();
        for child in self.dom.children(id) {
            if self.depth > DOM_DEPTH {
                break;
            }
            let mut inner = Flow::new();
            self.depth += 1;
            let declared = Declared::of(self.dom, self.sheet, child);
            let is_item = self.dom.tag(child) == "li";
            if is_item {
                let style = super::look::style(self.dom, child, &declared, style, self.notes);
                match style.hidden || self.footnotes.bodies.contains(&child) {
                    true => self.notes.add(Thing::Hidden, u32::from(style.hidden && !self.dom.text(child).trim().is_empty())),
                    false => self.children(child, &style, &mut inner),
                }
            } else {
                self.node(child, style, &mut inner);
            }
            self.depth -= 1;
            let blocks = fold(inner.into_pieces(), self.notes);
            if blocks.is_empty() {
                continue;
            }
            // Word on the web writes each item as a list of its own and says how deep it is.
            let level = self.dom.attribute(child, "data-aria-level").and_then(|level| level.parse::<usize>().ok());
            match (level, list.items.last_mut()) {
                (Some(level), _) => {
                    let number = self.dom.attribute(child, "data-aria-posinset").and_then(|number| number.parse().ok()).unwrap_or(number);
                    spoken.push(Item { list: "web".to_owned(), level, marker: number.to_string(), ordered: Some(ordered), blocks });
                }
                // A list right inside a list belongs to the item before it.
                (None, Some(last)) if !is_item => last.extend(blocks),
                (None, _) => list.items.push(blocks),
            }
            number = number.saturating_add(1);
        }
        if !list.items.is_empty() {
            flow.block(Block::List(list));
        }
        flow.extend(spoken.into_iter().map(Piece::Item).collect());
    }
}

/// `mso-list: l0 level2 lfo1`, as Word writes it.
fn item(declared: &str) -> Option<Kind> {
    let level = declared.split_ascii_whitespace().find_map(|part| part.strip_prefix("level")?.parse::<usize>().ok())?;
    let list = declared.split_ascii_whitespace().filter(|part| !part.starts_with("level")).collect::<Vec<_>>().join(" ");
    Some(Kind::Item { list, level: level.clamp(1, 9), marker: None })
}

fn is_marker(declared: &Declared<'_>) -> bool {
    declared.own("mso-list").is_some_and(|list| list.eq_ignore_ascii_case("ignore"))
}

/// What Word writes of its comments: the mark in the text and the list at the end.
fn is_comment(class: Option<&str>, declared: &Declared<'_>) -> bool {
    let is_marked = class.is_some_and(|class| {
        class.split_ascii_whitespace().any(|class| matches!(class, "MsoCommentReference" | "msocomanchor" | "msocomtxt"))
    });
    is_marked || declared.own("mso-element").is_some_and(|element| matches!(element, "comment" | "comment-list"))
}
