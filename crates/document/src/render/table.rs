//! A table that can be heard: a caption, and for each header cell whether it stands for its column or its row (WCAG 2.2, technique H63).

use serde_json::Value;

use super::{attribute, children, html::Page, is_inline, name};

impl Page<'_> {
    /// The table in a region that scrolls by itself and can be reached by keyboard: on a narrow screen the page must not scroll sideways.
    pub(super) fn table(&mut self, node: &Value) {
        let caption = attribute(node, "caption").trim();
        let says = if caption.is_empty() { "Bảng" } else { caption };
        let attributes =
            [("class", "table"), ("role", "region"), ("tabindex", "0"), ("aria-label", says), ("data-block", attribute(node, "id"))];
        self.out.open("div", &attributes);
        self.out.open("table", &[]);
        self.line("caption", &[], caption);
        let (head, rest) = children(node).split_at(head_rows(children(node)));
        for (element, rows, scope) in [("thead", head, Scope::Column), ("tbody", rest, Scope::Row)] {
            if !rows.is_empty() {
                self.out.open(element, &[]);
                rows.iter().for_each(|row| self.row(row, scope));
                self.out.close();
            }
        }
        self.out.close();
        self.out.close();
    }

    fn row(&mut self, row: &Value, scope: Scope) {
        self.out.open("tr", &[("data-block", attribute(row, "id"))]);
        // What is no row, which only an unknown node can be, is a cell of a row of its own.
        let cells = if name(row) == "table_row" { children(row) } else { std::slice::from_ref(row) };
        for cell in cells {
            let (wide, tall) = (span(cell, "colspan"), span(cell, "rowspan"));
            let spans = [("colspan", written(wide)), ("rowspan", written(tall))];
            let spans = [(spans[0].0, spans[0].1.as_str()), (spans[1].0, spans[1].1.as_str())];
            if name(cell) == "table_header" {
                self.out.open("th", &[("scope", scope.of(wide, tall)), spans[0], spans[1]]);
            } else {
                self.out.open("td", &spans);
            }
            self.cell(cell);
            self.out.close();
        }
        self.out.close();
    }

    /// A cell with one paragraph holds its words and nothing around them.
    fn cell(&mut self, cell: &Value) {
        match children(cell) {
            _ if !matches!(name(cell), "table_cell" | "table_header") => self.blocks(std::slice::from_ref(cell)),
            [only] if name(only) == "paragraph" && children(only).iter().all(is_inline) => self.inlines(children(only)),
            blocks => self.blocks(blocks),
        }
    }
}

/// What a header cell stands for.
#[derive(Clone, Copy)]
enum Scope {
    Column,
    Row,
}

impl Scope {
    fn of(self, wide: u64, tall: u64) -> &'static str {
        match self {
            Self::Column if wide > 1 => "colgroup",
            Self::Column => "col",
            Self::Row if tall > 1 => "rowgroup",
            Self::Row => "row",
        }
    }
}

/// How many rows at the top are headers throughout. A cell that reaches from them into the rows below would be cut there, so it ends them earlier.
fn head_rows(rows: &[Value]) -> usize {
    let is_head = |row: &&Value| {
        name(row) == "table_row" && !children(row).is_empty() && children(row).iter().all(|cell| name(cell) == "table_header")
    };
    let most = rows.iter().take_while(is_head).count();
    let fits =
        |rows: &[Value]| (0..).zip(rows).all(|(at, row)| children(row).iter().all(|cell| at + span(cell, "rowspan") <= rows.len() as u64));
    // A table of nothing but headers is one whose headers stand before their rows.
    (1..=most).rev().filter(|head| *head < rows.len()).find(|head| fits(&rows[..*head])).unwrap_or(0)
}

fn span(cell: &Value, direction: &str) -> u64 {
    cell["attrs"][direction].as_u64().filter(|cells| (2..=1_000).contains(cells)).unwrap_or(1)
}

/// Empty for one cell, which HTML need not be told.
fn written(span: u64) -> String {
    if span == 1 { String::new() } else { span.to_string() }
}
