//! Articles and their revisions.

use banthao_document::{AccountId, ArticleId, BlobId, DeviceId, Revision, RevisionId, canonical};
use banthao_portal_api::wire::{Account, Level, Person, Stage, Unit};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached, installation};

/// An article as it stands.
#[derive(Debug, Clone)]
pub struct Article {
    /// Which.
    pub id: ArticleId,
    /// Whose.
    pub owner: Person,
    /// Of which unit.
    pub unit: Unit,
    /// Its newest revision.
    pub head: RevisionId,
    /// Where it stands in the workflow.
    pub stage: Stage,
    /// The highest level that it ever came before.
    pub reached_level: Option<usize>,
    /// Its latest place in the commit order.
    pub seq: i64,
}

impl Article {
    /// Whether an account may see it: its author, and whoever decides at a level that it ever came before. What was seen once stays
    /// visible, so that a pull never has to take anything back.
    pub fn visible_to(&self, account: &Account, levels: &[Level]) -> bool {
        let reached = self.reached_level.map_or(0, |level| level + 1);
        self.owner.id == account.id || levels.iter().take(reached).any(|level| decides(account, level, &self.unit))
    }
}

/// Whether an account decides at a level about articles of a unit.
pub fn decides(account: &Account, level: &Level, unit: &Unit) -> bool {
    account.roles.contains(&level.role) && (!level.own_unit || account.unit.code == unit.code)
}

const COLUMNS: &str =
    "SELECT a.id, a.owner_id, o.name AS owner_name, a.unit_code, u.name AS unit_name, a.head, a.stage, a.reached_level, a.seq
     FROM articles a JOIN accounts o ON o.id = a.owner_id JOIN units u ON u.code = a.unit_code";

fn read_row(row: &Row<'_>) -> rusqlite::Result<(Article, String)> {
    let article = Article {
        id: ArticleId(Uuid::from_bytes(row.get("id")?)),
        owner: Person { id: AccountId(Uuid::from_bytes(row.get("owner_id")?)), name: row.get("owner_name")? },
        unit: Unit { code: row.get("unit_code")?, name: row.get("unit_name")? },
        head: RevisionId(row.get("head")?),
        stage: Stage::Draft,
        reached_level: row.get::<_, Option<i64>>("reached_level")?.and_then(|level| usize::try_from(level).ok()),
        seq: row.get("seq")?,
    };
    Ok((article, row.get("stage")?))
}

fn with_stage((article, stage): (Article, String)) -> Result<Article> {
    Ok(Article { stage: serde_json::from_str(&stage)?, ..article })
}

/// The article of this id.
pub fn find(connection: &Connection, id: ArticleId) -> Result<Option<Article>> {
    let found = connection
        .query_row_cached(&format!("{COLUMNS} WHERE a.id = :id"), named_params! { ":id": id.0.into_bytes() }, read_row)
        .optional()?;
    found.map(with_stage).transpose()
}

/// Articles that an account may see and that changed after `seq`, in the commit order, at most `limit`.
pub fn changed_after(connection: &Connection, account: &Account, levels: &[Level], seq: i64, limit: usize) -> Result<Vec<Article>> {
    let mut statement = connection.prepare_cached(&format!("{COLUMNS} WHERE a.seq > :seq ORDER BY a.seq"))?;
    let rows = statement.query_map(named_params! { ":seq": seq }, read_row)?;
    let mut articles = Vec::new();
    for row in rows {
        let article = with_stage(row?)?;
        if article.visible_to(account, levels) {
            articles.push(article);
            if articles.len() == limit {
                break;
            }
        }
    }
    Ok(articles)
}

/// Writes an article as it now stands and gives it the next place in the commit order.
pub fn save(connection: &Connection, article: &mut Article) -> Result<()> {
    article.seq = installation::next_seq(connection)?;
    connection.execute_cached(
        "INSERT INTO articles (id, owner_id, unit_code, head, stage, reached_level, seq)
         VALUES (:id, :owner, :unit, :head, :stage, :reached, :seq)
         ON CONFLICT (id) DO UPDATE SET head = excluded.head, stage = excluded.stage, reached_level = excluded.reached_level, seq = excluded.seq",
        named_params! {
            ":id": article.id.0.into_bytes(),
            ":owner": article.owner.id.0.into_bytes(),
            ":unit": article.unit.code,
            ":head": article.head.0,
            ":stage": serde_json::to_string(&article.stage)?,
            ":reached": article.reached_level.and_then(|level| i64::try_from(level).ok()),
            ":seq": article.seq,
        },
    )?;
    Ok(())
}

