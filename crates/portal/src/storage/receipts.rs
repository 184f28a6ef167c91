//! The first answer to each operation.

use banthao_document::{AccountId, ArticleId, DeviceId, OpId};
use banthao_portal_api::wire::{Outcome, Receipt};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Result, cached::Cached, counter};
use crate::faults::{self, Fault};

/// How long a receipt is kept after the client said that it arrived: a machine may come back from a backup a year old.
const KEPT_MS: i64 = 400 * 24 * 60 * 60 * 1000;

/// Whose operation it is; ids of one device mean nothing on another.
#[derive(Debug, Clone, Copy)]
pub struct Sender {
    /// The account.
    pub account: AccountId,
    /// The device.
    pub device: DeviceId,
}

/// The receipt of an operation and the digest of what it asked.
pub fn find(connection: &Connection, sender: Sender, op: OpId) -> Result<Option<([u8; 32], Receipt)>> {
    let found: Option<([u8; 32], String)> = connection
        .query_row_cached(
            "SELECT body_hash, wire FROM receipts WHERE account_id = :account AND device_id = :device AND op_id = :op",
            named_params! { ":account": sender.account.0.into_bytes(), ":device": sender.device.0.into_bytes(), ":op": op.0.into_bytes() },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    found.map(|(body_hash, wire)| Ok((body_hash, serde_json::from_str(&wire)?))).transpose()
}

/// Keeps a receipt, and with it how far the device has come.
pub fn keep(
    connection: &Connection,
    sender: Sender,
    article: ArticleId,
    body_hash: [u8; 32],
    receipt: &Receipt,
    now_ms: i64,
) -> Result<()> {
    let seq = match receipt.outcome {
        Outcome::Applied { seq, .. } => Some(counter(seq)),
        Outcome::Conflict { .. } | Outcome::BaseMissing | Outcome::Blocked { .. } | Outcome::Rejected { .. } => None,
    };
    connection.execute_cached(
        "INSERT INTO receipts (account_id, device_id, op_id, op_seq, article_id, seq, body_hash, wire, at_ms)
         VALUES (:account, :device, :op, :op_seq, :article, :seq, :body_hash, :wire, :now)",
        named_params! {
            ":account": sender.account.0.into_bytes(),
            ":device": sender.device.0.into_bytes(),
            ":op": receipt.op_id.0.into_bytes(),
            ":op_seq": counter(receipt.op_seq),
            ":article": article.0.into_bytes(),
            ":seq": seq,
            ":body_hash": body_hash,
            ":wire": serde_json::to_string(receipt)?,
            ":now": now_ms,
        },
    )?;
    connection.execute_cached(
        "INSERT INTO device_progress (account_id, device_id, last_op_seq) VALUES (:account, :device, :op_seq)
         ON CONFLICT DO UPDATE SET last_op_seq = max(last_op_seq, excluded.last_op_seq)",
        named_params! {
            ":account": sender.account.0.into_bytes(),
            ":device": sender.device.0.into_bytes(),
            ":op_seq": counter(receipt.op_seq),
        },
    )?;
    Ok(())
}

/// Forgets receipts that arrived and are old.
pub fn forget(connection: &Connection, sender: Sender, ack_through: u64, now_ms: i64) -> Result<()> {
    connection.execute_cached(
        "DELETE FROM receipts WHERE account_id = :account AND device_id = :device AND op_seq <= :ack AND at_ms < :before",
        named_params! {
            ":account": sender.account.0.into_bytes(),
            ":device": sender.device.0.into_bytes(),
            ":ack": counter(ack_through),
            ":before": if faults::planted(Fault::ForgetsReceiptsAtOnce) { i64::MAX } else { now_ms - KEPT_MS },
        },
    )?;
    Ok(())
}

/// The highest `op_seq` of a device such that the effects of all up to it are in what the device has been told: everything up to `from`
/// earlier, and now the articles up to `reached`.
pub fn last_op_seq(connection: &Connection, sender: Sender, from: i64, reached: i64) -> Result<u64> {
    let last: Option<i64> = connection
        .query_row_cached(
            if faults::planted(Fault::ConfirmsTooMuch) {
                "SELECT d.last_op_seq, :from, :reached FROM device_progress d WHERE d.account_id = :account AND d.device_id = :device"
            } else {
                "SELECT min(d.last_op_seq, ifnull((
                 SELECT min(r.op_seq) - 1 FROM receipts r JOIN articles a ON a.id = r.article_id
                 WHERE r.account_id = d.account_id AND r.device_id = d.device_id AND r.seq > :from AND a.seq > :reached
             ), d.last_op_seq)) FROM device_progress d WHERE d.account_id = :account AND d.device_id = :device"
            },
            named_params! {
                ":account": sender.account.0.into_bytes(),
                ":device": sender.device.0.into_bytes(),
                ":from": from,
                ":reached": reached,
            },
            |row| row.get(0),
        )
        .optional()?;
    Ok(last.unwrap_or(0).unsigned_abs())
}
