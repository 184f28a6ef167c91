//! What is on the screen of each article, saved at every pause in typing.

use banthao_document::{ArticleContent, ArticleId, ContentHash, RevisionId};
use rusqlite::{Row, named_params};
use serde_json::Value;

use crate::{
    Reader, Result, Writer, packed,
    search::Text,
    sql::{Sql, optional},
};

/// An article as this machine has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Which.
    pub id: ArticleId,
    /// What it says now, saved or not yet made a revision.
    pub content: ArticleContent,
    /// Of `content`.
    pub content_hash: ContentHash,
    /// The revision that `content` was edited from.
    pub head: Option<RevisionId>,
    /// Where the caret stood; the editor's own.
    pub caret: Value,
    /// When `content` was last saved, UTC milliseconds of this machine.
    pub saved_ms: i64,
}

/// An article as a list needs it, without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Which.
    pub id: ArticleId,
    /// Tiêu đề.
    pub title: String,
    /// Thể loại, a code.
    pub kind: String,
    /// Chuyên mục, a code.
    pub section: Option<String>,
    /// Of the content.
    pub content_hash: ContentHash,
    /// The revision that the content was edited from.
    pub head: Option<RevisionId>,
    /// When it was last saved.
    pub saved_ms: i64,
}

/// The article, if it is on this machine.
///
/// # Errors
/// From the database.
pub fn get(reader: &Reader<'_>, id: ArticleId) -> Result<Option<Article>> {
    let mut statement = reader.0.prepare_cached("SELECT id, content, content_hash, head, caret, saved_ms FROM articles WHERE id = :id")?;
    let row = optional(statement.query_row(named_params! {":id": Sql(id)}, |row| {
        let texts: (Vec<u8>, String) = (row.get("content")?, row.get("caret")?);
        Ok((texts, row.get::<_, Sql<ContentHash>>("content_hash")?.0, head(row)?, row.get("saved_ms")?))
    }))?;
    row.map(|((content, caret), content_hash, head, saved_ms)| {
        Ok(Article {
            id,
            content: packed::parse(&packed::bytes(&content)?)?,
            content_hash,
            head,
            caret: serde_json::from_str(&caret)?,
            saved_ms,
        })
    })
    .transpose()
}

/// One article's heading and its content as it is kept, to be looked through: in one look, for the pages that hold the one hold the other.
///
/// # Errors
/// From the database.
pub fn heading_and_text(reader: &Reader<'_>, id: ArticleId) -> Result<Option<(Heading, PackedText)>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT id, title, kind, section, content_hash, head, saved_ms, content FROM articles NOT INDEXED WHERE id = :id",
    )?;
    optional(statement.query_row(named_params! {":id": Sql(id)}, |row| Ok((read_heading(row)?, PackedText(row.get("content")?)))))
}

/// A content as it is kept. Unpacking it and looking through it needs no database.
pub struct PackedText(Vec<u8>);

impl PackedText {
    /// The words of the content.
    ///
    /// # Errors
    /// [`Error::Damaged`](crate::Error::Damaged) when it is not of its form.
    pub fn text(&self) -> Result<Text> {
        Text::of_packed(&self.0)
    }
}

/// When the article was made on this machine.
///
/// # Errors
/// From the database.
pub fn created_ms(reader: &Reader<'_>, id: ArticleId) -> Result<Option<i64>> {
    let mut statement = reader.0.prepare_cached("SELECT created_ms FROM articles WHERE id = :id")?;
    optional(statement.query_row(named_params! {":id": Sql(id)}, |row| row.get(0)))
}

/// Every article's heading, the last saved first.
///
/// # Errors
/// From the database.
pub fn headings(reader: &Reader<'_>) -> Result<Vec<Heading>> {
    let mut statement = reader
        .0
        .prepare_cached("SELECT id, title, kind, section, content_hash, head, saved_ms FROM articles ORDER BY saved_ms DESC, id DESC")?;
    let rows = statement.query_map([], read_heading)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One article's heading.
///
/// # Errors
/// From the database.
pub fn heading(reader: &Reader<'_>, id: ArticleId) -> Result<Option<Heading>> {
    let mut statement = reader.0.prepare_cached(
        "SELECT id, title, kind, section, content_hash, head, saved_ms FROM articles INDEXED BY articles_headings WHERE id = :id",
    )?;
    optional(statement.query_row(named_params! {":id": Sql(id)}, read_heading))
}

/// Every article's id.
///
/// # Errors
/// From the database.
pub fn ids(reader: &Reader<'_>) -> Result<Vec<ArticleId>> {
    let mut statement = reader.0.prepare_cached("SELECT id FROM articles ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Sql<ArticleId>>(0)?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts what is on the screen; `head` of an article that is there stays as it is.
///
/// # Errors
/// From the database.
pub fn save(writer: &Writer<'_>, id: ArticleId, content: &ArticleContent, caret: &Value, now_ms: i64) -> Result<ContentHash> {
    let content_hash = content.hash();
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO articles (id, content, content_hash, head, caret, title, kind, section, created_ms, saved_ms)
         VALUES (:id, :content, :content_hash, NULL, :caret, :title, :kind, :section, :now_ms, :now_ms)
         ON CONFLICT DO UPDATE SET content = excluded.content, content_hash = excluded.content_hash, caret = excluded.caret,
             title = excluded.title, kind = excluded.kind, section = excluded.section,
             saved_ms = CASE WHEN articles.content_hash = excluded.content_hash THEN articles.saved_ms ELSE excluded.saved_ms END",
    )?;
    statement.execute(named_params! {
        ":id": Sql(id),
        ":content": packed::pack(&serde_json::to_string(content)?)?,
        ":content_hash": Sql(content_hash),
        ":caret": serde_json::to_string(caret)?,
        ":title": content.title,
        ":kind": content.kind,
        ":section": content.section,
        ":now_ms": now_ms,
    })?;
    Ok(content_hash)
}

/// Says which revision the content on the screen stands on.
///
/// # Errors
/// From the database; a revision that is not stored is refused at commit.
pub fn set_head(writer: &Writer<'_>, id: ArticleId, head: RevisionId) -> Result<()> {
    writer
        .0
        .prepare_cached("UPDATE articles SET head = :head WHERE id = :id")?
        .execute(named_params! {":id": Sql(id), ":head": Sql(head)})?;
    Ok(())
}

fn head(row: &Row<'_>) -> rusqlite::Result<Option<RevisionId>> {
    Ok(row.get::<_, Option<Sql<RevisionId>>>("head")?.map(|head| head.0))
}

fn read_heading(row: &Row<'_>) -> rusqlite::Result<Heading> {
    Ok(Heading {
        id: row.get::<_, Sql<ArticleId>>("id")?.0,
        title: row.get("title")?,
        kind: row.get("kind")?,
        section: row.get("section")?,
        content_hash: row.get::<_, Sql<ContentHash>>("content_hash")?.0,
        head: head(row)?,
        saved_ms: row.get("saved_ms")?,
    })
}
