//! Who is there, and what is laid down here.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use banthao_portal_api::wire::{Catalogue, Hello, PROTOCOL, ProblemType, ProtocolRange};
use serde::Deserialize;

use super::{Authority, Refusal};
use crate::Portal;

/// The protocols that this portal speaks.
pub const SPOKEN: ProtocolRange = ProtocolRange { min: PROTOCOL, max: PROTOCOL };

/// What this portal can do beyond what every portal must.
const FEATURES: [&str; 6] = ["delta", "events", "news-with-push", "resumable-upload", "revs-diff", "zstd"];

/// What `GET /v1/hello` asks.
#[derive(Deserialize)]
pub struct Greeting {
    nonce: String,
}

/// Longer than any nonce needs to be; the answer repeats it to anyone.
const LONGEST_NONCE: usize = 128;

pub async fn hello(State(portal): State<Portal>, greeting: Result<Query<Greeting>, QueryRejection>) -> Result<Json<Hello>, Refusal> {
    let nonce = match greeting {
        Ok(Query(greeting)) if greeting.nonce.len() <= LONGEST_NONCE => greeting.nonce,
        Ok(_) | Err(_) => return Err(Refusal::new(ProblemType::BadRequest, "a nonce of at most 128 bytes is needed")),
    };
    let installation = portal.storage().read(|books| books.installation()).await?;
    Ok(Json(Hello {
        server: concat!("banthao-portal/", env!("CARGO_PKG_VERSION")).to_owned(),
        name: portal.0.name.clone(),
        instance_id: installation.instance_id,
        epoch: installation.epoch,
        protocol: SPOKEN,
        limits: portal.0.limits,
        server_time_ms: portal.now_ms(),
        nonce,
        features: FEATURES.map(str::to_owned).to_vec(),
    }))
}

pub async fn catalogue(State(portal): State<Portal>, _authority: Authority) -> Result<Json<Catalogue>, Refusal> {
    Ok(Json(portal.storage().read(|books| books.catalogue()).await?))
}
