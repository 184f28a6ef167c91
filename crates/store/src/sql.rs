//! How our types are written into columns.

use banthao_document::{ArticleId, BlobId, ContentHash, OpId, RevisionId};
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use uuid::Uuid;

use crate::Result;

/// A column value of one of our types; `rusqlite`'s traits cannot be put on another crate's types directly.
pub(crate) struct Sql<T>(pub T);

macro_rules! uuid_column {
    ($($name:ident),*) => {$(
        impl ToSql for Sql<$name> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.0.0.as_bytes().to_vec()))
            }
        }
        impl FromSql for Sql<$name> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Uuid::from_slice(value.as_blob()?).map(|uuid| Self($name(uuid))).map_err(|_| FromSqlError::InvalidType)
            }
        }
    )*};
}
uuid_column!(ArticleId, OpId);

macro_rules! hash_column {
    ($($name:ident),*) => {$(
        impl ToSql for Sql<$name> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(&self.0.0[..]))
            }
        }
        impl FromSql for Sql<$name> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_blob()?.try_into().map(|bytes| Self($name(bytes))).map_err(|_| FromSqlError::InvalidType)
            }
        }
    )*};
}
hash_column!(BlobId, ContentHash, RevisionId);

impl ToSql for Sql<Uuid> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_bytes().to_vec()))
    }
}

impl FromSql for Sql<Uuid> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Uuid::from_slice(value.as_blob()?).map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

/// The first row, or none.
pub(crate) fn optional<T>(row: rusqlite::Result<T>) -> Result<Option<T>> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