/// Gives every article whose head needs this medium, and now lacks nothing, a new place in the commit order: its readers must learn it.
pub fn announce_completed_by(connection: &Connection, blob: BlobId) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT a.id, a.head, a.owner_id FROM revision_blobs r JOIN articles a ON a.head = r.revision_id
         WHERE r.blob_id = :blob ORDER BY a.seq",
    )?;
    let waiting: Vec<([u8; 16], RevisionId, AccountId)> = statement
        .query_map(named_params! { ":blob": blob.0 }, |row| {
            Ok((row.get(0)?, RevisionId(row.get(1)?), AccountId(Uuid::from_bytes(row.get(2)?))))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (article, head, owner) in waiting {
        if missing_blobs(connection, head, owner)?.is_empty() {
            let seq = installation::next_seq(connection)?;
            connection.execute_cached("UPDATE articles SET seq = :seq WHERE id = :id", named_params! { ":seq": seq, ":id": article })?;
        }
    }
    Ok(())
}

/// A revision with what is computed from it, once.
#[derive(Debug, Clone)]
pub struct Written {
    /// The revision.
    pub revision: Revision,
    /// Its canonical bytes.
    pub canonical: Vec<u8>,
    /// Their SHA-256.
    pub id: RevisionId,
}

impl From<Revision> for Written {
    fn from(revision: Revision) -> Self {
        let canonical = canonical::bytes(&revision);
        let id = RevisionId::of(&canonical);
        Self { revision, canonical, id }
    }
}

/// Keeps a revision and the list of the media that it needs.
pub fn keep_revision(connection: &Connection, written: &Written, sent_by: DeviceId, now_ms: i64) -> Result<()> {
    let Written { revision, canonical, id } = written;
    let added = connection.execute_cached(
        "INSERT INTO revisions (id, article_id, content_hash, canonical, received_at_ms, sent_by)
         VALUES (:id, :article, :hash, :canonical, :now, :sent_by) ON CONFLICT DO NOTHING",
        named_params! {
            ":id": id.0,
            ":article": revision.article.0.into_bytes(),
            ":hash": revision.content_hash().0,
            ":canonical": canonical,
            ":now": now_ms,
            ":sent_by": sent_by.0.into_bytes(),
        },
    )?;
    if added == 0 {
        return Ok(());
    }
    for (position, blob) in (0_i64..).zip(revision.content.blobs()) {
        connection.execute_cached(
            "INSERT INTO revision_blobs (revision_id, position, blob_id) VALUES (:revision, :position, :blob)",
            named_params! { ":revision": id.0, ":position": position, ":blob": blob.0 },
        )?;
    }
    Ok(())
}

/// A revision of an article, when it was received, UTC milliseconds, and who sent it.
pub fn revision(connection: &Connection, article: ArticleId, id: RevisionId) -> Result<Option<(Revision, i64, Option<DeviceId>)>> {
    let found: Option<(Vec<u8>, i64, Option<[u8; 16]>)> = connection
        .prepare_cached("SELECT canonical, received_at_ms, sent_by FROM revisions WHERE id = :id AND article_id = :article")?
        .query_row(named_params! { ":id": id.0, ":article": article.0.into_bytes() }, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let read = |(canonical, received, sent_by): (Vec<u8>, i64, Option<[u8; 16]>)| {
        Ok((serde_json::from_slice(&canonical)?, received, sent_by.map(|device| DeviceId(Uuid::from_bytes(device)))))
    };
    found.map(read).transpose()
}

/// When a revision of an article was received, UTC milliseconds, and who sent it.
pub fn received(connection: &Connection, article: ArticleId, id: RevisionId) -> Result<Option<(i64, Option<DeviceId>)>> {
    let found: Option<(i64, Option<[u8; 16]>)> = connection
        .query_row_cached(
            "SELECT received_at_ms, sent_by FROM revisions WHERE id = :id AND article_id = :article",
            named_params! { ":id": id.0, ":article": article.0.into_bytes() },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.map(|(received, sent_by)| (received, sent_by.map(|device| DeviceId(Uuid::from_bytes(device))))))
}

/// The media of a revision that are not here, or that the article's owner does not hold, in reading order.
pub fn missing_blobs(connection: &Connection, revision: RevisionId, owner: AccountId) -> Result<Vec<BlobId>> {
    let mut statement = connection.prepare_cached(
        "SELECT blob_id FROM revision_blobs WHERE revision_id = :revision
             AND NOT EXISTS (SELECT 1 FROM blob_holders h WHERE h.account_id = :owner AND h.blob_id = revision_blobs.blob_id)
         ORDER BY position",
    )?;
    let rows =
        statement.query_map(named_params! { ":revision": revision.0, ":owner": owner.0.into_bytes() }, |row| Ok(BlobId(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
