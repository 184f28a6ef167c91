//! Taking away old revisions that nobody needs. Which those are is the caller's policy; what must never go is known here as well.
//!
//! The text of a thinned revision is gone. Its parents are remembered, so that [`revisions::descends`](crate::revisions::descends) still knows
//! the portal's head for one of ours, however long ago it was written.

use std::collections::HashSet;

use banthao_document::{ArticleId, RevisionId};
use rusqlite::named_params;

use crate::{Reader, Result, Writer, sql::Sql};

/// The revisions of an article that something still stands on: the text on the screen, what a portal is known to have, what waits to be
/// sent, what was typed from and what came back after an unclean end.
///
/// # Errors
/// From the database.
pub fn held(reader: &Reader<'_>, article: ArticleId) -> Result<HashSet<RevisionId>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT head AS id FROM articles WHERE id = :article_id AND head IS NOT NULL
         UNION SELECT agreed FROM mirrors WHERE article_id = :article_id AND agreed IS NOT NULL
         UNION SELECT head FROM mirrors WHERE article_id = :article_id AND head IS NOT NULL
         UNION SELECT revision_id FROM milestones JOIN revisions ON revisions.id = revision_id WHERE article_id = :article_id
         UNION SELECT revision_id FROM revision_names JOIN revisions ON revisions.id = revision_id WHERE article_id = :article_id
         UNION SELECT before FROM recoveries WHERE article_id = :article_id AND before IS NOT NULL
         UNION SELECT after FROM recoveries WHERE article_id = :article_id AND after IS NOT NULL
         -- What is in the journal was typed from a text, and is replayed onto it.
         UNION SELECT revisions.id FROM revisions JOIN journal USING (article_id)
               WHERE article_id = :article_id AND revisions.content_hash = journal.base_hash
         -- An entry of the outbox names the revision it is about, or carries it whole.
         UNION SELECT revisions.id FROM revisions JOIN outbox USING (article_id)
               WHERE article_id = :article_id AND instr(outbox.act, lower(hex(revisions.id))) > 0
         UNION SELECT revisions.id FROM revisions JOIN outbox USING (article_id)
               WHERE article_id = :article_id AND json_extract(outbox.act, '$.act') = 'put_revision'
                 AND json_extract(outbox.act, '$.revision.made_at_ms') = revisions.made_at_ms",
    )?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, |row| Ok(row.get::<_, Sql<RevisionId>>("id")?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes revisions away, each only if nothing stands on it; returns how many went.
///
/// # Errors
/// From the database.
pub fn remove(writer: &Writer<'_>, article: ArticleId, revisions: &[RevisionId]) -> Result<usize> {
    let held = held(writer, article)?;
    let mut lineage = writer.0.prepare_cached(
        "INSERT INTO thinned (id, parent)
         SELECT revisions.id, unhex(parent.value) FROM revisions, json_each(revisions.parents) AS parent
         WHERE revisions.id = :id AND article_id = :article_id ON CONFLICT DO NOTHING",
    )?;
    let mut removal = writer.0.prepare_cached("DELETE FROM revisions WHERE id = :id AND article_id = :article_id")?;
    let mut removed = 0;
    for id in revisions.iter().filter(|id| !held.contains(id)) {
        lineage.execute(named_params! {":id": Sql(*id), ":article_id": Sql(article)})?;
        removed += removal.execute(named_params! {":id": Sql(*id), ":article_id": Sql(article)})?;
    }
    Ok(removed)
}
