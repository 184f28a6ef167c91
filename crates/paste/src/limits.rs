//! How much is read. Whatever somebody managed to copy, the answer takes bounded time and memory; what lies beyond is named in the receipt.

/// Bytes of HTML, RTF or text that are looked at. Programs put pictures into the HTML as text, so this is not about words.
pub(crate) const SOURCE_BYTES: usize = 64 * 1024 * 1024;
/// Elements and texts of a page.
pub(crate) const DOM_NODES: usize = 400_000;
/// Levels of a page's tree; what is nested deeper hangs on the last one.
pub(crate) const DOM_DEPTH: usize = 200;
/// Questions that the parser may ask about its open elements. A page of honest nesting asks some ten for each tag; one that is built to be slow asks as many as it
/// has open elements.
pub(crate) const PARSER_QUESTIONS: u64 = 30_000_000;
/// Rules of a style sheet.
pub(crate) const STYLE_RULES: usize = 4_000;
/// Bytes of style sheets.
pub(crate) const STYLE_BYTES: usize = 2 * 1024 * 1024;
/// Groups of RTF in one another.
pub(crate) const RTF_DEPTH: usize = 500;
/// Nodes that are written, so that a paste fits beside what an article already holds.
pub(crate) const NODES: usize = 30_000;
/// Bytes of text that are written.
pub(crate) const TEXT_BYTES: usize = 1024 * 1024;
/// Lists in one another.
pub(crate) const LIST_DEPTH: usize = 6;
/// Columns of a table.
pub(crate) const COLUMNS: usize = 60;
/// Rows of a table.
pub(crate) const ROWS: usize = 1_000;
/// Pictures of one paste.
pub(crate) const PICTURES: usize = 60;
/// Bytes of all pictures of one paste.
pub(crate) const PICTURE_BYTES: usize = 128 * 1024 * 1024;

/// The part of a text that is looked at, and whether that is all of it.
pub(crate) fn within(text: &str, bytes: usize) -> (&str, bool) {
    if text.len() <= bytes {
        return (text, true);
    }
    let mut end = bytes;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], false)
}
