//! What the person told the checker: words that are right, and findings to pass over.

use banthao_document::ArticleId;
use rusqlite::named_params;

use crate::{Reader, Result, Writer, sql::Sql};

/// Every word that the person added, as it was written, in the order of adding.
///
/// # Errors
/// From the database.
pub fn words(reader: &Reader<'_>) -> Result<Vec<String>> {
    let mut statement = reader.0.prepare_cached("SELECT shown FROM words ORDER BY added_ms, word")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a word; `word` is its form for comparing. One that is there already stays.
///
/// # Errors
/// From the database.
pub fn add_word(writer: &Writer<'_>, word: &str, shown: &str, now_ms: i64) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("INSERT INTO words (word, shown, added_ms) VALUES (:word, :shown, :now) ON CONFLICT DO NOTHING")?;
    statement.execute(named_params! {":word": word, ":shown": shown, ":now": now_ms})?;
    Ok(())
}

/// Takes a word out again; one that is not there is no error.
///
/// # Errors
/// From the database.
pub fn remove_word(writer: &Writer<'_>, word: &str) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM words WHERE word = :word")?.execute(named_params! {":word": word})?;
    Ok(())
}

/// The findings passed over in an article, as rule and text.
///
/// # Errors
/// From the database.
pub fn passed(reader: &Reader<'_>, article: ArticleId) -> Result<Vec<(String, String)>> {
    let mut statement =
        reader.0.prepare_cached("SELECT rule, text FROM passed_findings WHERE article_id = :article ORDER BY rule, text")?;
    let rows = statement.query_map(named_params! {":article": Sql(article)}, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Passes a finding over in an article.
///
/// # Errors
/// From the database.
pub fn pass(writer: &Writer<'_>, article: ArticleId, rule: &str, text: &str) -> Result<()> {
    let mut statement = writer
        .0
        .prepare_cached("INSERT INTO passed_findings (article_id, rule, text) VALUES (:article, :rule, :text) ON CONFLICT DO NOTHING")?;
    statement.execute(named_params! {":article": Sql(article), ":rule": rule, ":text": text})?;
    Ok(())
}

/// Shows a finding in an article again.
///
/// # Errors
/// From the database.
pub fn take_up(writer: &Writer<'_>, article: ArticleId, rule: &str, text: &str) -> Result<()> {
    let mut statement =
        writer.0.prepare_cached("DELETE FROM passed_findings WHERE article_id = :article AND rule = :rule AND text = :text")?;
    statement.execute(named_params! {":article": Sql(article), ":rule": rule, ":text": text})?;
    Ok(())
}
