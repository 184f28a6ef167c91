//! From an article's journal to its content.
//!
//! While someone types, the journal runs ahead of the content. [`unfold`] says what the content would be with everything that was typed, and writes
//! nothing; [`settle`] makes it so. Whoever needs the whole article (opening it, deciding about it, closing, a start after a kill) settles it
//! first. A journal that leads nowhere is put aside and the content stays as it was: neither is ever given up for the other.

use banthao_document::{ArticleContent, ArticleId, Body, ContentHash, steps};
use banthao_protocol::{ApiError, ArticleContentView, ErrorCode, JournalEntry};
use banthao_store::{
    Reader, Writer,
    articles::{self, Article},
    journal::{self, BATCH_VERSION, Batch},
    mirrors::{self, Mirror},
    revisions,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{content, error::Result};

/// What a row of the journal holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Written {
    pub entries: Vec<JournalEntry>,
    pub caret: Value,
}

/// An article with everything that was typed, before it is written.
pub(crate) struct Unfolded {
    /// As its content was last written whole.
    pub before: Article,
    /// What was typed from; another text than `before` when the portal's came in between.
    typed_from: ContentHash,
    /// With everything that was typed.
    pub content: ArticleContent,
    caret: Value,
    typed_ms: i64,
}

/// What an article's journal leads to.
pub(crate) enum Journal {
    /// There is none: the content is everything.
    Empty,
    /// To this.
    Leads(Box<Unfolded>),
    /// Nowhere, for this reason, which quotes no text.
    Unfit(&'static str),
}

/// What became of an article's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// There was none.
    Nothing,
    /// The content holds it now.
    Written,
    /// It did not apply and lies aside.
    Aside,
}

/// What the article's journal leads to. Writes nothing.
pub(crate) fn unfold(reader: &Reader<'_>, id: ArticleId) -> banthao_store::Result<Journal> {
    let batches = journal::of(reader, id)?;
    let (Some(first), Some(last)) = (batches.first(), batches.last()) else { return Ok(Journal::Empty) };
    let (typed_from, typed_ms) = (first.base_hash, last.typed_ms);
    let Some(before) = articles::get(reader, id)? else { return Ok(Journal::Unfit("the article is not there")) };
    let base = if before.content_hash == typed_from {
        before.content.clone()
    } else {
        let revision = match revisions::with_content(reader, id, typed_from)? {
            Some(revision) => revisions::get(reader, revision)?,
            None => None,
        };
        match revision {
            Some(revision) => revision.content,
            None => return Ok(Journal::Unfit("the text that it was typed from is not there")),
        }
    };
    Ok(match applied(&base, &batches) {
        Ok((content, caret)) => Journal::Leads(Box::new(Unfolded { before, typed_from, content, caret, typed_ms })),
        Err(reason) => Journal::Unfit(reason),
    })
}

/// Writes what was typed into the article's content and takes it out of the journal, or puts aside a journal that leads nowhere.
pub(crate) fn settle(writer: &Writer<'_>, id: ArticleId, portal: Option<Uuid>, now_ms: i64) -> banthao_store::Result<Settled> {
    match unfold(writer, id)? {
        Journal::Empty => Ok(Settled::Nothing),
        Journal::Leads(unfolded) => write(writer, &unfolded, portal).map(|()| Settled::Written),
        Journal::Unfit(reason) => put_aside(writer, id, reason, now_ms).map(|()| Settled::Aside),
    }
}

/// Makes `unfolded` the article's content.
pub(crate) fn write(writer: &Writer<'_>, unfolded: &Unfolded, portal: Option<Uuid>) -> banthao_store::Result<()> {
    let id = unfolded.before.id;
    if unfolded.before.content_hash != unfolded.typed_from {
        part_ways(writer, &unfolded.before, unfolded.typed_from, portal)?;
    }
    journal::clear(writer, id, u32::MAX)?;
    articles::save(writer, id, &unfolded.content, &unfolded.caret, unfolded.typed_ms)?;
    Ok(())
}

/// Puts a journal aside and says so where support will look.
pub(crate) fn put_aside(writer: &Writer<'_>, id: ArticleId, reason: &'static str, now_ms: i64) -> banthao_store::Result<()> {
    tracing::error!(reason, "a journal does not apply and was put aside");
    journal::put_aside(writer, id, reason, now_ms)
}

/// The portal's text took the place of the one that someone was still typing in: what is typed goes on from the text it was typed from, and the two
/// stand against each other as if the portal's had come a moment later. False when that text is not known here.
pub(crate) fn part_ways(writer: &Writer<'_>, before: &Article, base: ContentHash, portal: Option<Uuid>) -> banthao_store::Result<bool> {
    let (Some(portal), Some(typed_from)) = (portal, revisions::with_content(writer, before.id, base)?) else { return Ok(false) };
    let Some(mirror) = mirrors::get(writer, portal, before.id)? else { return Ok(false) };
    articles::set_head(writer, before.id, typed_from)?;
    mirrors::put(writer, portal, before.id, &Mirror { agreed: Some(typed_from), ..mirror })?;
    Ok(true)
}

