//! What lists and search go by: one row per article that can always be made again.
//!
//! A row says on which list an article is, of which class its status is, and by which keys it is ordered. Only a caller that knows what a status
//! is can derive that, so the store keeps account of what is *due*: triggers note every article of which a fact changed, in the transaction of the
//! change. The caller takes what is due, derives rows and hands them to [`put`]. A row is an index into the articles and never shown itself.

mod page;
mod restrict;

use banthao_document::ArticleId;
use rusqlite::named_params;

pub use page::{Order, Sorted, best, sorted};
pub use restrict::{Wanted, authors, restrict};

use crate::{
    Reader, Result, Writer, collation, fold,
    search::{Holdings, Text, postings, stream::Stream},
    sql::{Sql, optional},
};

/// The tables that are made from the articles and can be made again, those of the text index among them. What they name, the articles name; and
/// postings are bits, which nobody could read as text.
pub(crate) const DERIVED: [&str; 7] =
    ["listing", "listing_due", "search_blocks", "search_chunks", "search_fresh", "search_runs", "shelf_counts"];

/// Texts that have been replaced, for each present one, before the text index is made anew.
const MOST_REPLACED: u32 = 2;
/// No index is made anew for fewer replaced texts than this.
const FEW_REPLACED: u32 = 8192;

/// More articles than this are not looked up one by one to bring them into order.
const MANY: u32 = 500;

/// An article whose row is not true any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub article: ArticleId,
    /// Whether its words changed as well.
    pub text: bool,
}

/// What there is to do about the rows of an article.
pub enum Change {
    /// It has this row.
    Put(Box<Row>),
    /// It is not there any more.
    Remove(ArticleId),
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which article.
    pub article: ArticleId,
    /// Its list, by the caller's name for it.
    pub shelf: &'static str,
    /// The class of its status, by the caller's name for it.
    pub state: &'static str,
    /// Thể loại, a code.
    pub kind: String,
    /// Chuyên mục, a code.
    pub section: Option<String>,
    /// The section's name, for order.
    pub section_name: String,
    /// The author's full name; empty for nobody.
    pub author: String,
    /// Tiêu đề, for order.
    pub title: String,
    /// What it holds besides words.
    pub holds: Holdings,
    /// Whether something of it may have to be sent.
    pub waits: bool,
    /// When it last changed, UTC milliseconds.
    pub changed_ms: i64,
}

/// A row, and the text when its words changed or were never indexed.
pub struct Entry {
    /// What there is to do.
    pub change: Change,
    /// All its words.
    pub text: Option<Text>,
}

pub(crate) fn bits(holds: Holdings) -> u32 {
    u32::from(holds.image) | u32::from(holds.file) << 1 | u32::from(holds.link) << 2 | u32::from(holds.table) << 3
}

/// Some of what is due, what changed first first, so that later texts get higher numbers.
///
/// # Errors
/// From the database.
pub fn due(reader: &Reader<'_>, limit: u32) -> Result<Vec<Due>> {
    // The moment of an article lies behind its whole text: for many rows the index is walked instead, which has nothing but moments.
    let walked = if count_due(reader)? > MANY {
        read_due(
            reader,
            "SELECT due.article_id, due.text OR listing.doc IS NULL FROM articles INDEXED BY articles_by_saved
             CROSS JOIN listing_due AS due ON due.article_id = articles.id LEFT JOIN listing ON listing.article_id = due.article_id
             ORDER BY articles.saved_ms, articles.id LIMIT :limit",
            limit,
        )?
    } else {
        Vec::new()
    };
    if !walked.is_empty() {
        return Ok(walked);
    }
    read_due(
        reader,
        "SELECT due.article_id, due.text OR listing.doc IS NULL FROM listing_due AS due
         LEFT JOIN articles ON articles.id = due.article_id LEFT JOIN listing ON listing.article_id = due.article_id
         ORDER BY articles.saved_ms, due.article_id LIMIT :limit",
        limit,
    )
}

