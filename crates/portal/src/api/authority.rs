//! Whose token a request carries.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use banthao_document::DeviceId;
use banthao_portal_api::wire::{Account, ProblemType};
use sha2::{Digest, Sha256};

use super::Refusal;
use crate::{Portal, storage::receipts::Sender};

/// Someone who is signed in, on the device that their token is good on.
#[derive(Clone)]
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
            .read(move |books| {
                let Some((id, device)) = books.session(token_hash, now_ms)? else { return Ok(None) };
                Ok(books.account(id)?.map(|account| Self { account, device, token_hash }))
            })
            .await?;
        let found = found.ok_or_else(refused)?;
        let paced = portal.0.pace.request(token_hash, now_ms);
        paced.map_err(|wait| Refusal::too_many(wait, "too many requests of this session"))?;
        Ok(found)
    }
}
