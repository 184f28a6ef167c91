//! A diff laid out in lines, as a page shows it: one for each paragraph, item, caption, picture and row of a table, in reading order.

use serde_json::{Map, Value};

use super::{
    ContentDiff,
    blocks::Child,
    fields::FieldDiff,
    inline::Run,
    nodes::{AttributeDiff, Inside, NodeDiff, children, is_textblock},
    words::{Span, SpanChange, count, count_of, spans},
};

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What became of it.
    pub change: Change,
    /// What it is.
    pub block: Block,
    /// How many lists and quotes it stands in.
    pub depth: usize,
    /// Its text.
    pub pieces: Vec<Piece>,
    /// What changed about it besides its text.
    pub notes: Vec<Note>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Nothing that a reader sees.
    Same,
    /// New.
    Added,
    /// Gone.
    Removed,
    /// Its text or something about it changed.
    Edited,
    /// It stood here, and stands elsewhere now.
    MovedAway,
    /// It stood elsewhere; its text may have changed as well.
    MovedHere,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, wherever it stands.
    Paragraph,
    /// A heading of this level.
    Heading(u64),
    /// The first line of an item with a bullet.
    Bullet,
    /// The first line of an item with this number.
    Number(u64),
    /// A paragraph of a quote.
    Quote,
    /// What stands under a picture.
    Caption,
    /// A picture, by digest.
    Figure(String),
    /// A question; what answers it follows one level deeper.
    Question,
    /// A table, by the words above it; its rows follow.
    Table(String),
    /// A row of a table, its cells apart by [`CELL`].
    Row,
    /// A dividing line.
    Divider,
    /// Something that this build does not know, by its name.
    Other(String),
}

/// What stands between two cells of a row.
pub const CELL: &str = " │ ";

/// A piece of a line's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// On which side it stands; on both when only its form changed.
    pub change: SpanChange,
    /// Whether its form changed.
    pub restyled: bool,
    /// The words; a line break is `\n`.
    pub text: String,
    /// Bold, on the later side if it stands there.
    pub strong: bool,
    /// Italic, likewise.
    pub em: bool,
    /// Where it leads, likewise.
    pub link: Option<String>,
}

/// Something about a block that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The attribute, by its name in the schema.
    pub attribute: String,
    /// Its words on both sides.
    pub spans: Vec<Span>,
}

/// How much changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words that are new.
    pub added: usize,
    /// Words that are gone.
    pub removed: usize,
}

/// The text's lines.
pub fn rows(diff: &ContentDiff) -> Vec<Line> {
    let mut lines = Vec::new();
    for child in Part::Diff(&diff.body, false).children() {
        lay(&child, Place::default(), &mut lines);
    }
    lines
}

/// How many words came and went, in the text and in the fields that are read as text.
pub fn counts(diff: &ContentDiff) -> Counts {
    let mut counts = Counts::default();
    for field in &diff.fields {
        if let FieldDiff::Words { spans, .. } = field {
            counts.added += count_of(spans, SpanChange::Added);
            counts.removed += count_of(spans, SpanChange::Removed);
        }
    }
    for line in rows(diff) {
        for piece in &line.pieces {
            match piece.change {
                SpanChange::Added => counts.added += count(&piece.text),
                SpanChange::Removed => counts.removed += count(&piece.text),
                SpanChange::Same => {}
            }
        }
    }
    counts
}

