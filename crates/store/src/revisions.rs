//! Every state that someone committed to. Rows are added and never changed; [`thinning`](crate::thinning) takes away what nobody needs.

use banthao_document::{ArticleId, ContentHash, Revision, RevisionId, canonical};
use rusqlite::named_params;

use crate::{
    Error, Reader, Result, Writer, packed,
    sql::{Sql, optional},
};

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The officer paused.
    Autosave,
    /// The officer gave it a name.
    Named,
    /// The officer submitted it.
    Submitted,
    /// A reviewer approved it.
    Approved,
    /// The officer chose between two texts, or two texts became one.
    Merged,
    /// The portal sent it.
    Remote,
    /// The officer took an earlier revision up again.
    Restored,
}

impl Origin {
    const ALL: [Self; 7] = [Self::Autosave, Self::Named, Self::Submitted, Self::Approved, Self::Merged, Self::Remote, Self::Restored];

    fn as_str(self) -> &'static str {
        match self {
            Self::Autosave => "autosave",
            Self::Named => "named",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Merged => "merged",
            Self::Remote => "remote",
            Self::Restored => "restored",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|origin| origin.as_str() == text).ok_or(Error::Damaged("revision origin"))
    }
}

/// A revision as a history lists it, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: RevisionId,
    /// Why it was made.
    pub origin: Origin,
    /// When, by the writing device's clock: a hint.
    pub made_at_ms: i64,
    /// Of its content.
    pub content_hash: ContentHash,
    /// What it was made from.
    pub parents: Vec<RevisionId>,
}

/// Adds a revision; adding one that is there already changes nothing.
///
/// # Errors
/// From the database.
pub fn add(writer: &Writer<'_>, revision: &Revision, origin: Origin) -> Result<RevisionId> {
    let body = canonical::text(revision);
    let id = RevisionId::of(body.as_bytes());
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO revisions (id, article_id, content_hash, origin, made_at_ms, parents, has_media, body)
         VALUES (:id, :article_id, :content_hash, :origin, :made_at_ms, :parents, :has_media, :body) ON CONFLICT DO NOTHING",
    )?;
    statement.execute(named_params! {
        ":id": Sql(id),
        ":article_id": Sql(revision.article),
        ":content_hash": Sql(revision.content_hash()),
        ":origin": origin.as_str(),
        ":made_at_ms": revision.made_at_ms,
        ":parents": serde_json::to_string(&revision.parents)?,
        ":has_media": may_name_media(&body),
        ":body": packed::pack(&body)?,
    })?;
    Ok(id)
}

/// A revision, checked against its name.
///
/// # Errors
/// [`Error::Damaged`] when the stored bytes are not what they were.
pub fn get(reader: &Reader<'_>, id: RevisionId) -> Result<Option<Revision>> {
    let mut statement = reader.0.prepare_cached("SELECT body FROM revisions WHERE id = :id")?;
    let body: Option<Vec<u8>> = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))?;
    let Some(body) = body else { return Ok(None) };
    let body = packed::bytes(&body)?;
    if RevisionId::of(&body) != id {
        return Err(Error::Damaged("revision"));
    }
    packed::parse(&body).map(Some)
}

/// The content that a revision holds, by its hash alone.
///
/// # Errors
/// From the database.
pub fn content_hash(reader: &Reader<'_>, id: RevisionId) -> Result<Option<ContentHash>> {
    let mut statement = reader.0.prepare_cached("SELECT content_hash FROM revisions INDEXED BY revisions_contents WHERE id = :id")?;
    let hash = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get::<_, Sql<ContentHash>>(0)))?;
    Ok(hash.map(|hash| hash.0))
}

/// When a revision was made, by the clock of the device that made it.
///
/// # Errors
/// From the database.
pub fn made_at_ms(reader: &Reader<'_>, id: RevisionId) -> Result<Option<i64>> {
    let mut statement = reader.0.prepare_cached("SELECT made_at_ms FROM revisions WHERE id = :id")?;
    optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))
}

