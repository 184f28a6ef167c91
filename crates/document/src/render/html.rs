//! Node by node into HTML.

use serde_json::Value;

use super::{
    Media, Picture, attribute, callout_label, children, footnotes, is_inline, name,
    page::{Edition, focus_class},
    start,
    writer::Writer,
};
use crate::{
    Body, PictureFacts,
    link::{self, Target},
};

/// How wide the page shows a picture: the column of text, or the whole of a narrow window.
const SIZES: &str = "(min-width: 46rem) 44rem, 100vw";

pub(super) fn render(body: &Body, media: &dyn Media, edition: Edition) -> String {
    let mut page = Page { out: Writer::of(edition), media, notes: Vec::new() };
    page.blocks(children(&body.0));
    footnotes::list(&page.notes, &mut page.out);
    page.out.finish()
}

pub(super) struct Page<'a> {
    pub(super) out: Writer,
    media: &'a dyn Media,
    /// The footnotes so far, in the order of their numbers.
    notes: Vec<String>,
}

impl Page<'_> {
    /// Blocks in a row. Inline nodes among them, which only an unknown node can hold, become a paragraph of their own.
    pub(super) fn blocks(&mut self, nodes: &[Value]) {
        for run in nodes.chunk_by(|one, next| is_inline(one) && is_inline(next)) {
            match run {
                [block] if !is_inline(block) => self.block(block),
                inline => self.inlines_in("p", &[], inline),
            }
        }
    }

    fn block(&mut self, node: &Value) {
        let id = ("data-block", attribute(node, "id"));
        match name(node) {
            "paragraph" => self.inlines_in("p", &[id], children(node)),
            "heading" => {
                let element = match node["attrs"]["level"].as_u64() {
                    Some(3) => "h3",
                    Some(4) => "h4",
                    _ => "h2",
                };
                self.inlines_in(element, &[id], children(node));
            }
            "bullet_list" => self.items("ul", &[id], node),
            "ordered_list" => match start(node) {
                1 => self.items("ol", &[id], node),
                first => self.items("ol", &[id, ("start", &first.to_string())], node),
            },
            "blockquote" => self.blocks_in("blockquote", &[id], node),
            "figure" => self.figure(node),
            "gallery" => self.gallery(node),
            "infographic" => self.infographic(node),
            "callout" => self.callout(node),
            "pull_quote" => self.pull_quote(node),
            "question_answer" => self.question_answer(node),
            "table" => self.table(node),
            "divider" => self.out.void("hr", &[id]),
            // Unknown: its place and its words.
            _ => self.blocks_in("div", &[id], node),
        }
    }

    fn items(&mut self, element: &'static str, attributes: &[(&'static str, &str)], list: &Value) {
        self.out.open(element, attributes);
        for item in children(list) {
            match name(item) {
                "list_item" => self.blocks_in("li", &[("data-block", attribute(item, "id"))], item),
                _ => {
                    self.out.open("li", &[]);
                    self.blocks(std::slice::from_ref(item));
                    self.out.close();
                }
            }
        }
        self.out.close();
    }

    fn blocks_in(&mut self, element: &'static str, attributes: &[(&'static str, &str)], node: &Value) {
        self.out.open(element, attributes);
        self.blocks(children(node));
        self.out.close();
    }

    fn figure(&mut self, node: &Value) {
        let alt = if node["attrs"]["decorative"] == true { "" } else { attribute(node, "alt") };
        let blob = attribute(node, "blob").parse().ok();
        let picture = blob.and_then(|blob| self.media.picture(&blob));
        let facts = blob.and_then(|blob| self.media.facts(&blob));
        self.out.open("figure", &[("data-block", attribute(node, "id"))]);
        match picture.as_ref().and_then(|picture| Some((picture, picture.renditions.last()?))) {
            Some((picture, (widest, _))) => self.image(picture, widest, alt, facts),
            None => self.missing(alt),
        }
        self.caption(node, facts);
        self.out.close();
    }

    /// Pictures that belong together: a figure of figures, so that the words under all of them are theirs.
    fn gallery(&mut self, node: &Value) {
        self.out.open("figure", &[("class", "gallery"), ("data-block", attribute(node, "id"))]);
        self.blocks(children(node));
        self.line("figcaption", &[], attribute(node, "caption"));
        self.out.close();
    }

    /// A picture that tells something, and the same told in words: whoever cannot see the one reads the other.
    fn infographic(&mut self, node: &Value) {
        self.out.open("div", &[("class", "infographic"), ("data-block", attribute(node, "id"))]);
        for part in children(node) {
            if name(part) == "description" {
                self.out.open("details", &[("data-block", attribute(part, "id"))]);
                self.line("summary", &[], "Nội dung bằng chữ");
                self.blocks(children(part));
                self.out.close();
            } else {
                self.blocks(std::slice::from_ref(part));
            }
        }
        self.out.close();
    }

    fn callout(&mut self, node: &Value) {
        let class = match attribute(node, "kind") {
            "important" => "callout important",
            "warning" => "callout warning",
            _ => "callout note",
        };
        self.out.open("aside", &[("class", class), ("data-block", attribute(node, "id"))]);
        self.line("p", &[("class", "label")], callout_label(node));
        self.blocks(children(node));
        self.out.close();
    }

    fn pull_quote(&mut self, node: &Value) {
        self.out.open("figure", &[("class", "pull-quote"), ("data-block", attribute(node, "id"))]);
        self.out.open("blockquote", &[]);
        self.inlines_in("p", &[], children(node));
        self.out.close();
        self.line("figcaption", &[], attribute(node, "source"));
        self.out.close();
    }

    fn question_answer(&mut self, node: &Value) {
        self.out.open("dl", &[("class", "qa"), ("data-block", attribute(node, "id"))]);
        for part in children(node) {
            let id = ("data-block", attribute(part, "id"));
            match name(part) {
                "question" => {
                    self.out.open("dt", &[id]);
                    self.line("span", &[("class", "label")], "Hỏi:");
                    self.out.text(" ");
                    self.inlines(children(part));
                    self.out.close();
                }
                "answer" => self.blocks_in("dd", &[id], part),
                _ => self.blocks_in("dd", &[], &serde_json::json!({"content": [part]})),
            }
        }
        self.out.close();
    }

    /// An element with one line of text in it, or nothing where the line says nothing.
    pub(super) fn line(&mut self, element: &'static str, attributes: &[(&'static str, &str)], text: &str) {
        if !text.trim().is_empty() {
            self.out.open(element, attributes);
            self.out.text(text);
            self.out.close();
        }
    }

    fn image(&mut self, picture: &Picture, widest: &str, alt: &str, facts: Option<&PictureFacts>) {
        let candidates: Vec<String> = picture.renditions.iter().map(|(url, width)| format!("{} {width}w", candidate(url))).collect();
        self.out.void(
            "img",
            &[
                ("src", widest),
                ("srcset", &candidates.join(", ")),
                ("sizes", SIZES),
                ("width", &picture.width.to_string()),
                ("height", &picture.height.to_string()),
                ("alt", alt),
                ("class", &facts.and_then(|facts| facts.focus).map(focus_class).unwrap_or_default()),
                ("loading", "lazy"),
                ("decoding", "async"),
            ],
        );
    }

    fn missing(&mut self, alt: &str) {
        self.out.open("p", &[("class", "missing")]);
        self.out.text("Chưa có ảnh");
        if !alt.is_empty() {
            self.out.text(": ");
            self.out.text(alt);
        }
        self.out.close();
    }

    fn caption(&mut self, figure: &Value, facts: Option<&PictureFacts>) {
        let credit = attribute(figure, "credit").trim();
        let licence = facts.map(|facts| facts.licence.trim()).unwrap_or_default();
        let by_machine = facts.is_some_and(|facts| facts.ai_made == Some(true));
        // The schema puts one figcaption here; whatever else stands here is words all the same.
        let words =
            children(figure).iter().map(|part| if name(part) == "figcaption" { children(part) } else { std::slice::from_ref(part) });
        let words: Vec<&[Value]> = words.filter(|part| !part.is_empty()).collect();
        if [credit, licence].iter().all(|line| line.is_empty()) && words.is_empty() && !by_machine {
            return;
        }
        self.out.open("figcaption", &[]);
        words.iter().for_each(|part| self.inlines(part));
        let mut any = !words.is_empty();
        let credit = if credit.is_empty() { String::new() } else { format!("Ảnh: {credit}") };
        let licence = if licence.is_empty() { String::new() } else { format!("({licence})") };
        let made = if by_machine { "Ảnh do AI tạo hoặc chỉnh sửa." } else { "" };
        for (class, line) in [("credit", credit.as_str()), ("licence", &licence), ("by-machine", made)] {
            if !line.is_empty() {
                if any {
                    self.out.text(" ");
                }
                self.line("span", &[("class", class)], line);
                any = true;
            }
        }
        self.out.close();
    }

    pub(super) fn inlines_in(&mut self, element: &'static str, attributes: &[(&'static str, &str)], nodes: &[Value]) {
        self.out.open(element, attributes);
        self.inlines(nodes);
        self.out.close();
    }

    /// Inline nodes in a row. A mark that goes on over several of them is one element, so that a link with a bold word in it is one link.
    pub(super) fn inlines(&mut self, nodes: &[Value]) {
        let mut open: Vec<Element<'_>> = Vec::new();
        for node in nodes {
            let wanted = elements(node);
            let shared = open.iter().zip(&wanted).take_while(|(open, wanted)| open == wanted).count();
            (shared..open.len()).for_each(|_| self.out.close());
            wanted[shared..].iter().for_each(|element| element.open(&mut self.out));
            open = wanted;
            if let Some(text) = node["text"].as_str() {
                self.out.text(text);
            } else if name(node) == "hard_break" {
                self.out.void("br", &[]);
            } else if name(node) == "footnote" {
                self.notes.push(attribute(node, "text").to_owned());
                footnotes::reference(self.notes.len(), &mut self.out);
            }
            self.inlines(children(node));
        }
        open.iter().for_each(|_| self.out.close());
    }
}