/// A node of the diff, or of one side of it.
#[derive(Clone, Copy)]
enum Part<'a> {
    Whole(&'a Value, Change),
    Diff(&'a NodeDiff, bool),
}

/// Where a line stands.
#[derive(Default)]
struct Place {
    depth: usize,
    marker: Option<Block>,
    quoted: bool,
}

const NO_CHANGES: &[AttributeDiff] = &[];

impl<'a> Part<'a> {
    fn children(self) -> Vec<Self> {
        match self {
            Self::Whole(node, change) => children(node).iter().map(|child| Self::Whole(child, change)).collect(),
            Self::Diff(NodeDiff::Same { node }, moved) => Self::Whole(node, still(moved)).children(),
            Self::Diff(NodeDiff::Replaced { before, after }, _) => {
                let gone = Self::Whole(before, Change::Removed).children();
                gone.into_iter().chain(Self::Whole(after, Change::Added).children()).collect()
            }
            Self::Diff(NodeDiff::Edited { inside: Inside::Blocks(blocks), .. }, moved) => {
                let each = blocks.iter().map(|child| match child {
                    Child::Stays { diff } => Self::Diff(diff, moved),
                    Child::Added { block } => Self::Whole(block, Change::Added),
                    Child::Removed { block } => Self::Whole(block, Change::Removed),
                    Child::MovedAway { block } => Self::Whole(block, Change::MovedAway),
                    Child::MovedHere { diff } => Self::Diff(diff, true),
                });
                each.collect()
            }
            Self::Diff(NodeDiff::Edited { inside: Inside::Runs(_), .. }, _) => Vec::new(),
        }
    }

    /// Type, attributes as they are where it stands, and what changed of them.
    fn about(self) -> (&'a str, Map<String, Value>, &'a [AttributeDiff]) {
        let of = |node: &'a Value| {
            (node["type"].as_str().unwrap_or_default(), node["attrs"].as_object().cloned().unwrap_or_default(), NO_CHANGES)
        };
        match self {
            Self::Whole(node, _) | Self::Diff(NodeDiff::Same { node } | NodeDiff::Replaced { after: node, .. }, _) => of(node),
            Self::Diff(NodeDiff::Edited { kind, attributes, changes, .. }, _) => {
                let mut now = attributes.clone();
                now.extend(changes.iter().filter_map(|change| Some((change.name.clone(), change.after.clone()?))));
                (kind, now, changes)
            }
        }
    }

    fn stands_only_before(self) -> bool {
        match self {
            Self::Whole(_, change) => matches!(change, Change::Removed | Change::MovedAway),
            Self::Diff(..) => false,
        }
    }

    fn pieces(self) -> Vec<Piece> {
        match self {
            Self::Whole(node, change) => children(node).iter().map(|child| piece(child, side(change), false)).collect(),
            Self::Diff(NodeDiff::Same { node }, moved) => Self::Whole(node, still(moved)).pieces(),
            Self::Diff(NodeDiff::Edited { inside: Inside::Runs(runs), .. }, _) => {
                let each = runs.iter().map(|run| match run {
                    Run::Same { node } => piece(node, SpanChange::Same, false),
                    Run::Removed { node } => piece(node, SpanChange::Removed, false),
                    Run::Added { node } => piece(node, SpanChange::Added, false),
                    Run::Restyled { after, .. } => piece(after, SpanChange::Same, true),
                });
                each.collect()
            }
            Self::Diff(NodeDiff::Edited { inside: Inside::Blocks(_), .. } | NodeDiff::Replaced { .. }, _) => Vec::new(),
        }
    }

    fn change(self, touched: bool) -> Change {
        match self {
            Self::Whole(_, change) => change,
            Self::Diff(_, true) => Change::MovedHere,
            Self::Diff(_, false) if touched => Change::Edited,
            Self::Diff(_, false) => Change::Same,
        }
    }
}

fn still(moved: bool) -> Change {
    if moved { Change::MovedHere } else { Change::Same }
}

/// Words of a moved line are on both sides; only those of a line that came or went are on one.
fn side(change: Change) -> SpanChange {
    match change {
        Change::Added => SpanChange::Added,
        Change::Removed => SpanChange::Removed,
        Change::Same | Change::Edited | Change::MovedAway | Change::MovedHere => SpanChange::Same,
    }
}

