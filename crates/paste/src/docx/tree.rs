//! One XML file as a tree. Names are kept without their prefixes: those of a document's own vocabulary do not collide where they are looked for.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::Unreadable;
use crate::limits::{DOM_DEPTH, DOM_NODES};

/// An element and what it holds.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// A file that was read.
pub(super) struct Read {
    pub root: Element,
    /// Not everything of it was taken: it is too large, too deep, or breaks off.
    pub is_cut: bool,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The `val` of a child, as settings are written.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Whether a child says yes: it is there and does not say no.
    pub fn says(&self, name: &str) -> Option<bool> {
        self.child(name).map(|child| !matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// The text right inside.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Itself and everything below it, in reading order.
    pub fn all(&self) -> impl Iterator<Item = &Element> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            let below: Vec<&Element> = next.elements().collect();
            waiting.extend(below.into_iter().rev());
            Some(next)
        })
    }
}

/// Reads a file. One that breaks off is read as far as it goes; one that declares entities is refused, since they are how small files become large.
pub(super) fn read(bytes: &[u8]) -> Result<Read, Unreadable> {
    let text = decoded(bytes)?;
    let mut reader = Reader::from_str(&text);
    // The elements that are open; the first stands for the file.
    let mut open = vec![Element::default()];
    // Open elements below the depth that is kept.
    let mut too_deep = 0_usize;
    let (mut count, mut is_cut) = (0_usize, false);
    loop {
        let Ok(event) = reader.read_event() else {
            is_cut = true;
            break;
        };
        let depth = open.len();
        let Some(top) = open.last_mut() else { return Err(Unreadable::Foreign) };
        match event {
            Event::DocType(_) => return Err(Unreadable::Hostile),
            Event::Eof => break,
            Event::Start(_) if too_deep > 0 || depth > DOM_DEPTH => {
                too_deep += 1;
                is_cut = true;
            }
            Event::Start(start) => {
                count += 1;
                open.push(element(&start));
            }
            Event::Empty(start) if too_deep == 0 => {
                count += 1;
                top.children.push(Node::Element(element(&start)));
            }
            Event::End(_) if too_deep > 0 => too_deep -= 1,
            Event::End(_) => close(&mut open),
            Event::Text(text) if too_deep == 0 => push(top, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) if too_deep == 0 => push(top, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) if too_deep == 0 => {
                let letter = match reference.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter),
                    Ok(None) => named(&reference.xml_content(XmlVersion::Implicit1_0)),
                    Err(_) => None,
                };
                if let Some(letter) = letter {
                    push(top, letter.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Empty(_) | Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if count > DOM_NODES {
            is_cut = true;
            break;
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let file = open.pop().unwrap_or_default();
    let root = file.children.into_iter().find_map(|child| match child {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.map(|root| Read { root, is_cut }).ok_or(Unreadable::Foreign)
}

/// The five entities that need no declaration.
fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
        (attribute.key.local_name().into_inner().into(), value.as_ref().into())
    });
    Element { name: start.local_name().into_inner().into(), attributes: attributes.collect(), children: Vec::new() }
}

fn push(element: &mut Element, text: &str) {
    match element.children.last_mut() {
        Some(Node::Text(there)) => there.push_str(text),
        _ => element.children.push(Node::Text(text.to_owned())),
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(done));
    }
}

/// Office programs write UTF-8; UTF-16 is allowed.
fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let encoding = match bytes {
        [0xff, 0xfe, ..] => encoding_rs::UTF_16LE,
        [0xfe, 0xff, ..] => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_8,
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken { Err(Unreadable::Foreign) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_letters_and_declared_ones_are_refused() {
        let read = |text: &str| read(text.as_bytes()).map(|read| read.root.text());
        assert_eq!(read("<a>B&#7843;n &amp; &lt;th&#x1EA3;o&gt;&unknown;</a>"), Ok("Bản & <thảo>".to_owned()));
        assert_eq!(read("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"), Err(Unreadable::Hostile));
        assert_eq!(read("no element"), Err(Unreadable::Foreign));
    }

    #[test]
    fn what_breaks_off_or_is_nested_without_end_is_read_as_far_as_it_goes() {
        let broken = read(b"<a><b>c</b><d").map(|read| (read.root.child("b").map(Element::text), read.is_cut));
        assert_eq!(broken, Ok((Some("c".to_owned()), true)));
        let deep = format!("<a>{}x{}<b>y</b></a>", "<i>".repeat(50_000), "</i>".repeat(50_000));
        let deep = read(deep.as_bytes()).map(|read| (read.root.child("b").map(Element::text), read.is_cut));
        assert_eq!(deep, Ok((Some("y".to_owned()), true)));
    }

    #[test]
    fn settings_say_yes_unless_they_say_no() {
        let tree = read(br#"<r xmlns:w="w"><w:b/><w:i w:val="0"/><w:s w:val="true"/></r>"#).expect("a tree").root;
        assert_eq!([tree.says("b"), tree.says("i"), tree.says("s"), tree.says("x")], [Some(true), Some(false), Some(true), None]);
    }
}
