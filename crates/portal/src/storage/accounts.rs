//! Who there is, and what they may do.

use banthao_document::AccountId;
use banthao_portal_api::wire::{Account, Role, Unit};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde_json::Value;
use uuid::Uuid;

use super::{Result, cached::Cached};

/// Adds an account; false and nothing done when the name is taken.
pub fn add(connection: &Connection, account: &Account, password_hash: &str) -> Result<bool> {
    connection.execute_cached(
        "INSERT INTO units (code, name) VALUES (:code, :name) ON CONFLICT DO NOTHING",
        named_params! { ":code": account.unit.code, ":name": account.unit.name },
    )?;
    let added = connection.execute_cached(
        "INSERT INTO accounts (id, username, name, unit_code, password_hash) VALUES (:id, :username, :name, :unit, :hash)
         ON CONFLICT (username) DO NOTHING",
        named_params! {
            ":id": account.id.0.into_bytes(),
            ":username": account.username,
            ":name": account.name,
            ":unit": account.unit.code,
            ":hash": password_hash,
        },
    )?;
    if added == 1 {
        for role in &account.roles {
            connection.execute_cached(
                "INSERT INTO account_roles (account_id, role) VALUES (:id, :role)",
                named_params! { ":id": account.id.0.into_bytes(), ":role": role_name(*role)? },
            )?;
        }
    }
    Ok(added == 1)
}

/// The account of this id.
pub fn find(connection: &Connection, id: AccountId) -> Result<Option<Account>> {
    let found = connection
        .query_row_cached(
            "SELECT a.username, a.name, u.code, u.name AS unit FROM accounts a JOIN units u ON u.code = a.unit_code WHERE a.id = :id",
            named_params! { ":id": id.0.into_bytes() },
            |row| {
                let unit = Unit { code: row.get("code")?, name: row.get("unit")? };
                Ok(Account { id, username: row.get("username")?, name: row.get("name")?, unit, roles: Vec::new() })
            },
        )
        .optional()?;
    let Some(mut account) = found else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT role FROM account_roles WHERE account_id = :id ORDER BY role")?;
    let names = statement.query_map(named_params! { ":id": id.0.into_bytes() }, |row| row.get::<_, String>(0))?;
    for name in names {
        account.roles.push(serde_json::from_value(Value::String(name?))?);
    }
    Ok(Some(account))
}

/// The id and password hash behind a sign-in name.
pub fn credentials(connection: &Connection, username: &str) -> Result<Option<(AccountId, String)>> {
    let found = connection
        .query_row_cached(
            "SELECT id, password_hash FROM accounts WHERE username = :username",
            named_params! { ":username": username },
            |row| Ok((AccountId(Uuid::from_bytes(row.get("id")?)), row.get("password_hash")?)),
        )
        .optional()?;
    Ok(found)
}

fn role_name(role: Role) -> Result<String> {
    match serde_json::to_value(role)? {
        Value::String(name) => Ok(name),
        other => Ok(other.to_string()),
    }
}