fn piece(node: &Value, change: SpanChange, restyled: bool) -> Piece {
    let marks = node["marks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mark = |name: &str| marks.iter().find(|mark| mark["type"] == name);
    Piece {
        change,
        restyled,
        text: words(node),
        strong: mark("strong").is_some(),
        em: mark("em").is_some(),
        link: mark("link").and_then(|link| link["attrs"]["href"].as_str()).map(str::to_owned),
    }
}

/// What a reader sees of an inline node; a footnote says in brackets what it says below the text.
fn words(node: &Value) -> String {
    match (node["text"].as_str(), node["type"].as_str()) {
        (Some(text), _) => text.to_owned(),
        (None, Some("hard_break")) => "\n".to_owned(),
        (None, Some("footnote")) => format!("[{}]", node["attrs"]["text"].as_str().unwrap_or_default()),
        (None, _) => String::new(),
    }
}

fn lay(part: &Part<'_>, place: Place, lines: &mut Vec<Line>) {
    if let Part::Diff(NodeDiff::Replaced { before, after }, _) = part {
        lay(&Part::Whole(before, Change::Removed), Place { marker: place.marker.clone(), ..place }, lines);
        return lay(&Part::Whole(after, Change::Added), place, lines);
    }
    let (kind, attributes, changes) = part.about();
    let deeper = place.depth + 1;
    match kind {
        "bullet_list" => {
            for item in part.children() {
                lay(&item, Place { depth: deeper, marker: Some(Block::Bullet), quoted: false }, lines);
            }
        }
        "ordered_list" => number(part, attributes.get("start").and_then(Value::as_u64).unwrap_or(1), deeper, lines),
        "list_item" => {
            let mut marker = place.marker;
            for child in part.children() {
                let held = if child.stands_only_before() && !part.stands_only_before() { marker.clone() } else { marker.take() };
                lay(&child, Place { depth: place.depth, marker: held, quoted: false }, lines);
            }
        }
        "blockquote" | "callout" => {
            if changes.iter().any(|change| note(change).is_some()) {
                line(part, Block::Quote, deeper, changes, lines);
            }
            for child in part.children() {
                lay(&child, Place { depth: deeper, marker: None, quoted: true }, lines);
            }
        }
        "gallery" => {
            for child in part.children() {
                lay(&child, Place { depth: place.depth, marker: None, quoted: false }, lines);
            }
            if changes.iter().any(|change| note(change).is_some()) {
                line(part, Block::Caption, place.depth, changes, lines);
            }
        }
        "infographic" | "question_answer" => {
            for child in part.children() {
                lay(&child, Place { depth: place.depth, marker: None, quoted: false }, lines);
            }
        }
        "description" | "answer" => {
            for child in part.children() {
                lay(&child, Place { depth: deeper, marker: None, quoted: false }, lines);
            }
        }
        "question" => line(part, Block::Question, place.depth, changes, lines),
        "pull_quote" => line(part, Block::Quote, deeper, changes, lines),
        "table" => {
            let caption = attributes.get("caption").and_then(Value::as_str).unwrap_or_default().to_owned();
            line(part, Block::Table(caption), place.depth, changes, lines);
            for row in part.children() {
                lay(&row, Place { depth: deeper, marker: None, quoted: false }, lines);
            }
        }
        "table_row" => {
            let pieces = cells(part);
            let touched = pieces.iter().any(|piece| piece.change != SpanChange::Same || piece.restyled);
            lines.push(Line { change: part.change(touched), block: Block::Row, depth: place.depth, pieces, notes: Vec::new() });
        }
        "figure" => {
            let blob = attributes.get("blob").and_then(Value::as_str).unwrap_or_default().to_owned();
            line(part, Block::Figure(blob), place.depth, changes, lines);
            for caption in part.children() {
                // A picture without words under it needs no empty line for them.
                let before = lines.len();
                lay(&caption, Place { depth: place.depth, marker: None, quoted: false }, lines);
                if lines[before..].iter().all(|line| line.pieces.is_empty()) {
                    lines.truncate(before);
                }
            }
        }
        "heading" => {
            let level = attributes.get("level").and_then(Value::as_u64).unwrap_or(2);
            line(part, Block::Heading(level), place.depth, changes, lines);
        }
        "paragraph" => {
            let block = place.marker.unwrap_or(if place.quoted { Block::Quote } else { Block::Paragraph });
            line(part, block, place.depth, changes, lines);
        }
        "figcaption" => line(part, Block::Caption, place.depth, changes, lines),
        "divider" => line(part, Block::Divider, place.depth, changes, lines),
        other => line(part, Block::Other(other.to_owned()), place.depth, changes, lines),
    }
}

/// The text of a row, cell by cell.
fn cells(row: &Part<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, cell) in row.children().into_iter().enumerate() {
        let mut inside = Vec::new();
        gather(&cell, &mut inside);
        if at > 0 {
            let one_sided = match cell {
                Part::Whole(_, change) => side(change),
                Part::Diff(..) => SpanChange::Same,
            };
            pieces.push(Piece { change: one_sided, restyled: false, text: CELL.to_owned(), strong: false, em: false, link: None });
        }
        pieces.extend(inside);
    }
    pieces
}

/// All text in a part, a space between two blocks of it.
fn gather(part: &Part<'_>, pieces: &mut Vec<Piece>) {
    if let Part::Diff(NodeDiff::Replaced { before, after }, _) = part {
        gather(&Part::Whole(before, Change::Removed), pieces);
        return gather(&Part::Whole(after, Change::Added), pieces);
    }
    if is_textblock(part.about().0) {
        if let Some(last) = pieces.last() {
            pieces.push(Piece { text: " ".to_owned(), restyled: false, ..last.clone() });
        }
        return pieces.extend(part.pieces());
    }
    part.children().iter().for_each(|child| gather(child, pieces));
}

/// Items with their numbers: those that went with the number that they had.
fn number(list: &Part<'_>, start: u64, depth: usize, lines: &mut Vec<Line>) {
    let (mut was, mut is) = (start, start);
    for item in list.children() {
        let gone = item.stands_only_before();
        lay(&item, Place { depth, marker: Some(Block::Number(if gone { was } else { is })), quoted: false }, lines);
        let came = matches!(item, Part::Whole(_, Change::Added) | Part::Diff(_, true));
        was += u64::from(!came);
        is += u64::from(!gone);
    }
}

fn line(part: &Part<'_>, block: Block, depth: usize, changes: &[AttributeDiff], lines: &mut Vec<Line>) {
    let pieces = part.pieces();
    let notes: Vec<Note> = changes.iter().filter_map(note).collect();
    let touched = !notes.is_empty() || pieces.iter().any(|piece| piece.change != SpanChange::Same || piece.restyled);
    lines.push(Line { change: part.change(touched), block, depth, pieces, notes });
}

/// What a reader should know of a changed attribute; ids and sizes in pixels are none of their business.
fn note(change: &AttributeDiff) -> Option<Note> {
    if matches!(change.name.as_str(), "id" | "width" | "height") {
        return None;
    }
    let words = |value: &Option<Value>| match value {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    Some(Note { attribute: change.name.clone(), spans: spans(&words(&change.before), &words(&change.after)) })
}
