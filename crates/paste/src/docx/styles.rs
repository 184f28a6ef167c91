//! What the styles of a document mean: a heading, a caption, a title, a quotation, bold.

use std::collections::HashMap;

use super::tree::Element;

/// How many styles one may be based on another before somebody made a ring of them.
const LONGEST_LINE: usize = 20;

/// What a paragraph of a style is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Meaning {
    #[default]
    Text,
    /// Levels as HTML counts them; the title of the document counts as 1.
    Heading(u8),
    Caption,
    Quote,
}

/// A style, with what it takes over from those it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub meaning: Meaning,
    pub strong: Option<bool>,
    pub em: Option<bool>,
    pub hidden: Option<bool>,
    pub font: Option<String>,
    /// The list and level that its paragraphs are items of.
    pub list: Option<(String, usize)>,
}

/// The styles of a document by id.
#[derive(Default)]
pub(super) struct Styles {
    own: HashMap<String, (Style, Option<String>)>,
    /// The font of everything that names none.
    pub usual_font: Option<String>,
}

impl Styles {
    pub fn read(root: &Element) -> Self {
        let usual = root.child("docDefaults").and_then(|defaults| defaults.child("rPrDefault")?.child("rPr"));
        let mut styles = Self { own: HashMap::new(), usual_font: usual.and_then(font) };
        for element in root.elements().filter(|element| &*element.name == "style") {
            if let Some(id) = element.attribute("styleId") {
                let based_on = element.setting("basedOn").map(str::to_owned);
                styles.own.insert(id.to_owned(), (style(element), based_on));
            }
        }
        styles
    }

    /// What a style says, and where it says nothing, what those do that it is based on.
    pub fn of(&self, id: Option<&str>) -> Style {
        let mut found = Style::default();
        let mut next = id.map(str::to_owned);
        for _ in 0..LONGEST_LINE {
            let Some((style, based_on)) = next.as_ref().and_then(|id| self.own.get(id)) else { break };
            if found.meaning == Meaning::Text {
                found.meaning = style.meaning;
            }
            found.strong = found.strong.or(style.strong);
            found.em = found.em.or(style.em);
            found.hidden = found.hidden.or(style.hidden);
            found.font = found.font.or_else(|| style.font.clone());
            found.list = found.list.or_else(|| style.list.clone());
            next = based_on.clone();
        }
        found
    }
}

fn style(element: &Element) -> Style {
    // Word keeps the names of its own styles in English whatever language it speaks.
    let name = element.setting("name").unwrap_or_default().to_ascii_lowercase();
    let paragraph = element.child("pPr");
    let outline = paragraph.and_then(|paragraph| paragraph.setting("outlineLvl")).and_then(|level| level.parse::<u8>().ok());
    let named = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
    let meaning = match (named, outline) {
        (Some(level @ 1..=6), _) => Meaning::Heading(level),
        (_, Some(level @ 0..=5)) => Meaning::Heading(level + 1),
        _ if name == "title" => Meaning::Heading(1),
        _ if name == "caption" => Meaning::Caption,
        _ if name == "quote" || name == "intense quote" => Meaning::Quote,
        _ => Meaning::Text,
    };
    let run = element.child("rPr");
    let says = |setting: &str| run.and_then(|run| run.says(setting));
    let list = paragraph.and_then(list);
    Style { meaning, strong: says("b"), em: says("i"), hidden: says("vanish"), font: run.and_then(font), list }
}

/// The list and level that paragraph settings name. List 0 is none.
pub(super) fn list(settings: &Element) -> Option<(String, usize)> {
    let numbering = settings.child("numPr")?;
    let level = numbering.setting("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((numbering.setting("numId")?.to_owned(), level))
}

/// The font of run settings.
pub(super) fn font(settings: &Element) -> Option<String> {
    let fonts = settings.child("rFonts")?;
    fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")).map(str::to_owned)
}
