//! Facts about the profile, by name.

use rusqlite::named_params;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Reader, Result, Writer, sql::optional};

/// A setting's name and type in one place, so that no two callers disagree about either.
pub struct Setting<T> {
    name: &'static str,
    value: std::marker::PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Setting<T> {
    /// A setting called `name`.
    pub const fn named(name: &'static str) -> Self {
        Self { name, value: std::marker::PhantomData }
    }

    /// Its value, if it was ever set.
    ///
    /// # Errors
    /// From the database.
    pub fn get(&self, reader: &Reader<'_>) -> Result<Option<T>> {
        let mut statement = reader.0.prepare_cached("SELECT value FROM settings WHERE name = :name")?;
        let text: Option<String> = optional(statement.query_row(named_params! {":name": self.name}, |row| row.get(0)))?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// Sets it.
    ///
    /// # Errors
    /// From the database.
    pub fn set(&self, writer: &Writer<'_>, value: &T) -> Result<()> {
        let mut statement = writer
            .0
            .prepare_cached("INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT DO UPDATE SET value = excluded.value")?;
        statement.execute(named_params! {":name": self.name, ":value": serde_json::to_string(value)?})?;
        Ok(())
    }

    /// Forgets it.
    ///
    /// # Errors
    /// From the database.
    pub fn clear(&self, writer: &Writer<'_>) -> Result<()> {
        writer.0.prepare_cached("DELETE FROM settings WHERE name = :name")?.execute(named_params! {":name": self.name})?;
        Ok(())
    }
}