/// What a mark becomes.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Element<'a> {
    Link(&'a str),
    Strong,
    Em,
}

impl Element<'_> {
    fn open(&self, out: &mut Writer) {
        match self {
            Self::Link(href) if link::target(href) == Some(Target::Page) => out.open("a", &[("href", href), ("rel", "noopener")]),
            Self::Link(href) => out.open("a", &[("href", href)]),
            Self::Strong => out.open("strong", &[]),
            Self::Em => out.open("em", &[]),
        }
    }
}

/// The elements around a node, outermost first: in the order of the schema's marks, each once.
fn elements(node: &Value) -> Vec<Element<'_>> {
    let marks = node["marks"].as_array().map_or(&[][..], Vec::as_slice).iter();
    let mut elements: Vec<Element<'_>> = marks
        .filter_map(|mark| match name(mark) {
            "link" => Some(attribute(mark, "href")).filter(|href| link::target(href).is_some()).map(Element::Link),
            "strong" => Some(Element::Strong),
            "em" => Some(Element::Em),
            _ => None,
        })
        .collect();
    elements.sort();
    // A link in a link is not HTML.
    elements.dedup_by(|next, one| next == one || matches!((next, one), (Element::Link(_), Element::Link(_))));
    elements
}

/// An address as `srcset` can hold it, where white space ends one and a comma may.
fn candidate(url: &str) -> String {
    url.chars().fold(String::with_capacity(url.len()), |mut safe, c| {
        match c {
            ',' => safe.push_str("%2C"),
            c if c.is_whitespace() => safe.push_str("%20"),
            c => safe.push(c),
        }
        safe
    })
}
