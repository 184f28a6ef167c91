//! Tokens handed out, as digests.

use banthao_document::{AccountId, DeviceId};
use rusqlite::{Connection, OptionalExtension, named_params};
use uuid::Uuid;

use super::{Result, cached::Cached};

/// A token's row.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub account: AccountId,
    /// The device that it is good on.
    pub device: DeviceId,
    /// What the person calls the device.
    pub device_name: String,
    /// From when, UTC milliseconds.
    pub created_at_ms: i64,
    /// Until when, UTC milliseconds.
    pub expires_at_ms: i64,
}

/// Keeps a new session and forgets those that have ended.
pub fn add(connection: &Connection, session: &SessionRow) -> Result<()> {
    connection.execute_cached("DELETE FROM sessions WHERE expires_at_ms <= :now", named_params! { ":now": session.created_at_ms })?;
    connection.execute_cached(
        "INSERT INTO sessions (token_hash, account_id, device_id, device_name, created_at_ms, expires_at_ms)
         VALUES (:token, :account, :device, :name, :created, :expires)",
        named_params! {
            ":token": session.token_hash,
            ":account": session.account.0.into_bytes(),
            ":device": session.device.0.into_bytes(),
            ":name": session.device_name,
            ":created": session.created_at_ms,
            ":expires": session.expires_at_ms,
        },
    )?;
    Ok(())
}

/// Whose token this is and on which device, unless it has ended.
pub fn find(connection: &Connection, token_hash: [u8; 32], now_ms: i64) -> Result<Option<(AccountId, DeviceId)>> {
    let found = connection
        .query_row_cached(
            "SELECT account_id, device_id FROM sessions WHERE token_hash = :token AND expires_at_ms > :now",
            named_params! { ":token": token_hash, ":now": now_ms },
            |row| Ok((AccountId(Uuid::from_bytes(row.get(0)?)), DeviceId(Uuid::from_bytes(row.get(1)?)))),
        )
        .optional()?;
    Ok(found)
}

/// Ends a session.
pub fn revoke(connection: &Connection, token_hash: [u8; 32]) -> Result<()> {
    connection.execute_cached("DELETE FROM sessions WHERE token_hash = :token", named_params! { ":token": token_hash })?;
    Ok(())
}
