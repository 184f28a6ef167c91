//! A table of a page: its rows and cells as they are written, spans unchecked.

use super::{dom::Id, look::Declared, look::Style, walk::Walk};
use crate::{
    flow::{Flow, Kind},
    fold::fold,
    limits::{COLUMNS, ROWS},
    model::{Block, Cell, Table},
    receipt::Thing,
};

impl Walk<'_> {
    pub(super) fn table(&mut self, id: Id, style: &Style, flow: &mut Flow) {
        let mut parts = Vec::new();
        self.rows(id, false, &mut parts, 0);
        let cells: usize =
            parts.iter().map(|(row, _)| self.dom.children(*row).filter(|cell| matches!(self.dom.tag(*cell), "td" | "th")).count()).sum();
        let role = self.dom.attribute(id, "role").unwrap_or_default();
        if cells <= 1 || matches!(role, "presentation" | "none") {
            if cells > 1 {
                self.notes.note(Thing::LayoutTables);
            }
            flow.end_line();
            let depth = self.depth;
            self.children(id, style, flow);
            self.depth = depth;
            return flow.end_line();
        }
        let mut table = Table { caption: self.caption(id), rows: Vec::new() };
        let mut cut = false;
        for (row, in_head) in parts {
            if table.rows.len() > ROWS {
                cut = true;
                break;
            }
            let declared = Declared::of(self.dom, self.sheet, row);
            let style = super::look::style(self.dom, row, &declared, style, self.notes);
            let cells: Vec<Id> = self.dom.children(row).filter(|cell| matches!(self.dom.tag(*cell), "td" | "th")).collect();
            if style.hidden {
                self.notes.add(Thing::Hidden, u32::from(cells.iter().any(|cell| !self.dom.text(*cell).trim().is_empty())));
                continue;
            }
            cut |= cells.len() > COLUMNS + 1;
            let read = cells.into_iter().take(COLUMNS + 1).filter_map(|cell| self.cell(cell, in_head, &style)).collect();
            table.rows.push(read);
        }
        if cut {
            self.notes.note(Thing::TooMuch);
        }
        flow.block(Block::Table(table));
    }

    /// The rows of a table, not those of the tables in it.
    fn rows(&self, id: Id, in_head: bool, rows: &mut Vec<(Id, bool)>, depth: usize) {
        for child in self.dom.children(id) {
            match self.dom.tag(child) {
                "tr" => rows.push((child, in_head)),
                tag @ ("thead" | "tbody" | "tfoot") if depth < 3 => self.rows(child, tag == "thead", rows, depth + 1),
                _ => {}
            }
        }
    }

    fn caption(&self, id: Id) -> String {
        let caption = self.dom.children(id).find(|child| self.dom.tag(*child) == "caption");
        caption.map(|caption| self.dom.text(caption).split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    fn cell(&mut self, id: Id, in_head: bool, style: &Style) -> Option<Cell> {
        let declared = Declared::of(self.dom, self.sheet, id);
        let style = super::look::style(self.dom, id, &declared, style, self.notes);
        if style.hidden {
            if !self.dom.text(id).trim().is_empty() {
                self.notes.note(Thing::Hidden);
            }
            return None;
        }
        let mut flow = Flow::new();
        flow.kind = Kind::Paragraph;
        self.children(id, &style, &mut flow);
        let span = |name| self.dom.attribute(id, name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
        let header = in_head || self.dom.tag(id) == "th";
        Some(Cell { header, wide: span("colspan"), tall: span("rowspan"), blocks: fold(flow.into_pieces(), self.notes) })
    }
}
