//! From bytes to a tree, by the parser that browsers have (html5ever), within bounds.
//!
//! The tree is never deeper than [`DOM_DEPTH`] and never larger than [`DOM_NODES`]: what is too deep hangs on the last level, what is too much is not kept. The
//! parser's own work is bounded too. It looks through its open elements at each tag, so that some megabytes of unclosed tags would take it hours;
//! it asks this sink about each, so the sink counts and reading ends when no honest page would have asked as much. No clock is involved: the same
//! bytes always give the same tree.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use html5ever::{
    Attribute, ExpandedName, ParseOpts, QualName,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    local_name, ns, parse_document,
    tendril::{StrTendril, TendrilSink},
};

use super::dom::{Data, Dom, Element, Id, Node, ROOT};
use crate::limits::{DOM_DEPTH, DOM_NODES, PARSER_QUESTIONS};

/// Bytes that the parser gets at once; between pieces it can be stopped.
const PIECE: usize = 4096;

/// Reads a page.
pub(super) fn parse(source: &str) -> Dom {
    let mut parser = parse_document(Sink::default(), ParseOpts::default());
    let mut rest = source;
    while !rest.is_empty() && !parser.tokenizer.sink.sink.is_exhausted() {
        let (piece, complete) = crate::limits::within(rest, PIECE);
        parser.process(StrTendril::from_slice(piece));
        rest = if complete { "" } else { &rest[piece.len()..] };
    }
    if !rest.is_empty() {
        parser.tokenizer.sink.sink.cut.set(true);
    }
    parser.finish()
}

/// A node as the parser holds it. The name is here too, because the parser asks for it all the time.
#[derive(Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

struct Sink {
    /// The name of what has none.
    nameless: Rc<QualName>,
    nodes: RefCell<Vec<Node>>,
    questions: Cell<u64>,
    cut: Cell<bool>,
}

impl Default for Sink {
    fn default() -> Self {
        let nameless = Rc::new(QualName::new(None, ns!(), local_name!("")));
        Self { nameless, nodes: RefCell::new(vec![Node::default()]), questions: Cell::new(0), cut: Cell::new(false) }
    }
}

impl Sink {
    fn is_exhausted(&self) -> bool {
        self.questions.get() > PARSER_QUESTIONS || self.nodes.borrow().len() >= DOM_NODES
    }

