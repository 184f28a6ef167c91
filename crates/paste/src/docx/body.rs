//! The text of a document: paragraphs, tables, and what stands in their lines.

use std::{collections::HashMap, rc::Rc};

use banthao_document::link;

use super::{
    Unreadable, notes as feet,
    numbering::Numbering,
    package::{Package, Target},
    styles::{self, Meaning, Style, Styles},
    tree::Element,
};
use crate::{
    flow::{Flow, Kind, Piece},
    fold, legacy,
    limits::{COLUMNS, ROWS},
    model::{Block, Height, Inline, Look},
    picture::Pictures,
    receipt::{Notes, Thing},
    rtf::table::{self, Edge, Row},
};

/// Units in which the edges of columns are told to [`table::table`], far enough from one another that none is taken for the next.
const COLUMN: i32 = 1_000;

/// Reads the text.
pub(super) fn read(package: &mut Package<'_>, pictures: &mut Pictures, notes: &Notes) -> Result<Vec<Piece>, Unreadable> {
    let main = package.main.clone();
    let document = package.tree(&main)?.ok_or(Unreadable::Foreign)?;
    let body = document.root.child("body").ok_or(Unreadable::Foreign)?;
    notes.add(Thing::TooMuch, u32::from(document.is_cut));
    let relations = package.relationships(&main)?;
    let mut part = |kind: &str| -> Result<Element, Unreadable> {
        let path = relations.values().find_map(|(found, target)| match target {
            Target::Inside(path) if found.rsplit('/').next() == Some(kind) => Some(path),
            Target::Inside(_) | Target::Outside(_) => None,
        });
        let read = path.map(|path| package.tree(path)).transpose()?.flatten();
        Ok(read.map(|read| read.root).unwrap_or_default())
    };
    let styles = Styles::read(&part("styles")?);
    let numbering = Numbering::read(&part("numbering")?);
    let (footnotes, endnotes) = (feet::read(&part("footnotes")?), feet::read(&part("endnotes")?));
    let mut reader = Reader {
        package,
        relations: &relations,
        styles,
        numbering,
        footnotes,
        endnotes,
        pictures,
        notes,
        fields: Vec::new(),
        failure: None,
    };
    let mut flow = Flow::new();
    reader.blocks(body, &mut flow);
    match reader.failure {
        Some(failure) => Err(failure),
        None => Ok(flow.into_pieces()),
    }
}

struct Reader<'a, 'b> {
    package: &'a mut Package<'b>,
    relations: &'a HashMap<String, (String, Target)>,
    styles: Styles,
    numbering: Numbering,
    footnotes: HashMap<String, String>,
    endnotes: HashMap<String, String>,
    pictures: &'a mut Pictures,
    notes: &'a Notes,
    /// Fields that are open: page numbers, links, tables of contents.
    fields: Vec<Field>,
    /// What the archive turned out to be while a picture was fetched.
    failure: Option<Unreadable>,
}

/// A field, which is an instruction and, behind it, what it showed last.
#[derive(Default)]
struct Field {
    instruction: String,
    shows: bool,
    link: Option<Rc<str>>,
}

/// What holds for the runs of a line.
#[derive(Clone, Default)]
struct Around {
    style: Style,
    link: Option<Rc<str>>,
}

