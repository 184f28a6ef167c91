//! Who holds which medium, and who may read it.
//!
//! A medium is stored once, whoever brings it; but to know its digest is not to have it. Somebody who could attach a digest to an article of
//! their own and so read the bytes would need no more than a list of digests to read everybody's drafts.

use banthao_document::{AccountId, ArticleId, BlobId};
use banthao_portal_api::wire::{Account, Level};
use rusqlite::{Connection, OptionalExtension, named_params};
use uuid::Uuid;

use super::{Result, articles, cached::Cached};

/// Whether an account holds a medium.
pub fn holds(connection: &Connection, account: AccountId, id: BlobId) -> Result<bool> {
    let found = connection
        .query_row_cached(
            "SELECT 1 FROM blob_holders WHERE account_id = :account AND blob_id = :blob",
            named_params! { ":account": account.0.into_bytes(), ":blob": id.0 },
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

/// Makes an account a holder.
pub fn hold(connection: &Connection, account: AccountId, id: BlobId, now_ms: i64) -> Result<()> {
    connection.execute_cached(
        "INSERT INTO blob_holders (account_id, blob_id, since_ms) VALUES (:account, :blob, :now) ON CONFLICT DO NOTHING",
        named_params! { ":account": account.0.into_bytes(), ":blob": id.0, ":now": now_ms },
    )?;
    Ok(())
}

/// Whether an account may read a medium: it holds it, or sees an article of which a revision shows it and whose owner holds it.
pub fn may_read(connection: &Connection, account: &Account, levels: &[Level], id: BlobId) -> Result<bool> {
    if holds(connection, account.id, id)? {
        return Ok(true);
    }
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT a.id FROM revision_blobs n JOIN revisions r ON r.id = n.revision_id JOIN articles a ON a.id = r.article_id
             JOIN blob_holders h ON h.account_id = a.owner_id AND h.blob_id = n.blob_id
         WHERE n.blob_id = :blob",
    )?;
    let shown: Vec<ArticleId> = statement
        .query_map(named_params! { ":blob": id.0 }, |row| Ok(ArticleId(Uuid::from_bytes(row.get(0)?))))?
        .collect::<rusqlite::Result<_>>()?;
    for article in shown {
        if articles::find(connection, article)?.is_some_and(|article| article.visible_to(account, levels)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Bytes that an account holds, and those of its uploads under way.
pub fn used_bytes(connection: &Connection, account: AccountId) -> Result<u64> {
    let used: i64 = connection.query_row_cached(
        "SELECT (SELECT ifnull(sum(b.bytes), 0) FROM blob_holders h JOIN blobs b ON b.id = h.blob_id WHERE h.account_id = :account)
              + (SELECT ifnull(sum(bytes), 0) FROM uploads WHERE account_id = :account)",
        named_params! { ":account": account.0.into_bytes() },
        |row| row.get(0),
    )?;
    Ok(used.unsigned_abs())
}