/// Bytes of a revision's canonical form.
///
/// # Errors
/// From the database; [`Error::Damaged`] when what is stored is no packed text.
pub fn bytes(reader: &Reader<'_>, id: RevisionId) -> Result<Option<u64>> {
    let mut statement = reader.0.prepare_cached("SELECT body FROM revisions WHERE id = :id")?;
    let body: Option<Vec<u8>> = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))?;
    body.map(|body| packed::length(&body)).transpose()
}

/// Whether a revision may name a medium, without reading the whole of it.
///
/// # Errors
/// From the database.
pub fn names_media(reader: &Reader<'_>, id: RevisionId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached("SELECT has_media FROM revisions INDEXED BY revisions_contents WHERE id = :id")?;
    Ok(optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))?.unwrap_or(false))
}

/// In canonical bytes a medium's key stands so, and in a text its quotes would be escaped.
pub(crate) fn may_name_media(body: &str) -> bool {
    body.contains("\"blob\":")
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
    let bodies = statement.query_map(named_params! {":article_id": Sql(article)}, |row| row.get::<_, Vec<u8>>(0))?;
    bodies.map(|body| packed::parse(&packed::bytes(&body?)?)).collect()
}

/// Every revision of an article without its text, the earliest first; of two made in the same moment, the parent first.
///
/// # Errors
/// From the database; [`Error::Damaged`] when a row is not of its form.
pub fn list(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<Listed>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT id, origin, made_at_ms, content_hash, parents
         FROM revisions WHERE article_id = :article_id ORDER BY made_at_ms, id",
    )?;
    let rows = statement.query_map(named_params! {":article_id": Sql(article)}, |row| {
        let texts: (String, String) = (row.get("origin")?, row.get("parents")?);
        Ok((row.get::<_, Sql<RevisionId>>("id")?.0, texts, row.get("made_at_ms")?, row.get::<_, Sql<ContentHash>>("content_hash")?.0))
    })?;
    let mut listed = Vec::new();
    for row in rows {
        let (id, (origin, parents), made_at_ms, content_hash) = row?;
        listed.push(Listed { id, origin: Origin::parse(&origin)?, made_at_ms, content_hash, parents: serde_json::from_str(&parents)? });
    }
    Ok(parents_first(listed))
}

/// Within one moment, a child that stands before its parent is put behind it. Order between moments is left alone.
fn parents_first(listed: Vec<Listed>) -> Vec<Listed> {
    let mut ordered: Vec<Listed> = Vec::with_capacity(listed.len());
    for moment in listed.chunk_by(|one, next| one.made_at_ms == next.made_at_ms) {
        let mut waiting: Vec<Listed> = moment.to_vec();
        while !waiting.is_empty() {
            // Parents are hashed into their children, so there is no circle and always one whose parents are not waiting.
            let free = waiting.iter().position(|one| !waiting.iter().any(|other| one.parents.contains(&other.id))).unwrap_or(0);
            ordered.push(waiting.remove(free));
        }
    }
    ordered
}

/// Whether `ancestor` is `of` itself or one of those that it was made from, near or far. Revisions that
/// were thinned out still link those around them.
///
/// # Errors
/// From the database.
pub fn descends(reader: &Reader<'_>, of: RevisionId, ancestor: RevisionId) -> Result<bool> {
    let mut statement = reader.0.prepare_cached(
        "WITH RECURSIVE line (id) AS (
             VALUES (:of)
             UNION
             SELECT unhex(parent.value) FROM line
             JOIN revisions ON revisions.id = line.id, json_each(revisions.parents) AS parent
             UNION
             SELECT thinned.parent FROM line JOIN thinned ON thinned.id = line.id
         )
         SELECT EXISTS (SELECT 1 FROM line WHERE id = :ancestor)",
    )?;
    Ok(statement.query_row(named_params! {":of": Sql(of), ":ancestor": Sql(ancestor)}, |row| row.get(0))?)
}
