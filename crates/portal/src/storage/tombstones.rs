//! Articles that were deleted on purpose. Absence is never deletion, so that a deletion has to be remembered.

use banthao_document::{AccountId, ArticleId};
use banthao_portal_api::wire::Person;
use rusqlite::{Connection, OptionalExtension, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached};
use crate::faults::{self, Fault};

/// Who deleted an article, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Who, under the name of then.
    pub by: Person,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

/// Marks an article as deleted.
pub fn bury(connection: &Connection, article: ArticleId, by: &Person, at_ms: i64) -> Result<()> {
    if faults::planted(Fault::LosesTombstones) {
        return Ok(());
    }
    connection.execute_cached(
        "INSERT INTO tombstones (article_id, account_id, name, at_ms) VALUES (:article, :account, :name, :at)",
        named_params! { ":article": article.0.into_bytes(), ":account": by.id.0.into_bytes(), ":name": by.name, ":at": at_ms },
    )?;
    Ok(())
}

/// Takes a tombstone away.
pub fn unbury(connection: &Connection, article: ArticleId) -> Result<()> {
    connection
        .execute_cached("DELETE FROM tombstones WHERE article_id = :article", named_params! { ":article": article.0.into_bytes() })?;
    Ok(())
}

/// Who deleted an article, if anyone.
pub fn find(connection: &Connection, article: ArticleId) -> Result<Option<Tombstone>> {
    let found = connection
        .query_row_cached(
            "SELECT account_id, name, at_ms FROM tombstones WHERE article_id = :article",
            named_params! { ":article": article.0.into_bytes() },
            |row| {
                let by = Person { id: AccountId(Uuid::from_bytes(row.get("account_id")?)), name: row.get("name")? };
                Ok(Tombstone { by, at_ms: row.get("at_ms")? })
            },
        )
        .optional()?;
    Ok(found)
}

/// Forgets the articles that were deleted before `before_ms`, with all that they said, and returns how many. A device that has not pulled
/// since cannot be told of them any more: its cursor becomes void, and it starts anew and deletes nothing.
pub fn forget(connection: &Connection, before_ms: i64) -> Result<usize> {
    const OLD: &str = "SELECT article_id FROM tombstones WHERE at_ms < :before";
    let before = named_params! { ":before": before_ms };
    connection.execute_cached(
        &format!(
            "UPDATE installations SET oldest_cursor =
                 max(oldest_cursor, ifnull((SELECT max(seq) FROM articles WHERE id IN ({OLD})), 0))"
        ),
        before,
    )?;
    connection.execute_cached(
        &format!("DELETE FROM revision_blobs WHERE revision_id IN (SELECT id FROM revisions WHERE article_id IN ({OLD}))"),
        before,
    )?;
    connection.execute_cached(&format!("DELETE FROM events WHERE article_id IN ({OLD})"), before)?;
    // The article names its head and the tombstone its article: the three go in this order, of a list that is read first.
    let mut statement = connection.prepare_cached(OLD)?;
    let old: Vec<[u8; 16]> = statement.query_map(before, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for article in &old {
        let article = named_params! { ":article": article };
        connection.execute_cached("DELETE FROM tombstones WHERE article_id = :article", article)?;
        connection.execute_cached("DELETE FROM articles WHERE id = :article", article)?;
        connection.execute_cached("DELETE FROM revisions WHERE article_id = :article", article)?;
    }
    // What no article of its holder needs any more is no longer theirs, and no longer counts.
    connection.execute_cached(
        "DELETE FROM blob_holders WHERE since_ms < :before AND NOT EXISTS (
             SELECT 1 FROM revision_blobs n JOIN revisions r ON r.id = n.revision_id JOIN articles a ON a.id = r.article_id
             WHERE n.blob_id = blob_holders.blob_id AND a.owner_id = blob_holders.account_id)",
        before,
    )?;
    Ok(old.len())
}
