//! Between the diff of two contents and the window's view of it.

use banthao_document::{
    ArticleContent, Body,
    diff::{self, Block, Change, FieldDiff, Line, ListedDiff, Piece, Span, SpanChange},
};
use banthao_protocol::{
    BlockView, CompareView, FieldChangeView, FileChangeView, LineChange, LineView, NoteView, PieceView, SideView, SpanView,
};
use serde_json::{Value, json};

/// What changed between two contents. `name_of` says what people call a code of a field; anything else is shown as it is stored.
pub(crate) fn compare(before: &ArticleContent, after: &ArticleContent, name_of: impl Fn(&str, &str) -> String) -> CompareView {
    let found = diff::diff(before, after);
    let counts = diff::counts(&found);
    CompareView {
        fields: found.fields.iter().map(|field| field_view(field, &name_of)).collect(),
        lines: diff::rows(&found).into_iter().map(line_view).collect(),
        files: found.attachments.iter().filter_map(file_view).collect(),
        added: counted(counts.added),
        removed: counted(counts.removed),
    }
}

/// What changed from some blocks to others, line by line.
pub(crate) fn compare_blocks(before: &[Value], after: &[Value]) -> Vec<LineView> {
    let text = |blocks: &[Value]| ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..ArticleContent::empty("") };
    diff::rows(&diff::diff(&text(before), &text(after))).into_iter().map(line_view).collect()
}

/// What changed from one plain text to another.
pub(crate) fn compare_words(before: &str, after: &str) -> Vec<SpanView> {
    diff::spans(before, after).iter().map(span_view).collect()
}

pub(crate) fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn field_view(field: &FieldDiff, name_of: &impl Fn(&str, &str) -> String) -> FieldChangeView {
    match field {
        FieldDiff::Words { field, spans } => FieldChangeView { field: field.clone(), spans: spans.iter().map(span_view).collect() },
        FieldDiff::Value { field, before, after } => {
            let known = matches!(field.as_str(), "schema" | "kind" | "language" | "section");
            let words = |value: &Option<Value>| match value {
                None | Some(Value::Null) => None,
                Some(Value::String(code)) => Some(name_of(field, code)),
                Some(other) => Some(other.to_string()),
            };
            let spans = [(SideView::Removed, words(before)), (SideView::Added, words(after))];
            let spans = spans.into_iter().filter_map(|(side, text)| Some(SpanView { side, text: text? })).collect();
            FieldChangeView { field: if known { field.clone() } else { "rest".to_owned() }, spans }
        }
    }
}

fn file_view(file: &ListedDiff) -> Option<FileChangeView> {
    let (side, attachment, title) = match file {
        ListedDiff::Same { .. } => return None,
        ListedDiff::Added { attachment } => (SideView::Added, attachment, diff::spans("", &attachment.title)),
        ListedDiff::Removed { attachment } => (SideView::Removed, attachment, diff::spans(&attachment.title, "")),
        ListedDiff::Edited { before, after } => (SideView::Same, after, diff::spans(&before.title, &after.title)),
    };
    let title = title.iter().map(span_view).collect();
    Some(FileChangeView { side, title, file_name: attachment.file_name.clone(), bytes: attachment.bytes })
}

fn line_view(line: Line) -> LineView {
    LineView {
        change: match line.change {
            Change::Same => LineChange::Same,
            Change::Added => LineChange::Added,
            Change::Removed => LineChange::Removed,
            Change::Edited => LineChange::Edited,
            Change::MovedAway => LineChange::MovedAway,
            Change::MovedHere => LineChange::MovedHere,
        },
        block: block_view(line.block),
        depth: counted(line.depth),
        pieces: line.pieces.into_iter().map(piece_view).collect(),
        notes: line
            .notes
            .into_iter()
            .map(|note| NoteView { attribute: note.attribute, spans: note.spans.iter().map(span_view).collect() })
            .collect(),
    }
}

fn block_view(block: Block) -> BlockView {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    match block {
        Block::Paragraph => BlockView::Paragraph,
        Block::Heading(level) => BlockView::Heading { level: small(level) },
        Block::Bullet => BlockView::Bullet,
        Block::Number(number) => BlockView::Number { number: small(number) },
        Block::Quote => BlockView::Quote,
        Block::Caption => BlockView::Caption,
        Block::Figure(blob) => BlockView::Figure { blob },
        Block::Question => BlockView::Question,
        Block::Table(caption) => BlockView::Table { caption },
        Block::Row => BlockView::Row,
        Block::Divider => BlockView::Divider,
        Block::Other(_) => BlockView::Other,
    }
}

fn piece_view(piece: Piece) -> PieceView {
    PieceView { side: side(piece.change), restyled: piece.restyled, text: piece.text, strong: piece.strong, em: piece.em, link: piece.link }
}

fn span_view(span: &Span) -> SpanView {
    SpanView { side: side(span.change), text: span.text.clone() }
}

fn side(change: SpanChange) -> SideView {
    match change {
        SpanChange::Same => SideView::Same,
        SpanChange::Removed => SideView::Removed,
        SpanChange::Added => SideView::Added,
    }
}
