//! Blocks in the words of the schema: JSON that an article's text can take in.
//!
//! What the schema of this build does not know is written as what it knows: the schema file is asked, so that a kind of block that it gains is used from then
//! on. There is a limit to how much is written; the rest is named in the receipt.

use std::sync::LazyLock;

use banthao_document::schema;
use serde_json::{Map, Value, json};

use crate::{
    fit::as_lines,
    limits::{NODES, TEXT_BYTES, within},
    model::{Block, Cell, Figure, Inline, List, Look, Table, words},
    receipt::{Receipt, Thing},
};

/// A picture after it was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The digest of its bytes, as the article names it.
    pub blob: String,
    /// Pixels, 0 when they are not known.
    pub width: u32,
    /// Pixels, 0 when they are not known.
    pub height: u32,
}

/// Which of the blocks that not every version of the article has there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub tables: bool,
    pub footnotes: bool,
}

impl Dialect {
    /// That of this build's schema.
    pub fn of_this_build() -> Self {
        static OWN: LazyLock<Dialect> = LazyLock::new(|| {
            let schema: Value = serde_json::from_str(schema::ARTICLE).unwrap_or_default();
            Dialect { tables: schema["nodes"]["table"].is_object(), footnotes: schema["nodes"]["footnote"].is_object() }
        });
        *OWN
    }
}

pub(crate) struct Writer<'a> {
    dialect: Dialect,
    /// The pictures of the paste; none for one that was not taken.
    taken: &'a [Option<Taken>],
    /// Their alternative texts.
    alts: Vec<&'a str>,
    receipt: &'a mut Receipt,
    nodes: usize,
    bytes: usize,
    is_full: bool,
}

impl<'a> Writer<'a> {
    pub fn new(dialect: Dialect, taken: &'a [Option<Taken>], alts: Vec<&'a str>, receipt: &'a mut Receipt) -> Self {
        Self { dialect, taken, alts, receipt, nodes: 0, bytes: 0, is_full: false }
    }

    /// The blocks as JSON.
    pub fn blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Vec<Value> {
        if self.is_full {
            return Vec::new();
        }
        if self.nodes >= NODES || self.bytes >= TEXT_BYTES {
            self.is_full = true;
            self.receipt.note(Thing::TooMuch);
            return Vec::new();
        }
        self.nodes += 1;
        match block {
            Block::Paragraph(line) => {
                self.receipt.note(Thing::Paragraphs);
                self.paragraph(line)
            }
            Block::Heading { level, inline } => {
                self.receipt.note(Thing::Headings);
                vec![json!({"type": "heading", "attrs": {"level": level}, "content": self.line(inline)})]
            }
            Block::List(list) => self.list(list),
            Block::Quote(inner) => {
                self.receipt.note(Thing::Quotes);
                let content = self.blocks(inner);
                some("blockquote", Map::new(), content)
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Table(table) if self.dialect.tables => self.table(table),
            Block::Table(table) => {
                self.receipt.note(Thing::WrittenOut);
                let lines = as_lines(table.clone(), self.receipt);
                self.blocks(&lines)
            }
            Block::Divider => vec![json!({"type": "divider"})],
        }
    }

    fn paragraph(&mut self, line: &[Inline]) -> Vec<Value> {
        let content = self.line(line);
        vec![if content.is_empty() { json!({"type": "paragraph"}) } else { json!({"type": "paragraph", "content": content}) }]
    }

    fn list(&mut self, list: &List) -> Vec<Value> {
        let mut items = Vec::new();
        for item in &list.items {
            self.nodes += 1;
            let before = self.receipt.count(Thing::Paragraphs);
            let content = self.blocks(item);
            if !content.is_empty() {
                // Its first paragraph is the item.
                self.receipt.note(Thing::ListItems);
                self.receipt.take_back(Thing::Paragraphs, before);
                items.push(json!({"type": "list_item", "content": content}));
            }
        }
        match list.start {
            None => some("bullet_list", Map::new(), items),
            Some(1) => some("ordered_list", Map::new(), items),
            Some(start) => some("ordered_list", Map::from_iter([("start".to_owned(), json!(start))]), items),
        }
    }

    fn figure(&mut self, figure: &Figure) -> Vec<Value> {
        let Some(Some(taken)) = self.taken.get(figure.picture) else {
            // Its words are worth keeping without it.
            return if figure.caption.is_empty() { Vec::new() } else { self.paragraph(&figure.caption) };
        };
        self.receipt.note(Thing::Pictures);
        self.nodes += 1;
        let alt = self.alts.get(figure.picture).copied().unwrap_or_default();
        self.bytes += alt.len();
        let caption = self.line(&figure.caption);
        let caption = if caption.is_empty() { json!({"type": "figcaption"}) } else { json!({"type": "figcaption", "content": caption}) };
        let attributes = json!({"blob": taken.blob, "alt": alt, "width": taken.width, "height": taken.height});
        vec![json!({"type": "figure", "attrs": attributes, "content": [caption]})]
    }

    fn table(&mut self, table: &Table) -> Vec<Value> {
        self.receipt.note(Thing::Tables);
        let paragraphs = self.receipt.count(Thing::Paragraphs);
        // A table is written whole or not at all: its cells need one another.
        let cells = table.rows.iter().flatten().count();
        if self.nodes + 3 * cells > NODES {
            self.receipt.note(Thing::TooMuch);
            self.is_full = true;
            self.receipt.take_back(Thing::Tables, self.receipt.count(Thing::Tables) - 1);
            return Vec::new();
        }
        self.bytes += table.caption.len();
        let rows: Vec<Value> = table
            .rows
            .iter()
            .map(|row| json!({"type": "table_row", "content": row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>()}))
            .collect();
        // What stands in cells is not counted again.
        self.receipt.take_back(Thing::Paragraphs, paragraphs);
        let attributes = if table.caption.is_empty() { Map::new() } else { Map::from_iter([("caption".to_owned(), json!(table.caption))]) };
        some("table", attributes, rows)
    }

    fn cell(&mut self, cell: &Cell) -> Value {
        self.nodes += 1;
        let mut content = self.blocks(&cell.blocks);
        if content.is_empty() {
            content.push(json!({"type": "paragraph"}));
        }
        let mut attributes = Map::new();
        for (name, span) in [("colspan", cell.wide), ("rowspan", cell.tall)] {
            if span > 1 {
                attributes.insert(name.to_owned(), json!(span));
            }
        }
        let name = if cell.header { "table_header" } else { "table_cell" };
        some(name, attributes, content).pop().unwrap_or_default()
    }

    /// The part of a text that there is room for, which is taken.
    fn room_for<'t>(&mut self, text: &'t str) -> &'t str {
        let (text, complete) = within(text, TEXT_BYTES.saturating_sub(self.bytes));
        self.bytes += text.len();
        if !complete && !self.is_full {
            self.is_full = true;
            self.receipt.note(Thing::TooMuch);
        }
        text
    }

    fn line(&mut self, line: &[Inline]) -> Vec<Value> {
        let mut written = Vec::with_capacity(line.len());
        let mut last_link = None;
        for piece in line {
            self.nodes += 1;
            match piece {
                Inline::Text { text, look } => {
                    let text = self.room_for(text);
                    if text.is_empty() {
                        continue;
                    }
                    if look.link.is_some() && look.link != last_link {
                        self.receipt.note(Thing::Links);
                    }
                    last_link.clone_from(&look.link);
                    self.bytes += look.link.as_deref().map_or(0, str::len);
                    written.push(text_node(text, look));
                }
                Inline::Break => written.push(json!({"type": "hard_break"})),
                Inline::Note(words) if self.dialect.footnotes => {
                    self.receipt.note(Thing::Notes);
                    let words = self.room_for(words);
                    written.push(json!({"type": "footnote", "attrs": {"text": words}}));
                }
                Inline::Note(words) => {
                    self.receipt.note(Thing::WrittenOut);
                    let words = self.room_for(words);
                    written.push(json!({"type": "text", "text": format!(" ({words})")}));
                }
                Inline::Picture(_) => {}
            }
        }
        written
    }
}

