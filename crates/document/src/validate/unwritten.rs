//! Places of a template at which nobody has written yet.

use crate::ArticleContent;

/// Whether an article that began as a template still holds one of its places: words in square brackets, in what would be published of it. In any other
/// article they are the officer's own.
pub fn is_unwritten(content: &ArticleContent) -> bool {
    let written = || [&content.title, &content.kicker, &content.sapo].into_iter().map(String::as_str);
    let body = || content.body.nodes().filter_map(|node| node["text"].as_str());
    content.unknown.contains_key("template") && written().chain(body()).any(has_place)
}

/// One word in brackets is a note or an omission: [1], […], [sic]. The window leads to the same places by a rule of its own; `schema/unwritten.json` holds
/// the two against each other.
fn has_place(text: &str) -> bool {
    text.split('[').skip(1).any(|after| after.split_once(']').is_some_and(|(inside, _)| inside.trim().contains(char::is_whitespace)))
}
