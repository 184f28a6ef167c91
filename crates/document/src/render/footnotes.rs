//! Footnotes: a number in the text that leads to the note, and the notes in a list below that lead back (the roles of DPUB-ARIA 1.1,
//! `doc-noteref`, `doc-endnotes`, `doc-backlink`). They are numbered in reading order; an article stores no number.

use super::writer::Writer;

/// The number in the text.
pub(super) fn reference(number: usize, out: &mut Writer) {
    let (to, own, says) = (format!("#fn-{number}"), format!("fnref-{number}"), format!("Chú thích {number}"));
    out.open("sup", &[]);
    out.open("a", &[("href", &to), ("id", &own), ("role", "doc-noteref"), ("aria-label", &says)]);
    out.text(&number.to_string());
    out.close();
    out.close();
}

/// The list below the text; nothing without notes.
pub(super) fn list(notes: &[String], out: &mut Writer) {
    if notes.is_empty() {
        return;
    }
    out.open("section", &[("class", "footnotes"), ("role", "doc-endnotes"), ("aria-label", "Chú thích")]);
    out.open("ol", &[]);
    for (number, note) in (1..).zip(notes) {
        let (own, back, says) = (format!("fn-{number}"), format!("#fnref-{number}"), format!("Về chỗ có chú thích {number}"));
        out.open("li", &[("id", &own)]);
        out.text(note);
        out.text(" ");
        out.open("a", &[("href", &back), ("role", "doc-backlink"), ("aria-label", &says)]);
        out.text("↩");
        out.close();
        out.close();
    }
    out.close();
    out.close();
}
