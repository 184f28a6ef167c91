//! Node by node into plain text.

use serde_json::Value;

use super::{children, is_inline, name, start};
use crate::Body;

pub(super) fn render(body: &Body) -> String {
    blocks(children(&body.0)).join("\n\n")
}

/// The text of each block that has any.
fn blocks(nodes: &[Value]) -> Vec<String> {
    let runs = nodes.chunk_by(|one, next| is_inline(one) && is_inline(next));
    runs.flat_map(|run| match run {
        [node] if !is_inline(node) => block(node),
        inline => vec![inlines(inline)],
    })
    .filter(|text| !text.trim().is_empty())
    .collect()
}

fn block(node: &Value) -> Vec<String> {
    match name(node) {
        "paragraph" | "heading" | "figcaption" => vec![inlines(children(node))],
        "bullet_list" => vec![list(node, |_| "- ".to_owned())],
        "ordered_list" => vec![list(node, |index| format!("{}. ", start(node).saturating_add(index)))],
        _ => blocks(children(node)),
    }
}

/// Items on lines of their own, what follows in an item indented below its first word.
fn list(node: &Value, marker: impl Fn(u64) -> String) -> String {
    let lines: Vec<String> = (0..)
        .zip(children(node))
        .map(|(index, item)| {
            let marker = marker(index);
            let indent = format!("\n{}", " ".repeat(marker.len()));
            let parts = if name(item) == "list_item" { blocks(children(item)) } else { blocks(std::slice::from_ref(item)) };
            format!("{marker}{}", parts.join("\n").replace('\n', &indent))
        })
        .collect();
    lines.join("\n")
}

fn inlines(nodes: &[Value]) -> String {
    let words = nodes.iter().map(|node| match node["text"].as_str() {
        Some(text) => text.to_owned(),
        None if name(node) == "hard_break" => "\n".to_owned(),
        None => inlines(children(node)),
    });
    words.collect()
}
