//! Node by node into plain text.

use serde_json::Value;

use super::{attribute, callout_label, children, is_inline, name, start};
use crate::Body;

pub(super) fn render(body: &Body) -> String {
    let mut plain = Plain { notes: Vec::new() };
    let mut parts = plain.blocks(children(&body.0));
    let notes: Vec<String> = (1..).zip(&plain.notes).map(|(number, note)| format!("[{number}] {note}")).collect();
    if !notes.is_empty() {
        parts.push(notes.join("\n"));
    }
    parts.join("\n\n")
}

/// The text so far, as much of it as what follows depends on.
struct Plain {
    notes: Vec<String>,
}

impl Plain {
    /// The text of each block that has any.
    fn blocks(&mut self, nodes: &[Value]) -> Vec<String> {
        let mut texts = Vec::new();
        for run in nodes.chunk_by(|one, next| is_inline(one) && is_inline(next)) {
            match run {
                [node] if !is_inline(node) => texts.extend(self.block(node)),
                inline => texts.push(self.inlines(inline)),
            }
        }
        texts.retain(|text| !text.trim().is_empty());
        texts
    }

    fn block(&mut self, node: &Value) -> Vec<String> {
        match name(node) {
            "paragraph" | "heading" | "figcaption" => vec![self.inlines(children(node))],
            "bullet_list" => vec![self.list(node, |_| "- ".to_owned())],
            "ordered_list" => vec![self.list(node, |index| format!("{}. ", start(node).saturating_add(index)))],
            "gallery" => {
                let mut parts = self.blocks(children(node));
                parts.push(attribute(node, "caption").to_owned());
                parts
            }
            "callout" => {
                let mut parts = self.blocks(children(node));
                if let Some(first) = parts.first_mut() {
                    first.insert_str(0, &format!("{}: ", callout_label(node)));
                }
                parts
            }
            "pull_quote" => {
                let words = self.inlines(children(node));
                let source = attribute(node, "source");
                vec![if source.is_empty() { words } else { format!("{words}\n— {source}") }]
            }
            "question" => vec![format!("Hỏi: {}", self.inlines(children(node)))],
            "answer" => {
                let mut parts = self.blocks(children(node));
                if let Some(first) = parts.first_mut() {
                    first.insert_str(0, "Đáp: ");
                }
                parts
            }
            "table" => vec![attribute(node, "caption").to_owned(), self.table(node)],
            _ => self.blocks(children(node)),
        }
    }

    /// A row on a line, its cells apart by tabs, as a sheet takes it.
    fn table(&mut self, node: &Value) -> String {
        let mut rows = Vec::new();
        for row in children(node) {
            let mut cells = Vec::new();
            for cell in children(row) {
                cells.push(self.blocks(std::slice::from_ref(cell)).join(" ").replace('\n', " "));
            }
            rows.push(cells.join("\t"));
        }
        rows.join("\n")
    }

    /// Items on lines of their own, what follows in an item indented below its first word.
    fn list(&mut self, node: &Value, marker: impl Fn(u64) -> String) -> String {
        let mut lines = Vec::new();
        for (index, item) in (0..).zip(children(node)) {
            let marker = marker(index);
            let indent = format!("\n{}", " ".repeat(marker.len()));
            let parts = if name(item) == "list_item" { self.blocks(children(item)) } else { self.blocks(std::slice::from_ref(item)) };
            lines.push(format!("{marker}{}", parts.join("\n").replace('\n', &indent)));
        }
        lines.join("\n")
    }

    fn inlines(&mut self, nodes: &[Value]) -> String {
        let mut words = String::new();
        for node in nodes {
            match (node["text"].as_str(), name(node)) {
                (Some(text), _) => words.push_str(text),
                (None, "hard_break") => words.push('\n'),
                (None, "footnote") => {
                    self.notes.push(attribute(node, "text").to_owned());
                    words.push_str(&format!("[{}]", self.notes.len()));
                }
                (None, _) => words.push_str(&self.inlines(children(node))),
            }
        }
        words
    }
}
