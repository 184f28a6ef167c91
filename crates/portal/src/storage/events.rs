//! What happened to an article.

use banthao_document::{AccountId, ArticleId};
use banthao_portal_api::wire::{EventKind, Person, WorkflowEvent};
use rusqlite::{Connection, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached};

/// Adds a line to an article's history.
pub fn add(connection: &Connection, article: ArticleId, event: &WorkflowEvent) -> Result<()> {
    connection.execute_cached(
        "INSERT INTO events (article_id, at_ms, account_id, name, kind) VALUES (:article, :at, :account, :name, :kind)",
        named_params! {
            ":article": article.0.into_bytes(),
            ":at": event.at_ms,
            ":account": event.by.id.0.into_bytes(),
            ":name": event.by.name,
            ":kind": serde_json::to_string(&event.kind)?,
        },
    )?;
    Ok(())
}

/// An article's history, oldest first.
pub fn of(connection: &Connection, article: ArticleId) -> Result<Vec<WorkflowEvent>> {
    let mut statement =
        connection.prepare_cached("SELECT at_ms, account_id, name, kind FROM events WHERE article_id = :article ORDER BY id")?;
    let rows = statement.query_map(named_params! { ":article": article.0.into_bytes() }, |row| {
        let by = Person { id: AccountId(Uuid::from_bytes(row.get("account_id")?)), name: row.get("name")? };
        Ok((row.get::<_, i64>("at_ms")?, by, row.get::<_, String>("kind")?))
    })?;
    rows.map(|row| {
        let (at_ms, by, kind) = row?;
        Ok(WorkflowEvent { at_ms, by, kind: serde_json::from_str(&kind)? })
    })
    .collect()
}

/// Who approved the submission that waits now, at whatever level.
pub fn approvers(connection: &Connection, article: ArticleId) -> Result<Vec<AccountId>> {
    let mut approvers = Vec::new();
    for event in of(connection, article)? {
        match event.kind {
            EventKind::Submitted => approvers.clear(),
            EventKind::Approved { .. } => approvers.push(event.by.id),
            EventKind::Created
            | EventKind::Recalled
            | EventKind::Voided
            | EventKind::SentBack { .. }
            | EventKind::Published
            | EventKind::Deleted
            | EventKind::Revived
            | EventKind::Unknown => {}
        }
    }
    Ok(approvers)
}
