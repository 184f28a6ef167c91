//! Whose token a request carries.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use banthao_document::DeviceId;
use banthao_portal_api::wire::{Account, ProblemType};
use sha2::{Digest, Sha256};

use super::Refusal;
use crate::{
    Portal,
    storage::{accounts, receipts::Sender, sessions},
};

/// Someone who is signed in, on the device that their token is good on.
pub struct Authority {
    /// Who.
    pub account: Account,
    /// Where.
    pub device: DeviceId,
    /// The SHA-256 of their token.
    pub token_hash: [u8; 32],
}

impl Authority {
    /// Whose operations and receipts these are.
    pub fn sender(&self) -> Sender {
        Sender { account: self.account.id, device: self.device }
    }
}

/// What is kept of a token.
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

impl FromRequestParts<Portal> for Authority {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let refused = || Refusal::new(ProblemType::TokenExpired, "sign in again; nothing is lost");
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = header.and_then(|value| value.split_once(' ')).ok_or_else(refused)?;
        if !scheme.eq_ignore_ascii_case("Bearer") {
            return Err(refused());
        }
        let (token_hash, now_ms) = (digest(token.trim()), portal.now_ms());
        let found = portal
            .storage()
            .read(move |connection| {
                let Some((id, device)) = sessions::find(connection, token_hash, now_ms)? else { return Ok(None) };
                Ok(accounts::find(connection, id)?.map(|account| Self { account, device, token_hash }))
            })
            .await?;
        found.ok_or_else(refused)
    }
}