/// Refuses entries that could never be applied, so that nothing is called saved that could not be read back.
pub(crate) fn check(entries: &[JournalEntry]) -> Result<()> {
    for entry in entries {
        let sound = match entry {
            JournalEntry::Steps { steps } => steps::check(steps).is_ok(),
            JournalEntry::Body { body } => body.is_object(),
            JournalEntry::Fields { fields } => {
                patched(content::view(&ArticleContent::empty("")), fields).is_some_and(|view| content::stored(view).is_ok())
            }
        };
        if !sound {
            return Err(ApiError::new(ErrorCode::BadRequest, "an entry of the journal is not of its form"));
        }
    }
    Ok(())
}

/// The content that the batches lead to from `base`, and where the caret stood at the end.
fn applied(base: &ArticleContent, batches: &[Batch]) -> Result<(ArticleContent, Value), &'static str> {
    let mut view = content::view(base);
    let mut caret = Value::Null;
    let mut waiting = Vec::new();
    for (batch, expected) in batches.iter().zip(1..) {
        if batch.seq != expected || batch.base_hash != batches[0].base_hash {
            return Err("a batch is missing");
        }
        if batch.version != BATCH_VERSION {
            return Err("a batch was written by another version");
        }
        let written: Written = serde_json::from_value(batch.entries.clone()).map_err(|_| "a batch is not of its form")?;
        caret = written.caret;
        for entry in written.entries {
            match entry {
                JournalEntry::Steps { steps } => waiting.extend(steps),
                JournalEntry::Body { body } => {
                    waiting.clear();
                    view.body = body;
                }
                JournalEntry::Fields { fields } => view = patched(view, &fields).ok_or("a field is not of its form")?,
            }
        }
        // The text in between is needed by nobody, so the steps are applied once and together; only a whole text puts an end to them.
    }
    if !waiting.is_empty() {
        view.body = steps::replay(&Body(view.body), &waiting).map_err(|_| "the steps do not fit the text")?.0;
    }
    let content = content::stored(view).map_err(|_| "the content is not one that this version writes")?;
    Ok((content, caret))
}

/// The same content with these fields in place of its own; none when one of them is unknown or not of its form. The text is not a field.
fn patched(view: ArticleContentView, fields: &Map<String, Value>) -> Option<ArticleContentView> {
    let Ok(Value::Object(mut members)) = serde_json::to_value(view) else { return None };
    for (name, value) in fields {
        if name == "body" || name == "schema" {
            return None;
        }
        *members.get_mut(name)? = value.clone();
    }
    serde_json::from_value(Value::Object(members)).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn batch(seq: u32, entries: Value) -> Batch {
        let entries = json!({"entries": entries, "caret": {"at": seq}});
        Batch { seq, base_hash: ArticleContent::empty("tin").hash(), entries, version: BATCH_VERSION, typed_ms: i64::from(seq) }
    }

    fn insert(at: usize, words: &str) -> Value {
        json!({"entry": "steps", "steps": [{"stepType": "replace", "from": at, "to": at, "slice": {"content": [{"type": "text", "text": words}]}}]})
    }

    fn fields(fields: Value) -> Value {
        json!({"entry": "fields", "fields": fields})
    }

    #[test]
    fn batches_lead_to_what_was_on_the_screen() {
        let typed = [
            batch(1, json!([insert(1, "Nam"), fields(json!({"title": "T"}))])),
            batch(2, json!([fields(json!({"title": "Tiêu đề", "section": "s"})), insert(1, "Việt ")])),
        ];
        let (content, caret) = applied(&ArticleContent::empty("tin"), &typed).expect("they apply");
        assert_eq!(content.body.0["content"][0]["content"][0]["text"], "Việt Nam");
        assert_eq!((content.title.as_str(), content.section.as_deref()), ("Tiêu đề", Some("s")));
        assert_eq!(caret, json!({"at": 2}));
    }

    #[test]
    fn a_whole_text_takes_the_place_of_the_steps_before_it() {
        let whole = json!({"entry": "body", "body": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Mới"}]}]}});
        let typed = [batch(1, json!([insert(99, "không đâu")])), batch(2, json!([whole])), batch(3, json!([insert(4, " nữa")]))];
        let (content, _) = applied(&ArticleContent::empty("tin"), &typed).expect("they apply");
        assert_eq!(content.body.0["content"][0]["content"][0]["text"], "Mới nữa");
    }

    #[test]
    fn a_gap_another_order_or_another_version_is_not_replayed() {
        let empty = ArticleContent::empty("tin");
        let [one, two] = [batch(1, json!([insert(1, "a")])), batch(2, json!([insert(2, "b")]))];
        assert!(applied(&empty, &[one.clone(), two.clone()]).is_ok());
        assert!(applied(&empty, std::slice::from_ref(&two)).is_err(), "the first batch is missing");
        assert!(applied(&empty, &[two, one.clone()]).is_err());
        assert!(applied(&empty, &[Batch { version: 2, ..one }]).is_err());
    }

    #[test]
    fn a_field_that_is_unknown_or_misshapen_is_refused_before_it_is_called_saved() {
        let entry = |fields| serde_json::from_value::<JournalEntry>(json!({"entry": "fields", "fields": fields})).expect("an entry");
        assert!(check(&[entry(json!({"title": "T", "section": null, "attachments": []}))]).is_ok());
        for wrong in [json!({"tittle": "T"}), json!({"title": 7}), json!({"body": {}}), json!({"attachments": [{"blob": "x"}]})] {
            assert!(check(&[entry(wrong.clone())]).is_err(), "{wrong}");
        }
    }
}
