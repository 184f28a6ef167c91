//! What a portal has done with a revision, as it was read back: such a revision is kept for as long as its article.

use banthao_document::{ArticleId, RevisionId};
use rusqlite::named_params;

use crate::{Error, Reader, Result, Writer, sql::Sql};

/// What a portal did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Milestone {
    /// It has it.
    Received,
    /// It waits, or waited, for approval.
    Submitted,
    /// Somebody approved exactly this, at one level or at all.
    Approved,
    /// It is, or was, public.
    Published,
}

impl Milestone {
    const ALL: [Self; 4] = [Self::Received, Self::Submitted, Self::Approved, Self::Published];

    fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Published => "published",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|milestone| milestone.as_str() == text).ok_or(Error::Damaged("milestone"))
    }
}

/// Notes what a portal did; what is known already keeps its first time.
///
/// # Errors
/// From the database.
pub fn note(writer: &Writer<'_>, revision: RevisionId, what: Milestone, at_ms: i64) -> Result<()> {
    let mut statement = writer
        .0
        .prepare_cached("INSERT INTO milestones (revision_id, what, at_ms) VALUES (:revision_id, :what, :at_ms) ON CONFLICT DO NOTHING")?;
    statement.execute(named_params! {":revision_id": Sql(revision), ":what": what.as_str(), ":at_ms": at_ms})?;
    Ok(())
}

/// What portals did with the revisions of an article that are on this machine.
///
/// # Errors
/// From the database.
pub fn of(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<(RevisionId, Milestone)>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT revision_id, what FROM milestones JOIN revisions ON revisions.id = revision_id WHERE article_id = :article_id ORDER BY at_ms",
    )?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, |row| {
        Ok((row.get::<_, Sql<RevisionId>>("revision_id")?.0, row.get::<_, String>("what")?))
    })?;
    rows.map(|row| {
        let (revision, what) = row?;
        Ok((revision, Milestone::parse(&what)?))
    })
    .collect()
}