fn text_node(text: &str, look: &Look) -> Value {
    // In the schema's order, so that equal text is equal JSON.
    let link = look.link.as_deref().map(|href| json!({"type": "link", "attrs": {"href": href}}));
    let strong = look.strong.then(|| json!({"type": "strong"}));
    let em = look.em.then(|| json!({"type": "em"}));
    let marks: Vec<Value> = [link, strong, em].into_iter().flatten().collect();
    if marks.is_empty() { json!({"type": "text", "text": text}) } else { json!({"type": "text", "text": text, "marks": marks}) }
}

/// A node with content; none without.
fn some(name: &str, attributes: Map<String, Value>, content: Vec<Value>) -> Vec<Value> {
    if content.is_empty() {
        return Vec::new();
    }
    let mut node = Map::from_iter([("type".to_owned(), json!(name))]);
    if !attributes.is_empty() {
        node.insert("attrs".to_owned(), Value::Object(attributes));
    }
    node.insert("content".to_owned(), Value::Array(content));
    vec![Value::Object(node)]
}

/// The words of blocks as plain text, a line for each.
pub(crate) fn plain(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Heading { inline: line, .. } => {
                let mut text = String::new();
                for piece in line {
                    match piece {
                        Inline::Note(note) => text.push_str(&format!(" ({note})")),
                        Inline::Break => lines.push(std::mem::take(&mut text)),
                        piece => text.push_str(&words(std::slice::from_ref(piece))),
                    }
                }
                lines.push(text);
            }
            Block::List(list) => list.items.iter().for_each(|item| plain(item, lines)),
            Block::Quote(inner) => plain(inner, lines),
            Block::Figure(figure) => lines.push(words(&figure.caption)),
            Block::Table(table) => {
                for row in &table.rows {
                    let mut cells = Vec::new();
                    for cell in row {
                        let mut inner = Vec::new();
                        plain(&cell.blocks, &mut inner);
                        cells.push(inner.join(" "));
                    }
                    lines.push(cells.join("\t"));
                }
            }
            Block::Divider => {}
        }
    }
}
