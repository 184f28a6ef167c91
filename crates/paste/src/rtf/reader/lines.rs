//! Where letters go: lines that end as paragraphs, items and headings, cells that end as tables.

use super::Reader;
use crate::{
    flow::{Flow, Kind},
    fold::fold,
    model::Block,
    rtf::{
        state::Destination,
        table::{self, Edge, Row},
    },
};

impl Reader<'_> {
    pub(super) fn flow(&mut self) -> &mut Flow {
        if self.state.paragraph.in_table { &mut self.cell } else { &mut self.page }
    }

    /// Text outside a table ends the table.
    pub(super) fn begin_line(&mut self) {
        if !self.state.paragraph.in_table && !self.rows.is_empty() {
            self.end_table();
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.state.destination == Destination::Note {
            self.note.push(' ');
        }
        if self.state.destination == Destination::Body {
            self.end_line();
        }
    }

    pub(super) fn end_line(&mut self) {
        let paragraph = self.state.paragraph;
        let heading = paragraph.outline.map(|level| (level + 1) as u8).or_else(|| self.headings.get(&paragraph.style).copied());
        let marker = std::mem::take(&mut self.marker);
        let kind = match (heading, paragraph.list) {
            (Some(level), _) => Kind::Heading(level),
            (None, Some(list)) if list > 0 => {
                let marker = marker.split_whitespace().collect::<Vec<_>>().join(" ");
                Kind::Item { list: list.to_string(), level: (paragraph.level.clamp(0, 8) + 1) as usize, marker: Some(marker) }
            }
            (None, _) => Kind::Paragraph,
        };
        self.begin_line();
        let flow = self.flow();
        flow.kind = kind;
        flow.end_line();
        flow.kind = Kind::Paragraph;
    }

    /// Obeys a word about tables; whether it was one.
    pub(super) fn table_word(&mut self, name: &str, number: Option<i32>) -> bool {
        if self.state.destination != Destination::Body {
            return false;
        }
        match name {
            "trowd" => {
                self.row.edges.clear();
                self.row.header = false;
                self.row.left = 0;
            }
            "trleft" => self.row.left = number.unwrap_or_default(),
            "trhdr" => self.row.header = true,
            "clmrg" => self.edge.joins_left = true,
            "clvmrg" => self.edge.joins_above = true,
            "cellx" => {
                let edge = std::mem::take(&mut self.edge);
                // More edges than this are no table that anyone wrote.
                if self.row.edges.len() < 1000 {
                    self.row.edges.push(Edge { right: number.unwrap_or_default(), ..edge });
                }
            }
            "intbl" => self.state.paragraph.in_table = true,
            "nestcell" => self.end_line(),
            "cell" => {
                self.state.paragraph.in_table = true;
                self.end_line();
                let cell = std::mem::replace(&mut self.cell, Flow::new());
                if self.row.cells.len() < 1000 {
                    self.row.cells.push(fold(cell.into_pieces(), self.notes));
                }
            }
            "row" => {
                let edges = self.row.edges.clone();
                let (left, header) = (self.row.left, self.row.header);
                let row = std::mem::replace(&mut self.row, Row { edges, left, header, cells: Vec::new() });
                if !row.cells.is_empty() && self.rows.len() <= crate::limits::ROWS {
                    self.rows.push(row);
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.page.block(Block::Table(table::table(rows)));
        }
        let left = std::mem::replace(&mut self.cell, Flow::new()).into_pieces();
        if !left.is_empty() {
            self.page.extend(left);
        }
    }
}
