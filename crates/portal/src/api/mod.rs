//! The native protocol, version 1, as `docs/portal-protocol.md` lays it down.
//!
//! Handlers translate: they check who asks and how much, and leave the rest to [`workflow`](crate::workflow) and
//! [`storage`](crate::storage). Whatever goes wrong leaves as [`Refusal`], problem details of RFC 9457.

mod answer;
mod asked;
mod authority;
mod blobs;
mod cursor;
mod events;
mod handshake;
mod media_type;
mod pull;
mod push;
mod receiving;
mod refusal;
mod revisions;
mod session;
mod uploads;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, patch, post},
};
use banthao_portal_api::wire::{PROTOCOL_HEADER, Problem, ProblemType};
use tower_http::catch_panic::CatchPanicLayer;

use crate::Portal;
use authority::Authority;
use refusal::Refusal;

/// A sign-in is a name, a password and a device; this is plenty.
const SMALL_BODY: usize = 16 << 10;

/// Everything under `/v1`.
pub fn router(portal: Portal) -> Router {
    let push_limit = portal.0.limits.max_push_bytes;
    Router::new()
        .route("/hello", get(handshake::hello))
        .route("/session", post(session::open).get(session::show).delete(session::close).layer(DefaultBodyLimit::max(SMALL_BODY)))
        .route("/catalogue", get(handshake::catalogue))
        .route("/push", post(push::push).layer(DefaultBodyLimit::max(push_limit)))
        .route("/pull", get(pull::pull))
        .route("/revs-diff", post(revisions::diff).layer(DefaultBodyLimit::max(push_limit)))
        .route("/articles/{article}/revisions/{revision}", get(revisions::show))
        .route("/blobs/{sha256}", get(blobs::download).head(blobs::exists))
        .route("/uploads", post(uploads::create).layer(DefaultBodyLimit::disable()))
        .route("/uploads/{id}", patch(uploads::append).head(uploads::offset).delete(uploads::cancel).layer(DefaultBodyLimit::disable()))
        .route("/events", get(events::listen))
        .fallback(async || Refusal::from(Problem::new(ProblemType::NotFound, "no such resource")))
        .method_not_allowed_fallback(async || {
            let title = "Method not allowed".to_owned();
            Refusal::from(Problem { kind: ProblemType::Other, title, status: StatusCode::METHOD_NOT_ALLOWED.as_u16(), detail: None })
        })
        .layer(middleware::from_fn(speak_one_protocol))
        .layer(CatchPanicLayer::custom(|_| Refusal::from(Problem::new(ProblemType::Internal, INTERNAL)).into_response()))
        .layer(middleware::map_response(async |mut response: Response| {
            response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
            response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
            response
        }))
        .with_state(portal)
}

/// All that a client learns about a failure of the portal itself.
const INTERNAL: &str = "the portal failed; nothing of this request took effect unless a receipt says so";

async fn speak_one_protocol(request: Request, next: Next) -> Response {
    let asked = request.headers().get(PROTOCOL_HEADER);
    let version = asked.map(|value| value.to_str().ok().and_then(|value| value.trim().parse().ok()));
    match version {
        Some(version) if !version.is_some_and(|version| handshake::SPOKEN.includes(version)) => {
            Refusal::upgrade(handshake::SPOKEN).into_response()
        }
        Some(_) | None => next.run(request).await,
    }
}