impl Reader<'_, '_> {
    fn blocks(&mut self, parent: &Element, flow: &mut Flow) {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, flow),
                "tbl" => self.table(element, flow),
                "sdt" if is_contents(element) => {}
                "sdt" | "sdtContent" | "customXml" | "smartTag" => self.blocks(element, flow),
                "ins" | "moveTo" => {
                    self.notes.note(Thing::Insertions);
                    self.blocks(element, flow);
                }
                "del" | "moveFrom" => self.notes.note(Thing::Deletions),
                "AlternateContent" => self.blocks(alternative(element), flow),
                "altChunk" => self.notes.note(Thing::Active),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, flow: &mut Flow) {
        let settings = paragraph.child("pPr");
        let style = self.styles.of(settings.and_then(|settings| settings.setting("pStyle")));
        let outline = settings.and_then(|settings| settings.setting("outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let meaning = outline.filter(|level| *level < 6).map_or(style.meaning, |level| Meaning::Heading(level + 1));
        let list = settings.and_then(styles::list).or_else(|| style.list.clone());
        let marker = list.as_ref().and_then(|(list, level)| self.numbering.next(list, *level));
        let around = Around { style, link: None };
        let mut boxes = Vec::new();
        if meaning == Meaning::Quote {
            let mut inner = Flow::new();
            self.line(paragraph, &mut inner, &around, &mut boxes);
            let quoted = fold::fold(inner.into_pieces(), self.notes);
            if !quoted.is_empty() {
                flow.block(Block::Quote(quoted));
            }
        } else {
            flow.kind = match (meaning, list, marker) {
                (Meaning::Heading(level), _, marker) => {
                    // “Điều 1.” is a part of its heading; that it is the first one needs no saying.
                    let spoken = marker.filter(|marker| marker.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
                    if let Some(marker) = spoken {
                        flow.text(&format!("{marker} "), &Look::default());
                    }
                    Kind::Heading(level)
                }
                (Meaning::Caption, ..) => Kind::Caption,
                (_, Some((list, level)), Some(marker)) => Kind::Item { list, level: level + 1, marker: Some(marker) },
                _ => Kind::Paragraph,
            };
            self.line(paragraph, flow, &around, &mut boxes);
            flow.end_line();
            flow.kind = Kind::Paragraph;
        }
        // An instruction that does not end with its line would hide all the text behind it.
        self.fields.retain(|field| field.shows);
        // Boxes float beside a line; their words come behind it.
        for content in boxes {
            self.blocks(content, flow);
        }
    }

    fn line<'t>(&mut self, parent: &'t Element, flow: &mut Flow, around: &Around, boxes: &mut Vec<&'t Element>) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, flow, around, boxes),
                "hyperlink" | "fldSimple" => {
                    let address = match element.attribute("instr") {
                        Some(instruction) => self.address(instruction),
                        None => self.leads_to(element.attribute("id").unwrap_or_default()),
                    };
                    let inner = Around { link: address.or_else(|| around.link.clone()), ..around.clone() };
                    self.line(element, flow, &inner, boxes);
                }
                "ins" | "moveTo" => {
                    self.notes.add(Thing::Insertions, u32::from(says_something(element, "t")));
                    self.line(element, flow, around, boxes);
                }
                "del" | "moveFrom" => self.notes.add(Thing::Deletions, u32::from(says_something(element, "delText"))),
                "sdt" | "sdtContent" | "smartTag" | "customXml" | "dir" | "bdo" => self.line(element, flow, around, boxes),
                "AlternateContent" => self.line(alternative(element), flow, around, boxes),
                "oMath" | "oMathPara" => {
                    let formula: String = element.all().filter(|part| &*part.name == "t").map(Element::text).collect();
                    flow.text(&formula, &Look::default());
                }
                _ => {}
            }
        }
    }

    fn run<'t>(&mut self, run: &'t Element, flow: &mut Flow, around: &Around, boxes: &mut Vec<&'t Element>) {
        let nothing = Element::default();
        let settings = run.child("rPr").unwrap_or(&nothing);
        let own = self.styles.of(settings.setting("rStyle"));
        let says = |name: &str, own: Option<bool>, around: Option<bool>| settings.says(name).or(own).or(around).unwrap_or(false);
        let speaks = says_something(run, "t");
        if says("vanish", own.hidden, around.style.hidden) {
            self.notes.add(Thing::Hidden, u32::from(speaks));
            return;
        }
        let font = styles::font(settings).or(own.font).or_else(|| around.style.font.clone()).or_else(|| self.styles.usual_font.clone());
        let field = self.fields.iter().rev().find_map(|field| field.link.clone());
        let look = Look {
            strong: says("b", own.strong, around.style.strong),
            em: says("i", own.em, around.style.em),
            height: match settings.setting("vertAlign") {
                Some("superscript") => Height::Above,
                Some("subscript") => Height::Below,
                _ => Height::Line,
            },
            link: around.link.clone().or(field),
            font: font.as_deref().and_then(legacy::font),
        };
        if speaks && look.link.is_none() && is_decorated(settings) {
            self.notes.note(Thing::Formatting);
        }
        self.parts(run, flow, &look, boxes);
    }

    fn parts<'t>(&mut self, run: &'t Element, flow: &mut Flow, look: &Look, boxes: &mut Vec<&'t Element>) {
        for part in run.elements() {
            // The instruction of a field is no text.
            let is_shown = self.fields.iter().all(|field| field.shows);
            match &*part.name {
                "fldChar" => self.field(part.attribute("fldCharType").unwrap_or_default()),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| field.instruction.len() < 4_096) {
                        field.instruction.push_str(&part.text());
                    }
                }
                _ if !is_shown => {}
                "t" => flow.text(&part.text(), look),
                "tab" | "ptab" => flow.text(" ", look),
                "br" if !matches!(part.attribute("type"), Some("page" | "column")) => flow.line_break(),
                "cr" => flow.line_break(),
                "noBreakHyphen" => flow.text("-", look),
                "sym" => {
                    let sign = part.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
                    // Signs of Wingdings and Symbol have private codes, which mean something only there.
                    if let Some(sign) = sign.filter(|sign| !matches!(sign, '\u{e000}'..='\u{f8ff}')) {
                        flow.text(sign.encode_utf8(&mut [0; 4]), look);
                    }
                }
                "footnoteReference" => note(flow, &self.footnotes, part),
                "endnoteReference" => note(flow, &self.endnotes, part),
                "commentReference" => self.notes.note(Thing::Comments),
                "drawing" | "pict" | "object" => self.shapes(part, flow, "", boxes),
                "AlternateContent" => self.parts(alternative(part), flow, look, boxes),
                _ => {}
            }
        }
    }

    fn field(&mut self, turn: &str) {
        match turn {
            "begin" if self.fields.len() < 50 => self.fields.push(Field::default()),
            "separate" => {
                let instruction = self.fields.last().map(|field| field.instruction.clone()).unwrap_or_default();
                let link = self.address(&instruction);
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                    field.link = link;
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// Pictures of a drawing into the line, and its boxes of text aside. `alt` is what the shape around says that it shows.
    fn shapes<'t>(&mut self, parent: &'t Element, flow: &mut Flow, alt: &str, boxes: &mut Vec<&'t Element>) {
        let said = parent.elements().find_map(|part| match &*part.name {
            "docPr" => part.attribute("descr"),
            _ => None,
        });
        let alt = said.or_else(|| parent.attribute("alt")).unwrap_or(alt);
        for part in parent.elements() {
            match &*part.name {
                "txbxContent" => boxes.push(part),
                "AlternateContent" => self.shapes(alternative(part), flow, alt, boxes),
                "blip" => self.picture(part.attribute("embed").or_else(|| part.attribute("link")), flow, alt),
                "imagedata" => self.picture(part.attribute("id"), flow, alt),
                _ => self.shapes(part, flow, alt, boxes),
            }
        }
    }

    fn picture(&mut self, id: Option<&str>, flow: &mut Flow, alt: &str) {
        let Some((_, target)) = id.and_then(|id| self.relations.get(id)) else { return };
        let Target::Inside(path) = target else { return self.notes.note(Thing::RemotePictures) };
        match self.package.bytes(path) {
            Ok(Some(bytes)) => {
                if let Some(picture) = self.pictures.take(bytes, alt, self.notes) {
                    flow.inline(Inline::Picture(picture));
                }
            }
            Ok(None) => self.notes.note(Thing::BrokenPictures),
            Err(failure) => self.failure = Some(failure),
        }
    }

    /// Where a relationship leads, if a link of an article may lead there.
    fn leads_to(&self, id: &str) -> Option<Rc<str>> {
        let (_, target) = self.relations.get(id)?;
        match target {
            Target::Outside(address) => self.allowed(address),
            Target::Inside(_) => None,
        }
    }

    /// The address in `HYPERLINK "…"`.
    fn address(&self, instruction: &str) -> Option<Rc<str>> {
        // `\l` is a place of the same document.
        let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
        self.allowed(rest.strip_prefix('"')?.split('"').next()?)
    }

    fn allowed(&self, address: &str) -> Option<Rc<str>> {
        let address = address.trim().replace(' ', "%20");
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        if link::target(&address).is_none() {
            self.notes.note(Thing::BadLinks);
            return None;
        }
        Some(address.into())
    }

    fn table(&mut self, table: &Element, flow: &mut Flow) {
        if has_no_lines(table) {
            self.notes.note(Thing::LayoutTables);
            for cell in inside(table, "tr").into_iter().flat_map(|row| inside(row, "tc")) {
                self.blocks(cell, flow);
            }
            return;
        }
        let mut rows = Vec::new();
        for element in inside(table, "tr").into_iter().take(ROWS + 1) {
            let settings = element.child("trPr");
            if settings.is_some_and(|settings| settings.child("del").is_some()) {
                self.notes.note(Thing::Deletions);
                continue;
            }
            rows.push(self.row(element, settings));
        }
        flow.block(Block::Table(table::table(rows)));
    }

    fn row(&mut self, element: &Element, settings: Option<&Element>) -> Row {
        let header = settings.and_then(|settings| settings.says("tblHeader")).unwrap_or(false);
        let mut row = Row { header, ..Row::default() };
        let mut column = 0;
        let before = settings.and_then(|settings| settings.setting("gridBefore")).and_then(|count| count.parse::<i32>().ok()).unwrap_or(0);
        if before > 0 {
            column = before.min(COLUMNS as i32);
            row.edges.push(Edge { right: column * COLUMN, ..Edge::default() });
            row.cells.push(Vec::new());
        }
        for cell in inside(element, "tc").into_iter().take(COLUMNS + 1) {
            let settings = cell.child("tcPr");
            let wide = settings.and_then(|settings| settings.setting("gridSpan")).and_then(|span| span.parse::<i32>().ok()).unwrap_or(1);
            column += wide.clamp(1, COLUMNS as i32);
            // A cell that goes on from above says so, or says nothing but that it is merged.
            let merged = settings.and_then(|settings| settings.child("vMerge"));
            let joins_above = merged.is_some_and(|merged| merged.attribute("val") != Some("restart"));
            let mut inner = Flow::new();
            self.blocks(cell, &mut inner);
            row.edges.push(Edge { right: column * COLUMN, joins_above, ..Edge::default() });
            row.cells.push(fold::fold(inner.into_pieces(), self.notes));
        }
        row
    }
}

fn note(flow: &mut Flow, words: &HashMap<String, String>, reference: &Element) {
    if let Some(words) = reference.attribute("id").and_then(|id| words.get(id)).filter(|words| !words.is_empty()) {
        flow.inline(Inline::Note(words.clone()));
    }
}

/// What a program reads that does not know the newest shapes is there twice; one of the two is read.
fn alternative(element: &Element) -> &Element {
    element.child("Choice").or_else(|| element.child("Fallback")).unwrap_or(element)
}

/// Elements of a name, also where a control or a tracked change stands around them.
fn inside<'t>(parent: &'t Element, name: &str) -> Vec<&'t Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        if &*element.name == name {
            found.push(element);
        } else if matches!(&*element.name, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") {
            found.extend(inside(element, name));
        }
    }
    found
}

