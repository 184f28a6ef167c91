//! What differs between two contents, word by word, for a person to see at a glance.

use std::time::Duration;

use banthao_document::{ArticleContent, Body, render};
use banthao_protocol::{ArticlePart, RecoveredPart, WordsAre, WordsView};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// After this the rest of a long text is compared in larger pieces: a person is waiting.
const PATIENCE: Duration = Duration::from_millis(400);

/// The parts in which `after` is not `before`.
pub(crate) fn parts(before: &ArticleContent, after: &ArticleContent) -> Vec<RecoveredPart> {
    let text = |content: &ArticleContent| render::text(&content.body);
    let part = |part, before: &str, after: &str| RecoveredPart { part, words: words(before, after) };
    let mut parts = Vec::new();
    if before.title != after.title {
        parts.push(part(ArticlePart::Title, &before.title, &after.title));
    }
    if before.sapo != after.sapo {
        parts.push(part(ArticlePart::Sapo, &before.sapo, &after.sapo));
    }
    if nameless(&before.body) != nameless(&after.body) {
        parts.push(part(ArticlePart::Body, &text(before), &text(after)));
    }
    if beside(before) != beside(after) {
        parts.push(part(ArticlePart::Rest, &lines(before), &lines(after)));
    }
    parts
}

/// Both texts as one, each word marked as there before, there now, or both.
fn words(before: &str, after: &str) -> Vec<WordsView> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut words: Vec<WordsView> = Vec::new();
    for change in diff.iter_all_changes() {
        let is = match change.tag() {
            ChangeTag::Equal => WordsAre::Same,
            ChangeTag::Insert => WordsAre::Added,
            ChangeTag::Delete => WordsAre::Removed,
        };
        match words.last_mut() {
            Some(last) if last.is == is => last.text.push_str(change.value()),
            Some(_) | None => words.push(WordsView { is, text: change.value().to_owned() }),
        }
    }
    words
}

/// The text without the ids of its blocks: an editor gives them, and no one has written them.
fn nameless(body: &Body) -> Value {
    fn strip(node: &mut Value) {
        if let Some(attributes) = node.get_mut("attrs").and_then(Value::as_object_mut) {
            attributes.remove("id");
        }
        for child in node.get_mut("content").and_then(Value::as_array_mut).into_iter().flatten() {
            strip(child);
        }
    }
    let mut doc = body.0.clone();
    strip(&mut doc);
    doc
}

/// What is neither title, sapo nor text.
fn beside(content: &ArticleContent) -> ArticleContent {
    ArticleContent { title: String::new(), sapo: String::new(), body: Body::empty(), ..content.clone() }
}

fn lines(content: &ArticleContent) -> String {
    let section = content.section.clone().unwrap_or_default();
    let fields = [&content.kind, &section, &content.kicker, &content.byline, &content.source];
    let files = content.attachments.iter().map(|attachment| &attachment.title);
    fields.into_iter().chain(files).filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn content(words: &str, id: &str) -> ArticleContent {
        let paragraph = json!({"type": "paragraph", "attrs": {"id": id}, "content": [{"type": "text", "text": words}]});
        ArticleContent { body: Body(json!({"type": "doc", "content": [paragraph]})), ..ArticleContent::empty("tin") }
    }

    #[test]
    fn words_that_came_and_went_stand_between_those_that_stayed() {
        let parts = parts(&content("Lớp học mở sáng nay.", "a"), &content("Lớp học tin học mở nay.", "a"));
        let said: Vec<_> = parts[0].words.iter().map(|words| (words.is, words.text.as_str())).collect();
        let before: String = said.iter().filter(|(is, _)| *is != WordsAre::Added).map(|(_, text)| *text).collect();
        let after: String = said.iter().filter(|(is, _)| *is != WordsAre::Removed).map(|(_, text)| *text).collect();
        assert_eq!((before.trim_end(), after.trim_end()), ("Lớp học mở sáng nay.", "Lớp học tin học mở nay."));
        assert!(said.contains(&(WordsAre::Same, "Lớp học ")), "{said:?}");
    }

    #[test]
    fn blocks_that_were_only_given_names_are_no_difference() {
        assert_eq!(parts(&content("Một câu.", ""), &content("Một câu.", "b1")), []);
    }

    #[test]
    fn each_part_that_differs_is_there_and_no_other() {
        let before = content("Một câu.", "a");
        let after = ArticleContent { title: "Mới".to_owned(), section: Some("s".to_owned()), ..before.clone() };
        assert_eq!(parts(&before, &after).iter().map(|part| part.part).collect::<Vec<_>>(), [ArticlePart::Title, ArticlePart::Rest]);
    }
}
