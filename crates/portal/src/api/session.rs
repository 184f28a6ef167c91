//! Signing in and out.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use banthao_portal_api::wire::{Account, ProblemType, Session, SessionRequest};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{Authority, Refusal, authority::digest};
use crate::{Portal, chance, storage::sessions::SessionRow};

/// Bytes of a name that is remembered while its password is being guessed, and of one that stands in a list of devices.
const LONGEST_NAME: usize = 200;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub async fn open(State(portal): State<Portal>, body: Result<Bytes, BytesRejection>) -> Result<Json<Session>, Refusal> {
    let request: SessionRequest =
        serde_json::from_slice(&body?).map_err(|_| Refusal::new(ProblemType::BadRequest, "the body is no sign-in"))?;
    if request.username.len() > LONGEST_NAME || request.device_name.len() > LONGEST_NAME {
        return Err(Refusal::new(ProblemType::BadRequest, "a name has at most 200 bytes"));
    }
    let username = request.username.trim().to_owned();
    portal
        .0
        .throttle
        .attempt(&username, portal.now_ms())
        .map_err(|wait| Refusal::too_many(wait, "too many attempts to sign in with this name"))?;

    let name = username.clone();
    let known = portal.storage().read(move |books| books.credentials(&name)).await?;
    let (id, kept) = known.unzip();
    let right = portal.0.passwords.verify(request.password, kept).await;
    let (true, Some(id)) = (right, id) else {
        return Err(Refusal::new(ProblemType::WrongCredentials, "the name or the password is wrong"));
    };
    portal.0.throttle.succeeded(&username);

    let token = BASE64_URL_SAFE_NO_PAD.encode(chance::bytes::<32>(portal.chance()));
    let now_ms = portal.now_ms();
    let session = SessionRow {
        token_hash: digest(&token),
        account: id,
        device: request.device,
        device_name: request.device_name,
        created_at_ms: now_ms,
        expires_at_ms: now_ms.saturating_add(i64::from(portal.0.token_days) * DAY_MS),
    };
    let expires_at_ms = session.expires_at_ms;
    let account = portal
        .storage()
        .write(move |books| {
            books.add_session(&session)?;
            books.account(id)
        })
        .await?;
    let account = account.ok_or_else(|| Refusal::new(ProblemType::WrongCredentials, "the account is gone"))?;
    Ok(Json(Session { token, expires_at_ms, account }))
}

pub async fn show(authority: Authority) -> Json<Account> {
    Json(authority.account)
}

pub async fn close(State(portal): State<Portal>, authority: Authority) -> Result<StatusCode, Refusal> {
    portal.storage().write(move |books| books.revoke_session(authority.token_hash)).await?;
    Ok(StatusCode::NO_CONTENT)
}