    fn make(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, ..Node::default() });
        (nodes.len() - 1) as Id
    }

    /// The node that a child of `parent` hangs on: `parent`, or the last node above it that is not too deep.
    fn holder(&self, parent: Id) -> Id {
        let nodes = self.nodes.borrow();
        let mut line = Vec::with_capacity(16);
        let mut here = Some(parent);
        while let Some(id) = here {
            line.push(id);
            here = nodes[id as usize].parent;
        }
        self.questions.set(self.questions.get() + line.len() as u64);
        // From the root down.
        line.iter().rev().nth(DOM_DEPTH).copied().unwrap_or(parent)
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[id as usize];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match previous {
            Some(previous) => nodes[previous as usize].next = next,
            None => parent.into_iter().for_each(|parent| nodes[parent as usize].first = next),
        }
        match next {
            Some(next) => nodes[next as usize].previous = previous,
            None => parent.into_iter().for_each(|parent| nodes[parent as usize].last = previous),
        }
    }

    /// Whether a node is another one or in it.
    fn is_in(&self, id: Id, other: Id) -> bool {
        let nodes = self.nodes.borrow();
        let mut here = Some(id);
        while let Some(present) = here {
            if present == other {
                return true;
            }
            here = nodes[present as usize].parent;
        }
        false
    }

    /// Hangs a node at the end of another. What hangs higher than the parser believes may be asked to hang on itself; it is let go then, or the tree
    /// would have no end.
    fn attach(&self, parent: Id, id: Id) {
        self.detach(id);
        if self.is_in(parent, id) {
            return;
        }
        let mut nodes = self.nodes.borrow_mut();
        let last = nodes[parent as usize].last.replace(id);
        nodes[id as usize].parent = Some(parent);
        nodes[id as usize].previous = last;
        match last {
            Some(last) => nodes[last as usize].next = Some(id),
            None => nodes[parent as usize].first = Some(id),
        }
    }

    fn insert_before(&self, sibling: Id, id: Id) {
        self.detach(id);
        if self.is_in(sibling, id) {
            return;
        }
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous) = (nodes[sibling as usize].parent, nodes[sibling as usize].previous);
        nodes[sibling as usize].previous = Some(id);
        nodes[id as usize].parent = parent;
        nodes[id as usize].previous = previous;
        nodes[id as usize].next = Some(sibling);
        match previous {
            Some(previous) => nodes[previous as usize].next = Some(id),
            None => parent.into_iter().for_each(|parent| nodes[parent as usize].first = Some(id)),
        }
    }

    /// Adds to a text that is there already, or says that there is none.
    fn extends(&self, id: Option<Id>, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        match id.map(|id| &mut nodes[id as usize].data) {
            Some(Data::Text(there)) => {
                there.push_str(text);
                true
            }
            Some(Data::Silent | Data::Element(_)) | None => false,
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner(), cut: self.cut.get() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: ROOT, name: Rc::clone(&self.nameless) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.questions.set(self.questions.get() + 1);
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        let element = Element { name: name.local.clone(), html: name.ns == ns!(html), attributes };
        Handle { id: self.make(Data::Element(element)), name: Rc::new(name) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: self.make(Data::Silent), name: Rc::clone(&self.nameless) }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle { id: self.make(Data::Silent), name: Rc::clone(&self.nameless) }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let holder = self.holder(parent.id);
        match child {
            NodeOrText::AppendNode(node) => self.attach(holder, node.id),
            NodeOrText::AppendText(text) => {
                let last = self.nodes.borrow()[holder as usize].last;
                if !self.extends(last, &text) {
                    self.attach(holder, self.make(Data::Text(text.to_string())));
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.id as usize].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    /// The content of a template is shown nowhere, and nothing here looks into it: it is hung on a node without a parent.
    fn get_template_contents(&self, _target: &Handle) -> Handle {
        Handle { id: self.make(Data::Silent), name: Rc::clone(&self.nameless) }
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        self.questions.set(self.questions.get() + 1);
        one.id == other.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        match new {
            NodeOrText::AppendNode(node) => self.insert_before(sibling.id, node.id),
            NodeOrText::AppendText(text) => {
                let previous = self.nodes.borrow()[sibling.id as usize].previous;
                if !self.extends(previous, &text) {
                    self.insert_before(sibling.id, self.make(Data::Text(text.to_string())));
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.nodes.borrow_mut()[target.id as usize].data {
            let missing = attributes.into_iter().filter(|new| !element.attributes.iter().any(|there| there.name == new.name));
            let missing: Vec<Attribute> = missing.collect();
            element.attributes.extend(missing);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let first = self.nodes.borrow()[node.id as usize].first;
            let Some(child) = first else { return };
            self.questions.set(self.questions.get() + 1);
            self.attach(new_parent.id, child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(dom: &Dom) -> usize {
        (0..dom.nodes.len() as Id).map(|id| dom.ancestors(id).count()).max().unwrap_or_default()
    }

    #[test]
    fn a_page_nested_without_end_is_a_tree_of_bounded_depth_with_its_words() {
        let dom = parse(&format!("{}chữ", "<div><b><i>".repeat(300)));
        assert!(depth(&dom) <= DOM_DEPTH + 3, "{}", depth(&dom));
        assert!(dom.text(ROOT).contains("chữ"));
    }

    #[test]
    fn the_same_text_in_pieces_is_one_text() {
        let long = "Việt Nam ".repeat(2_000);
        let dom = parse(&format!("<p>{long}</p>"));
        let texts = dom.nodes.iter().filter(|node| matches!(node.data, Data::Text(_))).count();
        assert_eq!(texts, 1);
        assert_eq!(dom.text(ROOT), long);
    }

    #[test]
    fn what_a_template_holds_is_nowhere() {
        assert_eq!(parse("<p>a</p><template><p>b</p></template>").text(ROOT), "a");
    }
}
