//! Fields in two versions: rows beside the content, kept in it until somebody decides.
//!
//! A field has room for one value, so the other one stands in a row: a member of the content that older builds keep as they keep every member that
//! they do not know. A content without such rows has no such member, and its bytes are what they always were.

use serde_json::{Value, json};

use super::Conflict;
use crate::{ArticleContent, BlobId, canonical};

/// The member.
pub(super) const MEMBER: &str = "conflicts";

/// One field, or one attached file, and every version of it.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    field: String,
    blob: Option<String>,
    versions: Vec<Value>,
}

/// The rows of a merge.
pub(super) struct Rows {
    rows: Vec<Row>,
    conflicts: Vec<Conflict>,
}

/// Whether a content has any.
pub(super) fn stand_in(content: &ArticleContent) -> bool {
    content.unknown.contains_key(MEMBER)
}

impl Rows {
    /// What both sides still have open: a row that either of them removed was decided about.
    pub fn merged(base: &ArticleContent, ours: &ArticleContent, theirs: &ArticleContent) -> Self {
        let (was, here, there) = (read(base), read(ours), read(theirs));
        let mut rows = Self { rows: Vec::new(), conflicts: Vec::new() };
        for row in here.iter().chain(&there) {
            let is_decided = was.contains(row) && !(here.contains(row) && there.contains(row));
            if !is_decided {
                rows.widen(row.field.clone(), row.blob.clone(), row.versions.clone());
            }
        }
        rows
    }

    fn widen(&mut self, field: String, blob: Option<String>, versions: Vec<Value>) {
        let known = self.rows.iter_mut().find(|row| row.field == field && row.blob == blob);
        match known {
            Some(row) => row.versions.extend(versions),
            None => self.rows.push(Row { field, blob, versions }),
        }
    }

    /// A field that both changed.
    pub fn field(&mut self, field: &str, base: Value, ours: Value, theirs: Value) {
        self.widen(field.to_owned(), None, vec![ours.clone(), theirs.clone()]);
        self.conflicts.push(Conflict::Field { field: field.to_owned(), base, ours, theirs });
    }

    /// An attached file that both changed.
    pub fn file(&mut self, conflict: Conflict) {
        if let Conflict::File { blob, ours, theirs, .. } = &conflict {
            self.widen("attachments".to_owned(), Some(blob.to_string()), vec![json!(ours), json!(theirs)]);
        }
        self.conflicts.push(conflict);
    }

    /// Writes the rows into the content, each version once and in an order of its own, and says what they are about.
    pub fn write(mut self, content: &mut ArticleContent) -> Vec<Conflict> {
        for row in &mut self.rows {
            row.versions.sort_by_cached_key(canonical::bytes);
            row.versions.dedup();
        }
        self.rows.sort_by(|one, other| (&one.field, &one.blob).cmp(&(&other.field, &other.blob)));
        content.unknown.remove(MEMBER);
        if !self.rows.is_empty() {
            content.unknown.insert(MEMBER.to_owned(), self.rows.iter().map(Row::written).collect());
        }
        for row in &self.rows {
            if !self.conflicts.iter().any(|conflict| row.is_about(conflict)) {
                self.conflicts.push(row.conflict());
            }
        }
        self.conflicts
    }
}

impl Row {
    fn written(&self) -> Value {
        match &self.blob {
            Some(blob) => json!({"field": self.field, "blob": blob, "versions": self.versions}),
            None => json!({"field": self.field, "versions": self.versions}),
        }
    }

    fn is_about(&self, conflict: &Conflict) -> bool {
        match conflict {
            Conflict::Field { field, .. } => self.blob.is_none() && self.field == *field,
            Conflict::File { blob, .. } => self.blob.as_deref() == Some(blob.to_string().as_str()),
            Conflict::Block { .. } => false,
        }
    }

    /// As a conflict of an earlier merge: its first and its last version.
    fn conflict(&self) -> Conflict {
        let (first, last) = (self.versions.first().cloned().unwrap_or_default(), self.versions.last().cloned().unwrap_or_default());
        match self.blob.as_deref().and_then(|blob| blob.parse::<BlobId>().ok()) {
            Some(blob) => {
                let file = |version: Value| serde_json::from_value(version).ok().flatten();
                Conflict::File { blob, base: None, ours: file(first), theirs: file(last) }
            }
            None => Conflict::Field { field: self.field.clone(), base: Value::Null, ours: first, theirs: last },
        }
    }
}

fn read(content: &ArticleContent) -> Vec<Row> {
    let rows = content.unknown.get(MEMBER).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let each = rows.iter().filter_map(|row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Row { field: text("field")?, blob: text("blob"), versions: row.get("versions")?.as_array()?.clone() })
    });
    each.collect()
}
