//! Searches that the person kept under a name.

use rusqlite::named_params;
use serde_json::Value;
use uuid::Uuid;

use crate::{Reader, Result, Writer, sql::Sql};

/// The form of `question` that this build writes and reads. One of a newer form stays where it is and is not listed.
pub const QUESTION_VERSION: u32 = 1;

/// One search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Which; its order is the order of making.
    pub id: Uuid,
    /// What the person called it.
    pub name: String,
    /// What it asks, in the form of [`QUESTION_VERSION`].
    pub question: Value,
}

/// Every search whose question this build can read, in the order of their making.
///
/// # Errors
/// From the database.
pub fn all(reader: &Reader<'_>) -> Result<Vec<SavedSearch>> {
    let mut statement =
        reader.0.prepare_cached("SELECT id, name, question FROM saved_searches WHERE question_version <= :known ORDER BY id")?;
    let rows = statement.query_map(named_params! {":known": QUESTION_VERSION}, |row| {
        Ok((row.get::<_, Sql<Uuid>>("id")?.0, row.get("name")?, row.get::<_, String>("question")?))
    })?;
    rows.map(|row| {
        let (id, name, question) = row?;
        Ok(SavedSearch { id, name, question: serde_json::from_str(&question)? })
    })
    .collect()
}

/// Keeps a search, or changes the one with its id.
///
/// # Errors
/// From the database.
pub fn put(writer: &Writer<'_>, search: &SavedSearch) -> Result<()> {
    let mut statement = writer.0.prepare_cached(
        "INSERT INTO saved_searches (id, name, question, question_version) VALUES (:id, :name, :question, :version)
         ON CONFLICT DO UPDATE SET name = excluded.name, question = excluded.question, question_version = excluded.question_version",
    )?;
    statement.execute(named_params! {
        ":id": Sql(search.id),
        ":name": search.name,
        ":question": search.question.to_string(),
        ":version": QUESTION_VERSION,
    })?;
    Ok(())
}

/// Forgets a search; one that is not there is no error.
///
/// # Errors
/// From the database.
pub fn remove(writer: &Writer<'_>, id: Uuid) -> Result<()> {
    writer.0.prepare_cached("DELETE FROM saved_searches WHERE id = :id")?.execute(named_params! {":id": Sql(id)})?;
    Ok(())
}