/// A table of contents repeats the headings.
fn is_contents(control: &Element) -> bool {
    let gallery = control.child("sdtPr").and_then(|settings| settings.child("docPartObj")?.setting("docPartGallery"));
    gallery == Some("Table of Contents")
}

/// Whether a table only arranges the page, as the head of an official letter does: nothing of it is drawn.
fn has_no_lines(table: &Element) -> bool {
    let draws = |borders: &Element| borders.elements().any(|side| !matches!(side.attribute("val"), None | Some("none" | "nil")));
    let settings = table.child("tblPr");
    let own = settings.and_then(|settings| settings.child("tblBorders"));
    let has_style = settings.and_then(|settings| settings.setting("tblStyle")).is_some_and(|style| style != "TableNormal");
    let cells = inside(table, "tr").into_iter().flat_map(|row| inside(row, "tc"));
    let mut cell_borders = cells.filter_map(|cell| cell.child("tcPr")?.child("tcBorders"));
    !own.map_or(has_style, draws) && !cell_borders.any(draws)
}

/// Whether there is any text of this kind in an element.
fn says_something(element: &Element, kind: &str) -> bool {
    element.all().any(|part| &*part.name == kind && !part.text().trim().is_empty())
}

/// Whether a run looks like something that an article does not say. Sizes and fonts are everywhere and say nothing.
fn is_decorated(settings: &Element) -> bool {
    let colour = settings.setting("color").is_some_and(|colour| !matches!(colour, "auto" | "000000"));
    let marks = ["highlight", "u", "strike", "dstrike"].iter().any(|name| settings.says(name) == Some(true));
    colour || marks
}
