//! The tree of a page: elements and texts in one row, each knowing its neighbours. Built by [`sink`](super::sink), only read afterwards.

use html5ever::{Attribute, LocalName, ns};

/// A node by its place in the row. Nodes are made in the order in which the page begins them.
pub(super) type Id = u32;

/// The page itself.
pub(super) const ROOT: Id = 0;

#[derive(Default)]
pub(super) struct Node {
    pub parent: Option<Id>,
    pub previous: Option<Id>,
    pub next: Option<Id>,
    pub first: Option<Id>,
    pub last: Option<Id>,
    pub data: Data,
}

#[derive(Default)]
pub(super) enum Data {
    /// The page, the content of a template, a comment: nothing that is shown.
    #[default]
    Silent,
    Element(Element),
    Text(String),
}

pub(super) struct Element {
    pub name: LocalName,
    /// Whether it is HTML, and not of SVG or MathML.
    pub html: bool,
    pub attributes: Vec<Attribute>,
}

impl Element {
    /// The value of an attribute of no namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|given| given.name.ns == ns!() && &*given.name.local == name).map(|given| &*given.value)
    }

    /// The tag, or nothing for what is not HTML.
    pub fn tag(&self) -> &str {
        if self.html { &self.name } else { "" }
    }
}

/// A page.
pub(super) struct Dom {
    pub nodes: Vec<Node>,
    /// Whether the end of the source was left out.
    pub cut: bool,
}

impl Dom {
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    pub fn element(&self, id: Id) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            Data::Silent | Data::Text(_) => None,
        }
    }

    /// The tag of an element of HTML; nothing for everything else.
    pub fn tag(&self, id: Id) -> &str {
        self.element(id).map_or("", Element::tag)
    }

    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.element(id)?.attribute(name)
    }

    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.node(id).first, |id| self.node(*id).next)
    }

    /// The nodes that a node is in, the nearest first.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.node(id).parent, |id| self.node(*id).parent)
    }

    /// A node and everything in it, in the page's order.
    pub fn subtree(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let present = next?;
            next = self.node(present).first.or_else(|| self.after(present, id));
            Some(present)
        })
    }

    /// What follows a node and all that is in it, without leaving `within`.
    fn after(&self, id: Id, within: Id) -> Option<Id> {
        let mut here = id;
        loop {
            if here == within {
                return None;
            }
            if let Some(next) = self.node(here).next {
                return Some(next);
            }
            here = self.node(here).parent?;
        }
    }

    /// All text in a node, scripts and styles included.
    pub fn text(&self, id: Id) -> String {
        let mut all = String::new();
        for id in self.subtree(id) {
            if let Data::Text(text) = &self.node(id).data {
                all.push_str(text);
            }
        }
        all
    }
}
