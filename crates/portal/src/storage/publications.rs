//! What the public sees: approved revisions and nothing else.

use banthao_document::{ArticleContent, ArticleId, ContentHash, Revision, RevisionId};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached};

/// The public state of an article.
#[derive(Debug, Clone)]
pub struct PublicationRow {
    /// The revision that is public.
    pub revision: RevisionId,
    /// Its content.
    pub content_hash: ContentHash,
    /// Code of its section.
    pub section: String,
    /// The readable part of its address.
    pub slug: String,
    /// The part of its address that finds it.
    pub short_id: String,
    /// First publication, UTC milliseconds.
    pub published_at_ms: i64,
    /// Latest publication, UTC milliseconds.
    pub modified_at_ms: i64,
}

impl PublicationRow {
    /// The path of its page.
    pub fn path(&self) -> String {
        format!("/bai/{}-{}", self.slug, self.short_id)
    }
}

/// A public article with what it says.
#[derive(Debug, Clone)]
pub struct Published {
    /// Which.
    pub article: ArticleId,
    /// Its public state.
    pub publication: PublicationRow,
    /// What it says.
    pub content: ArticleContent,
    /// The name of its unit.
    pub unit: String,
}

fn publication_row(row: &Row<'_>) -> rusqlite::Result<PublicationRow> {
    Ok(PublicationRow {
        revision: RevisionId(row.get("revision_id")?),
        content_hash: ContentHash(row.get("content_hash")?),
        section: row.get("section")?,
        slug: row.get("slug")?,
        short_id: row.get("short_id")?,
        published_at_ms: row.get("published_at_ms")?,
        modified_at_ms: row.get("modified_at_ms")?,
    })
}

/// The public state of an article, if it has one.
pub fn find(connection: &Connection, article: ArticleId) -> Result<Option<PublicationRow>> {
    let found = connection
        .query_row_cached(
            "SELECT * FROM publications WHERE article_id = :id",
            named_params! { ":id": article.0.into_bytes() },
            publication_row,
        )
        .optional()?;
    Ok(found)
}

/// Makes a revision public: for the first time under an address of its own, later under the same one.
pub fn publish(connection: &Connection, revision: &Revision, slug: &str, now_ms: i64) -> Result<()> {
    connection.execute_cached(
        "INSERT INTO publications (article_id, revision_id, content_hash, section, slug, short_id, published_at_ms, modified_at_ms)
         VALUES (:article, :revision, :hash, :section, :slug, :short, :now, :now)
         ON CONFLICT (article_id) DO UPDATE SET revision_id = excluded.revision_id, content_hash = excluded.content_hash,
             section = excluded.section, modified_at_ms = excluded.modified_at_ms",
        named_params! {
            ":article": revision.article.0.into_bytes(),
            ":revision": revision.id().0,
            ":hash": revision.content_hash().0,
            ":section": revision.content.section.as_deref().unwrap_or_default(),
            ":slug": slug,
            ":short": short_id(connection, revision.article)?,
            ":now": now_ms,
        },
    )?;
    Ok(())
}

/// The random end of the article's id; all of it in the unlikely case that another article ends so.
fn short_id(connection: &Connection, article: ArticleId) -> Result<String> {
    let whole = article.0.simple().to_string();
    let end = &whole[20..];
    let taken = connection
        .query_row_cached(
            "SELECT 1 FROM publications WHERE short_id = :short AND article_id <> :article",
            named_params! { ":short": end, ":article": article.0.into_bytes() },
            |_| Ok(()),
        )
        .optional()?;
    Ok(if taken.is_some() { whole } else { end.to_owned() })
}

const PUBLISHED: &str = "SELECT p.*, r.canonical, u.name AS unit_name
     FROM publications p JOIN revisions r ON r.id = p.revision_id JOIN articles a ON a.id = p.article_id
     JOIN units u ON u.code = a.unit_code";

fn select(connection: &Connection, rest: &str, params: &[(&str, &dyn ToSql)]) -> Result<Vec<Published>> {
    let mut statement = connection.prepare_cached(&format!("{PUBLISHED} {rest}"))?;
    let rows = statement.query_map(params, |row| {
        let article = ArticleId(Uuid::from_bytes(row.get("article_id")?));
        Ok((article, publication_row(row)?, row.get::<_, Vec<u8>>("canonical")?, row.get::<_, String>("unit_name")?))
    })?;
    rows.map(|row| {
        let (article, publication, canonical, unit) = row?;
        let revision: Revision = serde_json::from_slice(&canonical)?;
        Ok(Published { article, publication, content: revision.content, unit })
    })
    .collect()
}

/// The public article behind the last part of an address.
pub fn by_short_id(connection: &Connection, short_id: &str) -> Result<Option<Published>> {
    Ok(select(connection, "WHERE p.short_id = :short", named_params! { ":short": short_id })?.pop())
}

/// The public article of this id.
pub fn by_article(connection: &Connection, article: ArticleId) -> Result<Option<Published>> {
    Ok(select(connection, "WHERE p.article_id = :id", named_params! { ":id": article.0.into_bytes() })?.pop())
}

/// The newest public articles, of one section or of all.
pub fn latest(connection: &Connection, section: Option<&str>, skip: usize, limit: usize) -> Result<Vec<Published>> {
    let window = "ORDER BY p.published_at_ms DESC, p.article_id DESC LIMIT :limit OFFSET :skip";
    let (limit, skip) = (i64::try_from(limit).unwrap_or(i64::MAX), i64::try_from(skip).unwrap_or(i64::MAX));
    match section {
        Some(section) => {
            let rest = format!("WHERE p.section = :section {window}");
            select(connection, &rest, named_params! { ":section": section, ":limit": limit, ":skip": skip })
        }
        None => select(connection, window, named_params! { ":limit": limit, ":skip": skip }),
    }
}

/// How many public articles a section has.
pub fn count(connection: &Connection, section: &str) -> Result<usize> {
    let count: i64 = connection.query_row_cached(
        "SELECT count(*) FROM publications WHERE section = :section",
        named_params! { ":section": section },
        |row| row.get(0),
    )?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The address and latest change of every public article, newest first, as many as a site map may name (sitemaps.org: 50,000).
pub fn addresses(connection: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement = connection.prepare_cached("SELECT * FROM publications ORDER BY modified_at_ms DESC LIMIT 49000")?;
    let rows = statement.query_map([], |row| {
        let publication = publication_row(row)?;
        Ok((publication.path(), publication.modified_at_ms))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
