//! Title, sapo and what else stands around the text.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    inline::{self, Words},
    rows::{self, Rows},
    three::{Three, three},
};
use crate::{ArticleContent, canonical};

/// A field of plain text: its name, and where it is in a content.
type Text = (&'static str, fn(&ArticleContent) -> &String, fn(&mut ArticleContent) -> &mut String);

/// Read as text, sentence by sentence, in the order of a page.
const TEXTS: [Text; 5] = [
    ("kicker", |content| &content.kicker, |content| &mut content.kicker),
    ("title", |content| &content.title, |content| &mut content.title),
    ("sapo", |content| &content.sapo, |content| &mut content.sapo),
    ("byline", |content| &content.byline, |content| &mut content.byline),
    ("source", |content| &content.source, |content| &mut content.source),
];

/// A content with every field merged, and the text and files of ours. Of a field that both changed, the content has one version and `rows` both.
pub(super) fn merge(base: &ArticleContent, ours: &ArticleContent, theirs: &ArticleContent, rows: &mut Rows) -> ArticleContent {
    let mut content = ours.clone();
    content.schema = match three(base.schema, ours.schema, theirs.schema) {
        Three::Is(version) => version,
        Three::Differs(one, other) => one.max(other),
    };
    for (name, of, within) in TEXTS {
        *within(&mut content) = match inline::plain(of(base), of(ours), of(theirs)) {
            Words::One(text) => text,
            Words::Each { ours, theirs } => {
                rows.field(name, json!(of(base)), json!(ours), json!(theirs));
                ours.min(theirs)
            }
        };
    }
    content.kind = code("kind", [&base.kind, &ours.kind, &theirs.kind], rows).clone();
    content.language = code("language", [&base.language, &ours.language, &theirs.language], rows).clone();
    content.section = code("section", [&base.section, &ours.section, &theirs.section], rows).clone();
    let names: BTreeSet<&String> = ours.unknown.keys().chain(theirs.unknown.keys()).filter(|name| *name != rows::MEMBER).collect();
    for name in names {
        let found = match three(base.unknown.get(name), ours.unknown.get(name), theirs.unknown.get(name)) {
            Three::Is(value) => value,
            Three::Differs(one, other) => {
                let value = |side: Option<&Value>| side.cloned().unwrap_or(Value::Null);
                rows.field(name, value(base.unknown.get(name)), value(one), value(other));
                [one, other].into_iter().flatten().min_by_key(canonical::bytes)
            }
        };
        match found {
            Some(value) => content.unknown.insert(name.clone(), value.clone()),
            None => content.unknown.remove(name),
        };
    }
    content
}

/// A field that changes as a whole.
fn code<'a, T: Ord + serde::Serialize>(name: &str, [base, ours, theirs]: [&'a T; 3], rows: &mut Rows) -> &'a T {
    match three(base, ours, theirs) {
        Three::Is(code) => code,
        Three::Differs(one, other) => {
            rows.field(name, json!(base), json!(one), json!(other));
            one.min(other)
        }
    }
}