fn read_due(reader: &Reader<'_>, sql: &str, limit: u32) -> Result<Vec<Due>> {
    let mut statement = reader.0.prepare_cached(sql)?;
    let rows = statement
        .query_map(named_params! {":limit": limit}, |row| Ok(Due { article: row.get::<_, Sql<ArticleId>>(0)?.0, text: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How much is due.
///
/// # Errors
/// From the database.
pub fn count_due(reader: &Reader<'_>) -> Result<u32> {
    Ok(reader.0.prepare_cached("SELECT count(*) FROM listing_due")?.query_row([], |row| row.get(0))?)
}

/// Every row is to be derived again; the words stay indexed.
///
/// # Errors
/// From the database.
pub fn doubt_all(writer: &Writer<'_>) -> Result<()> {
    writer.0.execute("INSERT INTO listing_due (article_id, text) SELECT id, 0 FROM articles WHERE true ON CONFLICT DO NOTHING", [])?;
    Ok(())
}

/// The rows of these articles are to be derived again: all that wait for something.
///
/// # Errors
/// From the database.
pub fn doubt_waiting(writer: &Writer<'_>) -> Result<()> {
    writer.0.execute(
        "INSERT INTO listing_due (article_id, text) SELECT article_id, 0 FROM listing WHERE waits = 1 ON CONFLICT DO NOTHING",
        [],
    )?;
    Ok(())
}

/// Forgets everything derived, index and rows, and has it made again.
///
/// # Errors
/// From the database.
pub fn start_anew(writer: &Writer<'_>) -> Result<()> {
    postings::clear(writer)?;
    writer.0.execute_batch(
        "DELETE FROM listing;
         INSERT INTO listing_due (article_id, text) SELECT id, 1 FROM articles WHERE true ON CONFLICT DO UPDATE SET text = 1;",
    )?;
    Ok(())
}

/// Makes rows true; what they were derived from was read in this transaction.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, entries: Vec<Entry>) -> Result<()> {
    let mut texts = Vec::new();
    for Entry { change, text } in entries {
        match change {
            Change::Put(row) => {
                let doc = match (doc(writer, row.article)?, text) {
                    (Some(doc), None) => doc,
                    (before, text) => {
                        if let Some(before) = before {
                            postings::forget(writer, before)?;
                        }
                        let doc = postings::take_doc(writer)?;
                        texts.extend(text.map(|text| (doc, Stream::of(&text))));
                        doc
                    }
                };
                put_row(writer, doc, &row)?;
                settle(writer, row.article)?;
            }
            Change::Remove(article) => {
                if let Some(doc) = doc(writer, article)? {
                    postings::forget(writer, doc)?;
                }
                writer.0.prepare_cached("DELETE FROM listing WHERE article_id = :id")?.execute(named_params! {":id": Sql(article)})?;
                settle(writer, article)?;
            }
        }
    }
    postings::add(writer, texts)?;
    let present: u32 = counts(writer)?.iter().map(|(_, count)| count).sum();
    if postings::docs_given(writer)? > present * MOST_REPLACED + FEW_REPLACED {
        start_anew(writer)?;
    }
    Ok(())
}

fn settle(writer: &Writer<'_>, article: ArticleId) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM listing_due WHERE article_id = :id")?.execute(named_params! {":id": Sql(article)})?;
    Ok(())
}

fn put_row(writer: &Writer<'_>, doc: u32, row: &Row) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO listing (article_id, doc, shelf, state, kind, section, author, has, waits, changed_ms, title_key, author_key, section_key)
         VALUES (:article_id, :doc, :shelf, :state, :kind, :section, :author, :has, :waits, :changed_ms, :title_key, :author_key, :section_key)
         ON CONFLICT (article_id) DO UPDATE SET doc = excluded.doc, shelf = excluded.shelf, state = excluded.state, kind = excluded.kind,
             section = excluded.section, author = excluded.author, has = excluded.has, waits = excluded.waits,
             changed_ms = excluded.changed_ms, title_key = excluded.title_key, author_key = excluded.author_key,
             section_key = excluded.section_key",
    )?;
    statement.execute(named_params! {
        ":article_id": Sql(row.article),
        ":doc": doc,
        ":shelf": row.shelf,
        ":state": row.state,
        ":kind": row.kind,
        ":section": row.section.as_deref().unwrap_or_default(),
        ":author": fold(&row.author),
        ":has": bits(row.holds),
        ":waits": row.waits,
        ":changed_ms": row.changed_ms,
        ":title_key": collation::key(&row.title),
        ":author_key": collation::person_key(&row.author),
        ":section_key": collation::key(&row.section_name),
    })?;
    Ok(())
}

fn doc(reader: &Reader<'_>, article: ArticleId) -> Result<Option<u32>> {
    let mut statement = reader.0.prepare_cached("SELECT doc FROM listing WHERE article_id = :id")?;
    optional(statement.query_row(named_params! {":id": Sql(article)}, |row| row.get(0)))
}

/// How many articles each list holds; lists that hold none may be missing.
///
/// # Errors
/// From the database.
pub fn counts(reader: &Reader<'_>) -> Result<Vec<(String, u32)>> {
    let mut statement = reader.0.prepare_cached("SELECT shelf, count FROM shelf_counts")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The articles of which something may have to be sent, and those that are due and so might be.
///
/// # Errors
/// From the database.
pub fn waiting(reader: &Reader<'_>) -> Result<Vec<ArticleId>> {
    let mut statement =
        reader.0.prepare_cached("SELECT article_id FROM listing WHERE waits = 1 UNION SELECT article_id FROM listing_due ORDER BY 1")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Sql<ArticleId>>(0)?.0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which article a document is the text of, and what it holds.
///
/// # Errors
/// From the database.
pub fn article(reader: &Reader<'_>, doc: u32) -> Result<Option<(ArticleId, Holdings)>> {
    let mut statement = reader.0.prepare_cached("SELECT article_id, has FROM listing INDEXED BY listing_by_doc WHERE doc = :doc")?;
    optional(statement.query_row(named_params! {":doc": doc}, |row| {
        let has: u32 = row.get(1)?;
        let holds = Holdings { image: has & 1 != 0, file: has & 2 != 0, link: has & 4 != 0, table: has & 8 != 0 };
        Ok((row.get::<_, Sql<ArticleId>>(0)?.0, holds))
    }))
}

/// Every row as it is kept, for comparison with what is derived: article, list, class of status, and whether it waits.
///
/// # Errors
/// From the database.
pub fn rows(reader: &Reader<'_>) -> Result<Vec<(ArticleId, String, String, bool)>> {
    let mut statement = reader.0.prepare_cached("SELECT article_id, shelf, state, waits FROM listing ORDER BY article_id")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, Sql<ArticleId>>(0)?.0, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
