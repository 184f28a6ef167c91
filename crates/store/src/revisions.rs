//! Every state that someone committed to. Rows are added and never changed.

use banthao_document::{ArticleId, ContentHash, Revision, RevisionId, canonical};
use rusqlite::named_params;

use crate::{
    Error, Reader, Result, Writer,
    sql::{Sql, optional},
};

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The officer paused.
    Autosave,
    /// The officer submitted it.
    Submitted,
    /// The officer chose between two texts.
    Chosen,
    /// The portal sent it.
    Remote,
}

impl Origin {
    fn as_str(self) -> &'static str {
        match self {
            Self::Autosave => "autosave",
            Self::Submitted => "submitted",
            Self::Chosen => "chosen",
            Self::Remote => "remote",
        }
    }
}

/// Adds a revision; adding one that is there already changes nothing.
///
/// # Errors
/// From the database.
pub fn add(writer: &Writer<'_>, revision: &Revision, origin: Origin) -> Result<RevisionId> {
    let body = canonical::bytes(revision);
    let id = RevisionId::of(&body);
    let body = String::from_utf8(body).map_err(|_| Error::Damaged("revision"))?;
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO revisions (id, article_id, content_hash, origin, made_at_ms, body)
         VALUES (:id, :article_id, :content_hash, :origin, :made_at_ms, :body) ON CONFLICT DO NOTHING",
    )?;
    statement.execute(named_params! {
        ":id": Sql(id),
        ":article_id": Sql(revision.article),
        ":content_hash": Sql(revision.content_hash()),
        ":origin": origin.as_str(),
        ":made_at_ms": revision.made_at_ms,
        ":body": body,
    })?;
    Ok(id)
}

/// A revision, checked against its name.
///
/// # Errors
/// [`Error::Damaged`] when the stored bytes are not what they were.
pub fn get(reader: &Reader<'_>, id: RevisionId) -> Result<Option<Revision>> {
    let mut statement = reader.0.prepare_cached("SELECT body FROM revisions WHERE id = :id")?;
    let body: Option<String> = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))?;
    let Some(body) = body else { return Ok(None) };
    if RevisionId::of(body.as_bytes()) != id {
        return Err(Error::Damaged("revision"));
    }
    Ok(Some(serde_json::from_str(&body)?))
}

/// The content that a revision holds, by its hash alone.
///
/// # Errors
/// From the database.
pub fn content_hash(reader: &Reader<'_>, id: RevisionId) -> Result<Option<ContentHash>> {
    let mut statement = reader.0.prepare_cached("SELECT content_hash FROM revisions WHERE id = :id")?;
    let hash = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get::<_, Sql<ContentHash>>(0)))?;
    Ok(hash.map(|hash| hash.0))
}

/// Whether a revision names any medium. Asked before the whole of it is read: in canonical bytes the key stands so, and in a text its quotes
/// would be escaped.
///
/// # Errors
/// From the database.
pub fn names_media(reader: &Reader<'_>, id: RevisionId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached("SELECT instr(body, '\"blob\":') > 0 FROM revisions WHERE id = :id")?;
    Ok(optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))?.unwrap_or(false))
}

/// The latest revision of an article that says exactly this.
///
/// # Errors
/// From the database.
pub fn with_content(reader: &Reader<'_>, article: ArticleId, content_hash: ContentHash) -> Result<Option<RevisionId>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT id FROM revisions WHERE article_id = :article_id AND content_hash = :content_hash ORDER BY made_at_ms DESC LIMIT 1",
    )?;
    let parameters = named_params! {":article_id": Sql(article), ":content_hash": Sql(content_hash)};
    let id = optional(statement.query_row(parameters, |row| row.get::<_, Sql<RevisionId>>(0)))?;
    Ok(id.map(|id| id.0))
}

/// Every revision of an article that is on this machine, in no order that means anything: parents order them.
///
/// # Errors
/// From the database.
pub fn of(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<Revision>> {
    let mut statement = reader.0.prepare_cached("SELECT body FROM revisions WHERE article_id = :article_id")?;
    let bodies = statement.query_map(named_params! {":article_id": Sql(article)}, |row| row.get::<_, String>(0))?;
    bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

/// Whether `ancestor` is `of` itself or one of those that it was made from, near or far, as far as they are stored.
///
/// # Errors
/// From the database.
pub fn descends(reader: &Reader<'_>, of: RevisionId, ancestor: RevisionId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached(
        "WITH RECURSIVE line (id) AS (
             VALUES (:of)
             UNION
             SELECT unhex(parent.value) FROM line
             JOIN revisions ON revisions.id = line.id, json_each(revisions.body, '$.parents') AS parent
         )
         SELECT EXISTS (SELECT 1 FROM line WHERE id = :ancestor)",
    )?;
    Ok(statement.query_row(named_params! {":of": Sql(of), ":ancestor": Sql(ancestor)}, |row| row.get(0))?)
}
