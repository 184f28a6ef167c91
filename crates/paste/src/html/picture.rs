//! A picture of a page: taken when its bytes are there, named in the receipt when they are not. Nothing is ever fetched: whoever made a page could learn from it
//! who pasted it.

use super::{
    dom::{Dom, Element, Id},
    walk::Walk,
};
use crate::{
    flow::Flow,
    model::{Inline, Look},
    picture,
    receipt::Thing,
};

impl Walk<'_> {
    pub(super) fn picture(&mut self, element: &Element, look: &Look, flow: &mut Flow) {
        let source = element.attribute("src").unwrap_or_default().trim();
        let alt = element.attribute("alt").unwrap_or_default();
        if is_emoji(alt) {
            // Chats draw their emoji as pictures and write them in the alternative text.
            return flow.text(alt, look);
        }
        if is_beacon(element) {
            return;
        }
        let bytes = match scheme(source).as_str() {
            "data" => picture::in_address(source).ok_or(Thing::BrokenPictures),
            // A part of a mail that stayed there.
            "cid" => Err(Thing::FilePictures),
            scheme if is_file(scheme) => self.pictures.next_beside().ok_or(Thing::FilePictures),
            _ if source.is_empty() => return,
            _ => Err(Thing::RemotePictures),
        };
        match bytes {
            Ok(bytes) => {
                let alt = if is_machine_made(alt) { "" } else { alt };
                if let Some(picture) = self.pictures.take(bytes, alt, self.notes) {
                    flow.inline(Inline::Picture(picture));
                }
            }
            Err(dropped) => self.notes.note(dropped),
        }
    }
}

/// How many pictures of a page lie in files of the program that wrote it.
pub(super) fn in_files(dom: &Dom) -> usize {
    let pictures = (0..dom.nodes.len() as Id).filter(|id| dom.tag(*id) == "img");
    pictures.filter(|id| is_file(&scheme(dom.attribute(*id, "src").unwrap_or_default().trim()))).count()
}

fn scheme(source: &str) -> String {
    source.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase()
}

/// `file:`, or the letter of a drive as in `C:\…`.
fn is_file(scheme: &str) -> bool {
    scheme == "file" || scheme.len() == 1
}

/// Whether an alternative text is an emoji and nothing else.
fn is_emoji(alt: &str) -> bool {
    let is_pictograph = |c: char| matches!(u32::from(c), 0x2190..=0x2bff | 0x1f000..=0x1faff | 0x00a9 | 0x00ae | 0x3030 | 0x303d);
    let is_joining = |c: char| matches!(u32::from(c), 0x200d | 0x20e3 | 0xfe0e | 0xfe0f | 0x1f3fb..=0x1f3ff | 0xe0020..=0xe007f);
    let alt = alt.trim();
    alt.chars().count() <= 12 && alt.chars().any(is_pictograph) && alt.chars().all(|c| is_pictograph(c) || is_joining(c))
}

/// Pictures of one point tell a server that somebody looked.
fn is_beacon(element: &Element) -> bool {
    let is_point = |name| element.attribute(name).is_some_and(|points| matches!(points.trim_end_matches("px"), "0" | "1"));
    is_point("width") && is_point("height")
}

/// “image001.png”, “Description: C:\…”: what programs write where nobody wrote anything.
fn is_machine_made(alt: &str) -> bool {
    let lower = alt.trim().to_ascii_lowercase();
    let is_file = [".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp"].iter().any(|ending| lower.ends_with(ending));
    is_file || lower.contains(":\\") || matches!(lower.as_str(), "image" | "picture" | "hình ảnh" | "ảnh")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_told_from_words() {
        for (alt, is) in [
            ("😀", true),
            ("❤️", true),
            ("👩‍🌾", true),
            ("👍🏽", true),
            ("Ảnh 😀", false),
            ("", false),
            ("—", false),
            ("😀".repeat(30).as_str(), false),
        ] {
            assert_eq!(is_emoji(alt), is, "{alt}");
        }
    }
}
